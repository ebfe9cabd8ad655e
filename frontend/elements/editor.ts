/** `<k-editor>`: brings the visual editor, and shows the plain field should it not come. */
class EditorElement extends HTMLElement {
  private end?: () => void;

  connectedCallback(): void {
    // A page out of the history holds the remains of an editor.
    this.querySelectorAll("[data-made]").forEach((made) => made.remove());
    import("../editor").then(({ mount }) => { if (this.isConnected && !this.end) this.end = mount(this); }, () => this.showPlain());
  }

  disconnectedCallback(): void {
    this.end?.();
    this.end = undefined;
  }

  private showPlain(): void {
    this.dataset["mode"] = "plain";
    this.querySelector<HTMLElement>("[data-plain]")!.hidden = false;
  }
}

customElements.define("k-editor", EditorElement);
export {};
