/** What stands inside a line beside letters: pictures, people, pages, formulas, line breaks. */
import { InputRule, Node } from "@tiptap/core";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Text } from "@tiptap/extension-text";
import { isAllowed } from "./marks";
import { mathsView } from "../views/maths";
import { pictureView } from "../views/picture";
import { RENAME, wikiView } from "../views/wiki";
import type { Host } from "../host";

const said = (name: string, fallback: string | null = null) => ({
  default: fallback, rendered: false, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? fallback,
});

const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addAttributes: () => ({ id: said("id", ""), label: said("label", "") }),
  parseHTML: () => [{ tag: "span.mention[data-id]" }],
  renderHTML: ({ node }) => ["span", { class: "mention", "data-id": String(node.attrs["id"]), "data-label": String(node.attrs["label"]) }, `@${String(node.attrs["label"])}`],
  renderText: ({ node }) => `@${String(node.attrs["label"])}`,
});

const wikiLink = (host: Host) => Node.create({
  name: "wikiLink",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addAttributes: () => ({ target: said("target", ""), label: said("label", "") }),
  parseHTML: () => [{ tag: "span.wiki[data-target]" }],
  renderHTML: ({ node }) => ["span", { class: "wiki wl", "data-target": String(node.attrs["target"]), "data-label": String(node.attrs["label"] ?? "") }, String(node.attrs["label"] || node.attrs["target"])],
  renderText: ({ node }) => String(node.attrs["label"] || node.attrs["target"]),
  addNodeView: () => wikiView(host),
  addKeyboardShortcuts() {
    return {
      // A link that is chosen asks for its words.
      Enter: () => {
        const { selection: { from, to }, doc } = this.editor.state;
        const chosen = doc.nodeAt(from);
        if (chosen?.type !== this.type || to !== from + chosen.nodeSize) return false;
        this.editor.view.nodeDOM(from)?.dispatchEvent(new Event(RENAME));
        return true;
      },
    };
  },
  addInputRules() {
    // Not Tiptap's rule for nodes: it replaces the first group only, and the brackets would stay.
    return [new InputRule({
      find: /\[\[([^[\]\n|]{1,300})(?:\|([^[\]\n|]{1,300}))?\]\]$/,
      handler: ({ state, range, match }) => { state.tr.replaceWith(range.from, range.to, this.type.create({ target: match[1]!.trim(), label: (match[2] ?? "").trim() })); },
    })];
  },
});

const mathInline = (host: Host) => Node.create({
  name: "mathInline",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addAttributes: () => ({ tex: said("tex", "") }),
  parseHTML: () => [{ tag: "span[data-tex]" }],
  renderHTML: ({ node }) => ["span", { class: "math", "data-tex": String(node.attrs["tex"]) }, String(node.attrs["tex"])],
  renderText: ({ node }) => `$${String(node.attrs["tex"])}$`,
  addNodeView: () => mathsView(host, false),
  addInputRules() {
    return [new InputRule({
      find: /(?:^|[^\p{L}\p{N}$\\])(\$(?!\s)([^$\n]{1,200}[^\s$\\])\$)$|(?:^|[^\p{L}\p{N}$\\])(\$([^\s$\\])\$)$/u,
      handler: ({ state, range, match }) => {
        const whole = match[1] ?? match[3] ?? "", tex = match[2] ?? match[4] ?? "";
        const from = range.to - whole.length + 1;
        state.tr.replaceWith(from, range.to, this.type.create({ tex }));
      },
    })];
  },
});

const pixels = (name: string) => ({
  default: null, rendered: false,
  parseHTML: (element: HTMLElement) => { const size = /^\s*(\d{1,4})(?:px)?\s*$/.exec(element.getAttribute(name) ?? ""); return size && Number(size[1]) ? Number(size[1]) : null; },
});
const attribute = (name: string) => ({ default: null, rendered: false, parseHTML: (element: HTMLElement) => element.getAttribute(name) || null });

const image = (host: Host) => Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  marks: "",
  addAttributes: () => ({
    src: { ...attribute("src"), default: "" }, alt: attribute("alt"), title: attribute("title"), width: pixels("width"), height: pixels("height"),
    // Marks of nodes are not kept while several people write, so the link of a picture is its own.
    href: { default: null, rendered: false, parseHTML: (element: HTMLElement) => { const href = element.closest("a")?.getAttribute("href"); return href && isAllowed(href) ? href : null; } },
    hrefTitle: { default: null, rendered: false, parseHTML: () => null },
  }),
  parseHTML: () => [{ tag: "img[src]", getAttrs: (element) => (/^(https?:|\/(?!\/)|[^:/?#]+(?:[/?#]|$))/i.test(element.getAttribute("src") ?? "") ? null : false) }],
  renderHTML: ({ node }) => {
    const { src, alt, title, width, height } = node.attrs as Record<string, string | null>;
    return ["img", { src, alt: alt ?? "", title, width, height }];
  },
  renderText: ({ node }) => String(node.attrs["alt"] ?? ""),
  addNodeView: () => pictureView(host),
});

export const inline = (host: Host) => [Text, HardBreak, Mention, wikiLink(host), mathInline(host), image(host)];
