/** A formula: drawn as the reader sees it; pressed, or Enter on it, opens its letters. */
import type { NodeViewRenderer } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { make, type Host } from "../host";
import { set, type Shown } from "./setting";

const drawn = new Map<string, Promise<string>>();

/** The MathML of a formula, made by the server as for readers; empty when it cannot be read. */
export function draw(host: Host, tex: string, block: boolean): Promise<string> {
  const url = new URL(host.urls.maths, location.href);
  url.searchParams.set("tex", tex);
  if (block) url.searchParams.set("block", "1");
  const known = drawn.get(url.search);
  if (known) return known;
  const asked = fetch(url, { credentials: "same-origin" }).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))));
  asked.catch(() => drawn.delete(url.search));
  drawn.set(url.search, asked);
  return asked;
}

export const mathsView = (host: Host, block: boolean): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const face = make(block ? "div" : "span", { class: "math", role: "button", "aria-label": host.words["formula"] });
  const dom = make(block ? "div" : "span", { class: block ? "math-block" : "math-inline" }, face);
  let panel: HTMLElement | null = null;
  let turn = 0;

  const show = async (place: HTMLElement, tex: string): Promise<void> => {
    const mine = ++turn;
    place.classList.toggle("empty", !tex.trim());
    if (!tex.trim()) { place.textContent = host.words["emptyFormula"] ?? ""; return; }
    let html = "";
    try { html = await draw(host, tex, block); } catch { /* Offline: its letters are shown. */ }
    if (mine !== turn) return;
    if (html) place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    else place.textContent = tex;
    place.classList.toggle("unread", !html);
  };

  const close = (back: boolean): void => {
    if (!panel) return;
    // Let go of first: a field that is taken away loses the focus, which closes it too.
    const gone = panel;
    panel = null;
    gone.remove();
    const at = getPos();
    if (back && at !== undefined) editor.chain().focus().setTextSelection(at + shown.node.nodeSize).run();
    void show(face, String(shown.node.attrs["tex"]));
  };

  const open = (): void => {
    if (panel || !editor.isEditable) return;
    const field = make("textarea", { rows: block ? "3" : "1", dir: "ltr", spellcheck: "false", "aria-label": host.words["formulaLetters"], placeholder: "\\frac{a}{b}" });
    field.value = String(shown.node.attrs["tex"]);
    const help = make("p", { class: "help" }, host.words["formulaHelp"] ?? "");
    panel = make("div", { class: "math-edit", contenteditable: "false" }, field, help);
    dom.append(panel);
    field.addEventListener("input", () => void show(face, field.value));
    field.addEventListener("blur", () => { write(field.value); close(false); });
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey) || event.isComposing) return;
      event.preventDefault();
      if (event.key === "Enter") write(field.value);
      else field.value = String(shown.node.attrs["tex"]);
      close(true);
    });
    // ProseMirror puts its own focus after the press.
    window.setTimeout(() => { field.focus(); field.select(); });
  };
  const write = (tex: string): void => { const clean = block ? tex.trim() : tex.replace(/\s+/g, " ").trim(); if (clean !== shown.node.attrs["tex"]) set(shown, { tex: clean }); };

  face.addEventListener("click", open);
  void show(face, String(node.attrs["tex"]));
  // A formula made this moment asks for its letters at once.
  if (!node.attrs["tex"]) window.setTimeout(() => { if (editor.state.selection instanceof NodeSelection || editor.view.hasFocus()) open(); });
  return {
    dom,
    update: (next) => {
      if (next.type !== shown.node.type) return false;
      const changed = next.attrs["tex"] !== shown.node.attrs["tex"];
      shown.node = next;
      if (changed && !panel) void show(face, String(next.attrs["tex"]));
      return true;
    },
    selectNode: () => dom.classList.add("chosen"),
    deselectNode: () => dom.classList.remove("chosen"),
    stopEvent: (event) => panel !== null && panel.contains(event.target as Element),
    ignoreMutation: () => true,
    destroy: () => close(false),
  };
};
