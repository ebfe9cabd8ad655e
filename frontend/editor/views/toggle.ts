/** A toggle: its words always in sight, what it holds folded at will (for oneself only, while writing). */
import type { NodeViewRenderer } from "@tiptap/core";
import { iconButton, make, type Host } from "../host";

export const toggleView = (host: Host): NodeViewRenderer => ({ node }) => {
  const type = node.type;
  const body = make("div", { class: "toggle-body" });
  const fold = iconButton(host, "right", host.words["fold"] ?? "", () => show(dom.classList.contains("folded")));
  fold.contentEditable = "false";
  const dom = make("div", { class: "toggle" }, fold, body);
  const show = (open: boolean): void => {
    dom.classList.toggle("folded", !open);
    fold.setAttribute("aria-expanded", String(open));
  };
  show(true);
  return {
    dom,
    contentDOM: body,
    update: (next) => next.type === type,
    stopEvent: (event) => fold.contains(event.target as Element),
    ignoreMutation: (change) => change.type !== "selection" && (!body.contains(change.target) || change.target === dom),
  };
};
