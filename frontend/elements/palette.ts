/** `<k-palette src>`: Ctrl or Cmd and K opens search as you type, from everywhere. */
import { Listbox } from "./listbox";
import { Live } from "./live";
import { afterPause, getPiece, show } from "./server";

class Palette extends Live {
  private asking?: AbortController;
  private list?: Listbox;

  protected live(signal: AbortSignal): void {
    this.list = new Listbox(this.field, this.out, signal);
    const ask = afterPause(() => void this.ask(), 90);
    this.field.addEventListener("input", ask, { signal });
    this.out.addEventListener("click", (event) => { if ((event.target as Element).closest("a")) this.dialog.close(); }, { signal });
    this.querySelector("form")?.addEventListener("submit", () => this.dialog.close(), { signal });
    // In a search field the browser spends the first Escape on emptying it.
    this.field.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); this.dialog.close(); } }, { signal });
    document.addEventListener("keydown", this.onKey, { signal });
    document.addEventListener("click", this.onPress, { signal });
  }

  private get dialog(): HTMLDialogElement { return this.querySelector("dialog")!; }
  private get field(): HTMLInputElement { return this.querySelector("input")!; }
  private get out(): HTMLElement { return this.querySelector("[data-out]")!; }

  private open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.field.select();
    void this.ask();
  }

  private onKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.open();
    }
  };

  private onPress = (event: MouseEvent): void => {
    const opener = (event.target as Element).closest("[data-palette]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.open();
  };

  private async ask(): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const query = this.field.value.trim();
    try {
      show(this.out, await getPiece(`${this.getAttribute("src")}?q=${encodeURIComponent(query)}`, this.asking.signal));
      this.list?.refresh();
    } catch (error) {
      // Enter still leads to the results page.
      if ((error as Error).name !== "AbortError") { this.out.replaceChildren(); this.list?.refresh(); }
    }
  }
}

customElements.define("k-palette", Palette);
