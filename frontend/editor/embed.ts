/** The address of a film or a page elsewhere, asked for in a small field beside the caret. */
import type { Editor } from "@tiptap/core";
import { toast } from "../elements/server";
import { announce, make, place, type Host } from "./host";
import { addressOf } from "./schema/marks";
import { putBlock } from "./places";

interface Known { url?: string; says?: string }

export class EmbedField {
  readonly element: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly said = make("p", { class: "note", role: "status" });
  private count = 0;

  constructor(private readonly host: Host, private readonly editor: Editor) {
    const { words, signal } = host;
    this.field = make("input", { type: "url", class: "input", dir: "ltr", "aria-label": words["embedAddress"], placeholder: "https://" });
    const put = make("button", { type: "button", class: "btn line small" }, words["putIn"] ?? "");
    this.element = make("div", { class: "bubble link-bubble embed-bubble", role: "group", "aria-label": words["embed"], hidden: true, "data-made": true }, this.field, put, this.said);
    put.addEventListener("click", () => void this.take(), { signal });
    this.element.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.field) void this.take();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    this.element.addEventListener("focusout", (event) => { if (!this.element.contains(event.relatedTarget as Node | null) && document.hasFocus()) this.hide(); }, { signal });
    for (const moves of ["scroll", "resize"]) window.addEventListener(moves, () => this.draw(), { capture: true, passive: true, signal });
  }

  /** Ask; what is answered comes to stand at the caret. */
  ask(): void {
    this.field.value = "";
    this.said.textContent = "";
    this.element.hidden = false;
    this.draw();
    // Behind the command that opened this, which takes the focus into the text.
    window.setTimeout(() => this.field.focus());
  }

  private hide(): void { this.count++; this.element.hidden = true; }

  private close(): void { this.hide(); this.editor.commands.focus(); }

  private draw(): void {
    if (this.element.hidden) return;
    const at = this.editor.view.coordsAtPos(this.editor.state.selection.from);
    place(this.element, new DOMRect(at.left, at.top, 0, at.bottom - at.top));
  }

  private async take(): Promise<void> {
    const mine = ++this.count;
    const known = await this.ofServer(this.field.value);
    // Left, or asked anew, meanwhile.
    if (mine !== this.count || this.editor.isDestroyed) return;
    if (!known.url) {
      this.said.textContent = known.says ?? this.host.words["uploadFailed"] ?? "";
      this.draw();
      this.field.focus();
      return;
    }
    this.hide();
    putBlock(this.editor, { type: "embed", attrs: { url: known.url } });
    if (known.says) toast(known.says);
    else announce(this.host.words["embed"] ?? "");
  }

  private async ofServer(typed: string): Promise<Known> {
    const url = new URL(this.host.urls.embed, location.href);
    url.searchParams.set("url", addressOf(typed) || typed.trim());
    try {
      const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
      return answer.ok ? ((await answer.json()) as Known) : {};
    } catch { return {}; }
  }
}
