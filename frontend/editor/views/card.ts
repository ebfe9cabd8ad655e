/** A link that stands alone, as a card; it can be turned back into a plain link. */
import type { NodeViewRenderer } from "@tiptap/core";
import { make, type Host } from "../host";
import type { Shown } from "./setting";

export const cardView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const name = make("b", { dir: "auto" });
  const from = make("small", { dir: "ltr" });
  const open = make("a", { class: "btn line small", target: "_blank", rel: "noopener noreferrer" }, host.words["open"] ?? "");
  const plain = make("button", { type: "button", class: "btn line small" }, host.words["asLink"] ?? "");
  const dom = make("div", { class: "embed card-view", contenteditable: "false" }, make("span", { class: "card-words" }, name, from), make("span", { class: "card-acts" }, open, plain));
  const draw = (): void => {
    const url = String(shown.node.attrs["url"]);
    let host_ = "", rest = url;
    try { const read = new URL(url, location.href); host_ = read.host; rest = decodeURI(read.pathname.replace(/\/$/, "") + read.search) || read.host; } catch { /* Not an address: shown as it is. */ }
    name.textContent = host_ || url;
    from.textContent = rest;
    if (/^https?:/i.test(url)) open.href = url; else open.removeAttribute("href");
  };
  plain.addEventListener("click", () => {
    const at = getPos(), url = String(shown.node.attrs["url"]);
    if (at === undefined) return;
    const link = { type: "text", text: url, marks: [{ type: "link", attrs: { href: url } }] };
    editor.chain().insertContentAt({ from: at, to: at + 1 }, { type: "paragraph", content: [link] }).focus(at + 1 + url.length).run();
  });
  draw();
  return {
    dom,
    update: (next) => { if (next.type !== shown.node.type) return false; shown.node = next; draw(); return true; },
    selectNode: () => dom.classList.add("chosen"),
    deselectNode: () => dom.classList.remove("chosen"),
    stopEvent: (event) => (event.target as Element).closest?.(".card-acts") !== null && !event.type.startsWith("drag"),
    ignoreMutation: () => true,
  };
};
