/** `<k-editor>`: brings the visual editor, and shows the plain field should it not come. */
class EditorElement extends HTMLElement {
  private end?: () => void;

  connectedCallback(): void {
    // A page out of the history holds the remains of an editor.
    this.querySelectorAll("[data-made]").forEach((made) => made.remove());
    import("../editor").then(({ mount }) => { if (this.isWhole && !this.end) this.end = mount(this); }, () => this.showPlain());
  }

  disconnectedCallback(): void {
    this.end?.();
    this.end = undefined;
  }

  /** A morph to another page takes the field away before the element itself. */
  private get isWhole(): boolean { return this.isConnected && this.querySelector("[data-plain] textarea") !== null; }

  private showPlain(): void {
    this.dataset["mode"] = "plain";
    this.querySelector<HTMLElement>("[data-plain]")?.removeAttribute("hidden");
  }
}

customElements.define("k-editor", EditorElement);
export {};
