/** `<k-tools for>`: a toolbar that writes Markdown into a text field. One tab stop, arrows inside. */

import { Live } from "./live";

class Tools extends Live {
  protected live(signal: AbortSignal): void {
    this.hidden = false;
    this.buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
    this.addEventListener("click", this.onClick, { signal });
    this.addEventListener("keydown", this.onKey, { signal });
  }

  private get buttons(): HTMLButtonElement[] { return [...this.querySelectorAll("button")]; }

  private onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const buttons = this.buttons.filter((button) => button.offsetParent);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + step * (document.dir === "rtl" ? -1 : 1) + buttons.length) % buttons.length];
    this.buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next?.focus();
  };

  private onClick = (event: MouseEvent): void => {
    const button = (event.target as Element).closest("button");
    const text = document.getElementById(this.getAttribute("for") ?? "");
    if (!button || !(text instanceof HTMLTextAreaElement)) return;
    const { wrap, line } = button.dataset;
    const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
    if (wrap) this.write(text, `${wrap}${chosen}${wrap}`, wrap.length, chosen.length);
    else if (line) this.write(text, chosen.split("\n").map((row) => line + row).join("\n"), line.length, chosen.length);
    else this.write(text, `[${chosen}](https://)`, chosen ? chosen.length + 3 : 1, chosen ? 8 : 0);
  };

  /** Insert so that the browser's own undo still works, then select what one will type over. */
  private write(text: HTMLTextAreaElement, words: string, from: number, length: number): void {
    const start = text.selectionStart;
    text.focus();
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words);
    text.setSelectionRange(start + from, start + from + length);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("k-tools", Tools);
