/** One quiet bar. One tab stop, arrows inside; what cannot be done now is told, not taken away. */
import type { Editor } from "@tiptap/core";
import { iconButton, make, type Host } from "./host";

interface Tool { name: string; icon: string; label: string; keys?: string; run: () => void; can?: () => boolean; on?: () => boolean; opt?: boolean }

/** Arrows, Home and End inside a bar whose buttons are one tab stop. */
export function rove(bar: HTMLElement, leave: () => void, signal: AbortSignal): void {
  const buttons = (): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>("button, select, input")].filter((one) => one.offsetParent);
  const settle = (on: HTMLElement | undefined): void => bar.querySelectorAll<HTMLElement>("button, select, input").forEach((one) => { one.tabIndex = one === on ? 0 : -1; });
  settle(bar.querySelector<HTMLElement>("button, select") ?? undefined);
  bar.addEventListener("focusin", (event) => settle(event.target as HTMLElement), { signal });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); return; }
    const all = buttons(), at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0 || (document.activeElement instanceof HTMLInputElement && event.key.startsWith("Arrow"))) return;
    const sense = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + sense, ArrowLeft: at - sense, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  }, { signal });
}

export class Toolbar {
  readonly bar: HTMLElement;
  private readonly tools: { tool: Tool; button: HTMLButtonElement }[] = [];
  private readonly sort: HTMLSelectElement;

  constructor(host: Host, private readonly editor: Editor, acts: { link: () => void; insert: () => void }) {
    const { words } = host;
    const chain = () => editor.chain().focus();
    const mark = (name: string, icon: string, keys?: string, opt = false): Tool => ({
      name, icon, label: words[name] ?? name, keys, opt, run: () => chain().toggleMark(name).run(), can: () => editor.can().toggleMark(name), on: () => editor.isActive(name),
    });
    const tools: (Tool | null)[] = [
      mark("bold", "bold", "Ctrl B"), mark("italic", "italic", "Ctrl I"), mark("strike", "strike", undefined, true), mark("highlight", "highlight", undefined, true),
      mark("code", "code", "Ctrl E", true),
      { name: "link", icon: "link", label: words["link"] ?? "", keys: "Ctrl K", run: acts.link, can: () => !editor.isActive("codeBlock"), on: () => editor.isActive("link") },
      null,
      { name: "bulletList", icon: "list", label: words["bulletList"] ?? "", run: () => chain().toggleBulletList().run(), can: () => editor.can().toggleBulletList(), on: () => editor.isActive("bulletList") },
      { name: "orderedList", icon: "list-ordered", label: words["orderedList"] ?? "", run: () => chain().toggleOrderedList().run(), can: () => editor.can().toggleOrderedList(), on: () => editor.isActive("orderedList"), opt: true },
      { name: "taskList", icon: "tasks", label: words["taskList"] ?? "", run: () => chain().toggleTaskList().run(), can: () => editor.can().toggleTaskList(), on: () => editor.isActive("taskList") },
      null,
      { name: "insert", icon: "plus", label: words["insert"] ?? "", keys: "/", run: acts.insert, can: () => !editor.isActive("codeBlock") },
      null,
      { name: "undo", icon: "undo", label: words["undo"] ?? "", keys: "Ctrl Z", run: () => chain().undo().run(), can: () => editor.can().undo() },
      { name: "redo", icon: "redo", label: words["redo"] ?? "", keys: "Ctrl Y", run: () => chain().redo().run(), can: () => editor.can().redo(), opt: true },
    ];
    this.sort = make("select", { class: "sort", "aria-label": words["sort"] });
    for (const name of ["paragraph", "h2", "h3", "h4"]) this.sort.append(make("option", { value: name }, words[name] ?? name));
    this.sort.append(make("option", { value: "", hidden: true }, words["other"] ?? ""));
    this.sort.addEventListener("change", () => {
      const level = Number(this.sort.value[1]);
      if (this.sort.value === "paragraph") chain().setNode("paragraph").run();
      else if (level) chain().setNode("heading", { level }).run();
    });
    this.bar = make("div", { class: "edit-tools", role: "toolbar", "aria-label": words["toolbar"], "data-made": true }, this.sort);
    for (const tool of tools) {
      if (!tool) { this.bar.append(make("span", { class: "gap", "aria-hidden": "true" })); continue; }
      const button = iconButton(host, tool.icon, tool.keys ? `${tool.label} (${tool.keys})` : tool.label, () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        // At once: Tiptap's own focus comes a frame later, and the next key would press the button again.
        editor.view.focus();
        tool.run();
      });
      button.dataset["tool"] = tool.name;
      button.setAttribute("aria-label", tool.label);
      if (tool.opt) button.classList.add("opt");
      this.tools.push({ tool, button });
      this.bar.append(button);
    }
    rove(this.bar, () => editor.commands.focus(), host.signal);
    this.draw();
    editor.on("transaction", () => this.soon());
  }

  focus(): void { this.bar.querySelector<HTMLElement>("[tabindex='0']")?.focus(); }

  private waiting = 0;
  /** At most once a frame: a fast typist does not wait for buttons. */
  private soon(): void {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; if (!this.editor.isDestroyed) this.draw(); });
  }

  private draw(): void {
    const editable = this.editor.isEditable;
    for (const { tool, button } of this.tools) {
      const can = editable && (tool.can?.() ?? true);
      button.setAttribute("aria-disabled", String(!can));
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on()));
    }
    const { $from } = this.editor.state.selection;
    const kind = $from.parent.type.name;
    this.sort.value = kind === "heading" ? `h${Math.max(2, Number($from.parent.attrs["level"]))}` : kind === "paragraph" ? "paragraph" : "";
    if (!this.sort.value && this.sort.selectedIndex < 0) this.sort.value = "";
    this.sort.setAttribute("aria-disabled", String(!editable));
  }
}
