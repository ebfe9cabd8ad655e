/** A callout: its kind is chosen, its title typed, in the line the reader sees. */
import type { NodeViewRenderer } from "@tiptap/core";
import { make, type Host } from "../host";
import { CALLOUTS } from "../schema/blocks";
import { leaveInto, set, type Shown } from "./setting";

export const calloutView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const kinds = make("select", { "aria-label": host.words["calloutKind"] }, ...CALLOUTS.map((kind) => make("option", { value: kind }, host.words[kind] ?? kind)));
  const title = make("input", { type: "text", maxlength: "200", dir: "auto", "aria-label": host.words["calloutTitle"], placeholder: host.words["calloutTitle"] });
  const head = make("div", { class: "callout-title", contenteditable: "false" }, kinds, title);
  const body = make("div", { class: "callout-body" });
  const dom = make("div", {}, head, body);
  const draw = (): void => {
    dom.className = `callout ${String(shown.node.attrs["kind"])}`;
    kinds.value = String(shown.node.attrs["kind"]);
    if (document.activeElement !== title) title.value = String(shown.node.attrs["title"] ?? "");
  };
  kinds.addEventListener("change", () => set(shown, { kind: kinds.value }));
  title.addEventListener("change", () => set(shown, { title: title.value.trim() || null }));
  leaveInto(title, () => shown, 2);
  draw();
  return {
    dom,
    contentDOM: body,
    update: (next) => { if (next.type !== shown.node.type) return false; shown.node = next; draw(); return true; },
    stopEvent: (event) => head.contains(event.target as Element),
    ignoreMutation: (change) => !body.contains(change.target) || change.target === dom,
  };
};
