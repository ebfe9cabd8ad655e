/** Blocks of a text: names and attributes exactly as in the tree of practica/kit/markup. */
import { Node, textblockTypeInputRule, wrappingInputRule, type Editor } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from "@tiptap/extension-list";
import { Document } from "@tiptap/extension-document";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Paragraph } from "@tiptap/extension-paragraph";
import { TextSelection } from "@tiptap/pm/state";
import { calloutView } from "../views/callout";
import { cardView } from "../views/card";
import { codeView } from "../views/code";
import { includeView } from "../views/include";
import { mathsView } from "../views/maths";
import { toggleView } from "../views/toggle";
import type { Host } from "../host";
import { fill } from "../host";

export const CALLOUTS = ["note", "tip", "important", "warning", "caution"] as const;

const Headings = Heading.extend({
  content: "inline*",
  // The page's title is its only first level: one hash and two give the same.
  addInputRules() {
    return [2, 3, 4, 5, 6].map((level) => textblockTypeInputRule({
      find: new RegExp(level === 2 ? "^#{1,2}\\s$" : `^#{${level}}\\s$`), type: this.type, getAttributes: { level },
    }));
  },
});

const toggle = (host: Host) => Node.create({
  name: "toggle",
  group: "block",
  content: "toggleSummary block+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "details" }],
  renderHTML: () => ["details", { class: "toggle", open: "" }, 0],
  addNodeView: () => toggleView(host),
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { $from, empty } = this.editor.state.selection;
        if (!empty) return false;
        if ($from.parent.type.name !== "toggleSummary") return leaveToggle(this.editor);
        return this.editor.chain().setTextSelection($from.after() + 1).scrollIntoView().run();
      },
      // At the very beginning of its words a toggle becomes what it holds.
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection;
        if ($from.parent.type.name !== "toggleSummary" || !empty || $from.parentOffset) return false;
        return this.editor.commands.command(({ tr, dispatch, state }) => {
          const held = $from.node(-1), at = $from.before(-1);
          const words = state.schema.nodes["paragraph"]!.create(null, $from.parent.content);
          const inside = [words, ...held.content.content.slice(1)];
          if (dispatch) tr.replaceWith(at, at + held.nodeSize, inside).setSelection(TextSelection.create(tr.doc, at + 1));
          return true;
        });
      },
    };
  },
});

/** Enter on the empty last line of a toggle goes on below it. */
function leaveToggle(editor: Editor): boolean {
  const { $from } = editor.state.selection, depth = $from.depth - 1;
  const held = depth > 0 ? $from.node(depth) : null;
  // Its words and a first line stay.
  if (held?.type.name !== "toggle" || $from.parent.type.name !== "paragraph" || $from.parent.content.size || held.childCount < 3 || $from.index(depth) < held.childCount - 1) return false;
  return editor.commands.command(({ tr, dispatch }) => {
    if (!dispatch) return true;
    tr.delete($from.before(), $from.after());
    const below = tr.mapping.map($from.after(depth));
    tr.insert(below, $from.parent.type.create()).setSelection(TextSelection.create(tr.doc, below + 1)).scrollIntoView();
    return true;
  });
}

const ToggleSummary = Node.create({
  name: "toggleSummary",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "summary" }],
  renderHTML: () => ["summary", { dir: "auto" }, 0],
});

const callout = (host: Host) => Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    kind: { default: "note", parseHTML: (element) => CALLOUTS.find((kind) => element.classList.contains(kind)) ?? "note", rendered: false },
    title: { default: null, parseHTML: (element) => element.dataset["title"] || null, rendered: false },
  }),
  parseHTML: () => [{ tag: "div.callout", contentElement: (element) => element.querySelector<HTMLElement>(".callout-body") ?? element }],
  renderHTML: ({ node }) => ["div", { class: `callout ${String(node.attrs["kind"])}`, "data-title": (node.attrs["title"] as string | null) ?? undefined, role: "note" }, 0],
  addNodeView: () => calloutView(host),
  addInputRules() {
    return [wrappingInputRule({
      find: /^\[!(note|tip|important|warning|caution)\]\s$/i, type: this.type,
      getAttributes: (match) => ({ kind: match[1]!.toLowerCase() }),
    })];
  },
});

