/** What belongs to the place where the caret is: the address of a link, the tools of a table. */
import type { Editor } from "@tiptap/core";
import { getMarkRange } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { findTable, isInTable } from "@tiptap/pm/tables";
import { iconButton, make, place, put, type Host } from "./host";
import { alignColumns } from "./schema/tables";
import { addressOf, isAllowed } from "./schema/marks";
import { rove } from "./toolbar";

export class Bubbles {
  private readonly link: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly open: HTMLAnchorElement;
  private readonly grid: HTMLElement;
  private asked = false;
  private shut = false;
  private waiting = 0;

  constructor(host: Host, private readonly editor: Editor) {
    const { words, signal } = host;
    const back = (): void => { this.asked = false; this.shut = true; this.draw(); editor.commands.focus(); };
    this.field = make("input", { type: "text", class: "input", dir: "ltr", inputmode: "url", "aria-label": words["address"], placeholder: "https://" });
    this.open = make("a", { class: "btn line small", target: "_blank", rel: "noopener noreferrer" }, words["open"] ?? "");
    this.link = make("div", { class: "bubble link-bubble", role: "group", "aria-label": words["link"], hidden: true, "data-made": true },
      this.field, this.open, iconButton(host, "unlink", words["unlink"] ?? "", () => { this.remove(); back(); }));
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") this.write();
      back();
    }, { signal });
    this.link.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); back(); } }, { signal });
    this.link.addEventListener("focusout", (event) => {
      if (this.link.contains(event.relatedTarget as Node | null)) return;
      if (this.asked) { this.write(); this.asked = false; }
      this.soon();
    }, { signal });

    const chain = () => editor.chain().focus();
    const tool = (name: string, icon: string, run: () => void): HTMLButtonElement => iconButton(host, icon, words[name] ?? name, run);
    const gap = (): HTMLElement => make("span", { class: "gap", "aria-hidden": "true" });
    this.grid = make("div", { class: "bubble", role: "toolbar", "aria-label": words["tableTools"], hidden: true, "data-made": true },
      tool("rowAbove", "row-above", () => chain().addRowBefore().run()), tool("rowBelow", "row-below", () => chain().addRowAfter().run()),
      tool("columnBefore", "column-before", () => chain().addColumnBefore().run()), tool("columnAfter", "column-after", () => chain().addColumnAfter().run()), gap(),
      tool("alignStart", "align-left", () => alignColumns(editor, null)), tool("alignCenter", "align-center", () => alignColumns(editor, "center")), tool("alignEnd", "align-right", () => alignColumns(editor, "right")), gap(),
      tool("deleteRow", "row-delete", () => chain().deleteRow().run()), tool("deleteColumn", "column-delete", () => chain().deleteColumn().run()), tool("deleteTable", "trash", () => chain().deleteTable().run()));
    rove(this.grid, () => editor.commands.focus(), signal);

    editor.on("selectionUpdate", () => { this.shut = false; this.soon(); });
    editor.on("update", () => this.soon());
    editor.on("focus", () => this.soon());
    editor.on("blur", () => this.soon());
    window.addEventListener("scroll", () => this.soon(), { capture: true, passive: true, signal });
    window.addEventListener("resize", () => this.soon(), { signal });
  }

  get elements(): HTMLElement[] { return [this.grid, this.link]; }

  /** Ask for the address of what is chosen, or of the link the caret is in. */
  askLink(): void {
    this.asked = true;
    this.shut = false;
    this.draw();
    this.field.focus();
    this.field.select();
  }

  /** Whether Escape has something to close before it leaves the text. */
  close(): boolean {
    const isOpen = !this.link.hidden;
    if (isOpen) { this.shut = true; this.asked = false; this.draw(); }
    return isOpen;
  }

  /** Put the focus on what floats, for the keyboard; false when nothing does. */
  focus(): boolean {
    const bar = this.elements.find((one) => !one.hidden);
    bar?.querySelector<HTMLElement>("[tabindex='0'], input")?.focus();
    return bar !== undefined;
  }

  private soon(): void {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; if (!this.editor.isDestroyed) this.draw(); });
  }

  private draw(): void {
    const { editor } = this;
    const here = editor.view.hasFocus() || this.elements.some((one) => one.contains(document.activeElement));
    const isLink = editor.isActive("link") && editor.state.selection.empty;
    const showLink = here && editor.isEditable && !this.shut && (this.asked || isLink);
    this.link.hidden = !showLink;
    if (showLink) {
      const href = String(editor.getAttributes("link")["href"] ?? "");
      if (document.activeElement !== this.field) this.field.value = href;
      const leads = isAllowed(href);
      this.open.hidden = !leads;
      if (leads) this.open.href = href; else this.open.removeAttribute("href");
      const range = this.range();
      const from = editor.view.coordsAtPos(range.from), to = editor.view.coordsAtPos(range.to);
      place(this.link, new DOMRect(from.left, from.top, Math.max(0, to.right - from.left), to.bottom - from.top));
    }
    const table = here && editor.isEditable && isInTable(editor.state) ? findTable(editor.state.selection.$from) : null;
    this.grid.hidden = !table;
    if (table) {
      const box = (editor.view.nodeDOM(table.pos) as HTMLElement | null)?.getBoundingClientRect();
      const bar = document.querySelector(".edit-head")?.getBoundingClientRect().bottom ?? 0;
      if (!box) return;
      const wanted = Math.max(bar + 4, box.top - this.grid.offsetHeight - 6);
      this.grid.hidden = box.bottom < bar || box.top > innerHeight;
      put(this.grid, box.left, Math.min(wanted, box.bottom));
    }
  }

  private range(): { from: number; to: number } {
    const { selection, schema } = this.editor.state;
    return (selection.empty && getMarkRange(selection.$from, schema.marks["link"]!)) || { from: selection.from, to: selection.to };
  }

  private write(): void {
    const { editor } = this;
    const href = addressOf(this.field.value), range = this.range();
    const { selection } = editor.state;
    if (selection instanceof NodeSelection && selection.node.type.name === "image") {
      editor.commands.updateAttributes("image", { href: href || null, hrefTitle: null });
      return;
    }
    if (!href) return;
    if (range.from === range.to) editor.commands.insertContentAt(range.from, { type: "text", text: this.field.value.trim(), marks: [{ type: "link", attrs: { href } }] });
    else editor.chain().setTextSelection(range).setMark("link", { href, title: null }).setTextSelection(range.to).run();
  }

  private remove(): void {
    const range = this.range();
    this.editor.chain().setTextSelection(range).unsetMark("link").setTextSelection(range.to).run();
  }
}
