/** A picture, and beside it a gentle question for its words while it has none. */
import type { NodeViewRenderer } from "@tiptap/core";
import { icon, make, type Host } from "../host";
import { set, type Shown } from "./setting";

export const pictureView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const picture = make("img", { decoding: "async", draggable: "false" });
  const ask = make("button", { type: "button", class: "ask-alt" }, icon(host, "pen", "s"), host.words["describe"] ?? "");
  const dom = make("span", { class: "picture", contenteditable: "false" }, picture, ask);

  const write = (): void => {
    const field = make("input", { type: "text", maxlength: "500", dir: "auto", "aria-label": host.words["alt"], placeholder: host.words["altHelp"] });
    field.value = String(shown.node.attrs["alt"] ?? "");
    let isDone = false;
    const done = (back: boolean): void => {
      // Taking the field away makes it lose the focus: once is enough.
      if (isDone) return;
      isDone = true;
      const said = field.value.replace(/\s+/g, " ").trim() || null;
      field.replaceWith(ask);
      if (said !== shown.node.attrs["alt"]) set(shown, { alt: said });
      const at = getPos();
      if (back && at !== undefined) editor.chain().focus().setTextSelection(at + 1).run();
    };
    field.addEventListener("blur", () => done(false));
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if ((event.key === "Enter" || event.key === "Escape") && !event.isComposing) { event.preventDefault(); done(true); }
    });
    ask.replaceWith(field);
    field.focus();
  };

  const draw = (): void => {
    const { src, alt, title, width, height } = shown.node.attrs as Record<string, string | null>;
    // A relative address of an imported page is resolved when it is saved.
    picture.src = src ?? "";
    picture.alt = alt ?? "";
    picture.title = title ?? "";
    for (const [name, size] of [["width", width], ["height", height]] as const)
      if (size) picture.setAttribute(name, String(size)); else picture.removeAttribute(name);
    ask.lastChild!.textContent = host.words[alt ? "redescribe" : "describe"] ?? "";
    ask.classList.toggle("done", Boolean(alt));
  };
  picture.addEventListener("error", () => dom.classList.add("unseen"));
  picture.addEventListener("load", () => dom.classList.remove("unseen"));
  ask.addEventListener("click", write);
  draw();
  return {
    dom,
    update: (next) => { if (next.type !== shown.node.type) return false; shown.node = next; draw(); return true; },
    selectNode: () => dom.classList.add("chosen"),
    deselectNode: () => dom.classList.remove("chosen"),
    stopEvent: (event) => event.target !== picture && dom.contains(event.target as Element) && !event.type.startsWith("drag"),
    ignoreMutation: () => true,
  };
};