const codeBlock = (host: Host) => Node.create({
  name: "codeBlock",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  addAttributes: () => ({
    language: {
      default: null, rendered: false,
      parseHTML: (element) => /language-([\w+#.-]+)/.exec(element.querySelector("code")?.className ?? element.className)?.[1] ?? null,
    },
  }),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ node }) => {
    const language = node.attrs["language"] as string | null;
    return ["pre", { class: "code", dir: "ltr" }, ["code", language ? { class: `language-${language}` } : {}, 0]];
  },
  addNodeView: () => codeView(host),
  addInputRules() {
    return [textblockTypeInputRule({ find: /^(?:```|~~~)([\w+#.-]*)[\s\n]$/, type: this.type, getAttributes: (match) => ({ language: match[1] || null }) })];
  },
  addKeyboardShortcuts() {
    const inCode = () => this.editor.isActive("codeBlock");
    return {
      "Mod-Alt-c": () => this.editor.commands.toggleNode("codeBlock", "paragraph"),
      Tab: () => inCode() && this.editor.commands.insertContent("    "),
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection;
        return empty && inCode() && !$from.parentOffset && !$from.parent.content.size && this.editor.commands.clearNodes();
      },
      Enter: () => {
        const { $from, empty } = this.editor.state.selection;
        if (!inCode()) return false;
        if (empty && $from.parentOffset === $from.parent.nodeSize - 2 && $from.parent.textContent.endsWith("\n\n"))
          return this.editor.chain().command(({ tr }) => { tr.delete($from.pos - 2, $from.pos); return true; }).exitCode().run();
        // Typed ``` and Enter: the fence becomes a block (an input rule hears blanks only).
        return this.editor.commands.insertContent("\n");
      },
      "Mod-Enter": () => inCode() && this.editor.commands.exitCode(),
      ArrowDown: () => {
        const { $from, empty } = this.editor.state.selection;
        if (!empty || !inCode() || $from.parentOffset !== $from.parent.nodeSize - 2 || $from.indexAfter(-1) < $from.node(-1).childCount) return false;
        return this.editor.commands.exitCode();
      },
    };
  },
});

const mathBlock = (host: Host) => Node.create({
  name: "mathBlock",
  group: "block",
  atom: true,
  addAttributes: () => ({ tex: { default: "", parseHTML: (element) => element.dataset["tex"] ?? "", rendered: false } }),
  parseHTML: () => [{ tag: "div[data-tex]" }],
  renderHTML: ({ node }) => ["div", { class: "math", "data-tex": String(node.attrs["tex"]) }, String(node.attrs["tex"])],
  addNodeView: () => mathsView(host, true),
});

const embed = (host: Host) => Node.create({
  name: "embed",
  group: "block",
  atom: true,
  addAttributes: () => ({ url: { default: "", parseHTML: (element) => element.dataset["embed"] ?? "", rendered: false } }),
  parseHTML: () => [{ tag: "div[data-embed]" }],
  renderHTML: ({ node }) => ["div", { class: "embed", "data-embed": String(node.attrs["url"]) }, String(node.attrs["url"])],
  addNodeView: () => cardView(host),
});

/** A passage of another page: its words are put there when somebody reads. */
const include = (host: Host) => Node.create({
  name: "include",
  group: "block",
  atom: true,
  addAttributes: () => ({ target: { default: "", parseHTML: (element) => element.dataset["include"] ?? "", rendered: false } }),
  parseHTML: () => [{ tag: "div[data-include]" }],
  renderHTML: ({ node }) => {
    const target = String(node.attrs["target"]);
    return ["div", { class: "embed", "data-include": target }, fill(host.words["include"], { target })];
  },
  addNodeView: () => includeView(host),
});

/** Begins on the side of its first letter, as it does where it is read. Lines do so by style: within what has a
    direction of its own they would hide their letters from it. */
const OWN_WAY = { HTMLAttributes: { dir: "auto" } };

export const blocks = (host: Host) => [
  Document,
  Paragraph,
  Headings,
  Blockquote.configure(OWN_WAY),
  BulletList.configure({ itemTypeName: "listItem" }),
  OrderedList.extend({ addAttributes: () => ({ start: { default: 1, parseHTML: (element) => Number(element.getAttribute("start") ?? 1), renderHTML: ({ start }) => (start === 1 ? {} : { start }) } }) }),
  ListItem.extend({ content: "block+" }).configure(OWN_WAY),
  TaskList.configure({ HTMLAttributes: { class: "tasks" } }),
  TaskItem.extend({ content: "block+" }).configure({
    ...OWN_WAY, nested: true, a11y: { checkboxLabel: (node) => fill(host.words["task"], { task: node.textContent }) },
  }),
  ListKeymap,
  HorizontalRule,
  callout(host),
  toggle(host),
  ToggleSummary,
  codeBlock(host),
  mathBlock(host),
  embed(host),
  include(host),
];
