/** A link that stands alone, as a card; it can be turned back into a plain link. */
import type { NodeViewRenderer } from "@tiptap/core";
import { post } from "../../elements/server";
import { make, type Host } from "../host";
import type { Shown } from "./setting";

interface Named { title?: string; about?: string; coming?: boolean }

/** How long the server is asked again for a name it is fetching: a place that takes longer is named when read. */
const PAUSES = [700, 1500, 3000, 6000];
const MOST_ASKED = 50;
const asked = new Map<string, Promise<Named>>();

/** What the place at `url` is called, asked once a visit. Nothing where that cannot be told. */
function nameOf(host: Host, url: string): Promise<Named> {
  const known = asked.get(url);
  if (known || asked.size >= MOST_ASKED || !host.urls.card) return known ?? Promise.resolve({});
  const asking = ask(host, url).catch(() => ({}));
  asked.set(url, asking);
  return asking;
}

async function ask(host: Host, url: string): Promise<Named> {
  for (const pause of [0, ...PAUSES]) {
    await new Promise((done) => window.setTimeout(done, pause));
    if (host.signal.aborted) break;
    const data = new FormData();
    data.append("url", url);
    const answer = await post(host.urls.card, data, host.element);
    if (!answer.ok) break;
    const named = (await answer.json()) as Named;
    if (!named.coming) return named;
  }
  return {};
}

export const cardView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const name = make("b", { dir: "auto" });
  const about = make("small", { dir: "auto", hidden: true });
  const from = make("small", { dir: "ltr" });
  const open = make("a", { class: "btn line small", target: "_blank", rel: "noopener noreferrer" }, host.words["open"] ?? "");
  const plain = make("button", { type: "button", class: "btn line small" }, host.words["asLink"] ?? "");
  const dom = make("div", { class: "embed card-view", contenteditable: "false" }, make("span", { class: "card-words" }, name, about, from), make("span", { class: "card-acts" }, open, plain));
  const draw = (): void => {
    const url = String(shown.node.attrs["url"]);
    let host_ = "", rest = url;
    try { const read = new URL(url, location.href); host_ = read.host; rest = decodeURI(read.pathname.replace(/\/$/, "") + read.search) || read.host; } catch { /* Not an address: shown as it is. */ }
    name.textContent = host_ || url;
    from.textContent = rest;
    about.hidden = true;
    if (!/^https?:/i.test(url)) { open.removeAttribute("href"); return; }
    open.href = url;
    void nameOf(host, url).then((named) => {
      if (!named.title || url !== String(shown.node.attrs["url"])) return;
      name.textContent = named.title;
      about.textContent = named.about ?? "";
      about.hidden = !named.about;
      from.textContent = host_.replace(/^www\./, "");
    });
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
