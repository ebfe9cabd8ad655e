/** A link to a page by its title; the words it is read by are written where it stands. */
import type { NodeViewRenderer } from "@tiptap/core";
import { make, type Host } from "../host";
import { set, type Shown } from "./setting";

/** Asks the view of a chosen link for its words. */
export const RENAME = "wiki:rename";

export const wikiView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const words = make("span", { dir: "auto" });
  const dom = make("span", { class: "wiki wl", contenteditable: "false" }, words);
  const target = (): string => String(shown.node.attrs["target"]);

  const write = (): void => {
    if (!editor.isEditable || dom.querySelector("input")) return;
    const field = make("input", { type: "text", maxlength: "300", dir: "auto", "aria-label": host.words["wikiWords"], placeholder: target() });
    field.value = String(shown.node.attrs["label"] ?? "");
    let isDone = false;
    const done = (keep: boolean, back: boolean): void => {
      // Taking the field away makes it lose the focus: once is enough.
      if (isDone) return;
      isDone = true;
      // What would end the link, or begin its words anew, cannot stand in them.
      const said = field.value.replace(/[[\]|\s]+/g, " ").trim();
      field.replaceWith(words);
      if (keep && said !== String(shown.node.attrs["label"] ?? "")) set(shown, { label: said === target() ? "" : said });
      const at = getPos();
      if (back && at !== undefined) editor.chain().focus().setTextSelection(at + 1).run();
    };
    field.addEventListener("blur", () => done(true, false));
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if ((event.key === "Enter" || event.key === "Escape") && !event.isComposing) { event.preventDefault(); done(event.key === "Enter", true); }
    });
    words.replaceWith(field);
    field.focus();
    field.select();
  };

  const draw = (): void => {
    words.textContent = String(shown.node.attrs["label"] || target());
    dom.title = target();
  };
  dom.addEventListener(RENAME, write);
  dom.addEventListener("dblclick", write);
  // On a chosen one a press asks for its words; the first press chooses it.
  dom.addEventListener("click", () => { if (dom.classList.contains("chosen")) write(); });
  draw();
  return {
    dom,
    update: (next) => { if (next.type !== shown.node.type) return false; shown.node = next; draw(); return true; },
    selectNode: () => { window.setTimeout(() => dom.classList.add("chosen")); },
    deselectNode: () => { window.setTimeout(() => dom.classList.remove("chosen")); },
    stopEvent: (event) => event.target instanceof HTMLInputElement,
    ignoreMutation: () => true,
  };
};
