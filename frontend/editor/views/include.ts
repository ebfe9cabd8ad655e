/** The place of a passage of another page, which says whose and which. */
import type { NodeViewRenderer } from "@tiptap/core";
import { fill, icon, make, type Host } from "../host";

export const includeView = (host: Host): NodeViewRenderer => ({ node }) => {
  let shown = "";
  const words = make("span", { class: "card-words", dir: "auto" });
  const dom = make("div", { class: "embed card-view include-view", contenteditable: "false" }, icon(host, "include"), words);
  const draw = (target: string): void => {
    shown = target;
    dom.dataset["include"] = target;
    const [page = "", part = ""] = target.split(/#(.*)/s);
    const say = (title: string, rest = part): void => { words.textContent = fill(host.words["include"], { target: rest ? `${title} › ${rest}` : title }); };
    say(page);
    // A lasting address says nothing to people: its page is asked for its title.
    if (page.startsWith("/")) void titleOf(host, page).then((title) => { if (title && shown === target) say(title, part.replace(/-/g, " ")); });
  };
  draw(String(node.attrs["target"]));
  return {
    dom,
    update: (next) => { if (next.type !== node.type) return false; if (shown !== next.attrs["target"]) draw(String(next.attrs["target"])); return true; },
    selectNode: () => dom.classList.add("chosen"),
    deselectNode: () => dom.classList.remove("chosen"),
    ignoreMutation: () => true,
  };
};

async function titleOf(host: Host, address: string): Promise<string> {
  if (!host.urls.link) return "";
  const url = new URL(host.urls.link, location.href);
  url.searchParams.set("url", address);
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as { label?: string }).label ?? "" : "";
  } catch { return ""; }
}
