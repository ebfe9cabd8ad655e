/** What one types by hand, in the way of Markdown: addresses, links, a sign that says what a line is. */
import { Extension, InputRule } from "@tiptap/core";
import type { Node, NodeType, ResolvedPos } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { addressOf } from "./marks";

const ADDRESS = /(?:^|[\s(])((?:https?:\/\/|www\.)[^\s<>"]{3,2000}|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)$/i;
const WRITTEN = /(?:^|[^!\\[\]])(\[([^[\]\n]{1,300})\]\(([^\s<>"]{1,2000}?)\))$/;

/** Make the address that ends at the caret a link, without the full stop or bracket behind it. */
function linkAddress(state: EditorState, tr: Transaction, end = state.selection.from): boolean {
  const { $from, empty } = state.selection;
  const { link } = state.schema.marks;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return false;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 2100), $from.parentOffset, undefined, "\ufffc");
  let typed = ADDRESS.exec(before)?.[1];
  if (!typed) return false;
  const from = end - typed.length;
  for (let one = ""; one !== typed;) {
    one = typed;
    typed = typed.replace(/[.,;:!?'’”…]+$/, "");
    if (typed.endsWith(")") && typed.split(")").length > typed.split("(").length) typed = typed.slice(0, -1);
  }
  const to = from + typed.length, href = addressOf(typed);
  if (!href || state.doc.rangeHasMark(from, to, link!) || state.doc.rangeHasMark(from, to, state.schema.marks["code"]!)) return false;
  tr.addMark(from, to, link!.create({ href, title: null })).removeStoredMark(link!);
  return true;
}

/** The list entry that holds nothing but the line the caret is in, or whose first line it is. */
function entryOf($from: ResolvedPos): number {
  const depth = $from.depth - 1;
  return depth > 1 && ["listItem", "taskItem"].includes($from.node(depth).type.name) && $from.index(depth) === 0 ? depth : 0;
}

/** Another kind of list begins with the entry at `range`, in place of one inside it. */
function become(state: EditorState, range: { from: number; to: number }, kind: NodeType, item: NodeType, attrs: { list?: object; item?: object }): void | null {
  const depth = entryOf(state.doc.resolve(range.from));
  if (!depth) return null;
  const { tr } = state;
  tr.delete(range.from, range.to);
  const $from = tr.doc.resolve(range.from);
  const entry = $from.node(depth), list = $from.node(depth - 1), at = $from.index(depth - 1), start = $from.before(depth - 1);
  if (list.type === kind) { tr.setNodeMarkup($from.before(depth), null, { ...entry.attrs, ...attrs.item }); return; }
  const all = list.content.content;
  const some = (nodes: Node[]): Node[] => (nodes.length ? [list.type.create(list.attrs, nodes)] : []);
  const before = some(all.slice(0, at));
  const made = kind.create(attrs.list, item.create(attrs.item, entry.content));
  tr.replaceWith(start, start + list.nodeSize, [...before, made, ...some(all.slice(at + 1))]);
  // Into the list, its entry and its first line.
  tr.setSelection(TextSelection.create(tr.doc, start + (before[0]?.nodeSize ?? 0) + 3));
}

export const shortcuts = Extension.create({
  name: "shortcuts",
  // Before the rules of the lists themselves, which would begin a list inside the entry.
  priority: 1050,
  addKeyboardShortcuts() {
    const link = () => { const { state, view } = this.editor, { tr } = state; if (linkAddress(state, tr)) view.dispatch(tr); return false; };
    return { Enter: link, "Shift-Enter": link };
  },
  addInputRules() {
    const { nodes, marks } = this.editor.schema;
    const { bulletList, orderedList, taskList, listItem, taskItem, blockquote, callout } = nodes;
    return [
      new InputRule({ find: /^([-+*])\s$/, handler: ({ state, range }) => become(state, range, bulletList!, listItem!, {}) }),
      new InputRule({ find: /^(\d+)\.\s$/, handler: ({ state, range, match }) => become(state, range, orderedList!, listItem!, { list: { start: Number(match[1]) } }) }),
      new InputRule({ find: /^\[([ xX]?)\]\s$/, handler: ({ state, range, match }) => become(state, range, taskList!, taskItem!, { item: { checked: /x/i.test(match[1] ?? "") } }) }),
      // As Markdown spells it: a quote that begins with its kind.
      new InputRule({
        find: /^\[!(note|tip|important|warning|caution)\]\s$/i,
        handler: ({ state, range, match }) => {
          const $from = state.doc.resolve(range.from), depth = $from.depth - 1;
          if (depth < 1 || $from.node(depth).type !== blockquote || $from.index(depth)) return null;
          state.tr.delete(range.from, range.to).setNodeMarkup($from.before(depth), callout, { kind: match[1]!.toLowerCase(), title: null });
        },
      }),
      new InputRule({
        find: /^\$\$[\s\n]$/,
        handler: ({ state, range }) => {
          const $from = state.doc.resolve(range.from), at = $from.before();
          // Words behind the signs are no formula's.
          if (range.to < $from.end()) return null;
          if ($from.parent.type.name !== "paragraph" || !$from.node(-1).canReplaceWith($from.index(-1), $from.index(-1) + 1, nodes["mathBlock"]!)) return null;
          const isLast = $from.index(-1) === $from.node(-1).childCount - 1;
          state.tr.replaceWith(at, $from.after(), [nodes["mathBlock"]!.create(), ...(isLast ? [nodes["paragraph"]!.create()] : [])]);
        },
      }),
      new InputRule({
        find: WRITTEN,
        handler: ({ state, range, match }) => {
          const href = addressOf(match[3]!), from = range.from + match[0].length - match[1]!.length, to = from + 1 + match[2]!.length;
          if (!href) return null;
          // The words stay as they are, bold or slanted; what stands around them goes.
          state.tr.delete(to, range.to).delete(from, from + 1).addMark(from, to - 1, marks["link"]!.create({ href, title: null })).removeStoredMark(marks["link"]!);
        },
      }),
      new InputRule({
        find: /\S[^\S\n]$/,
        handler: ({ state, match }) => {
          if (!linkAddress(state, state.tr)) return null;
          state.tr.insertText(match[0].slice(-1));
        },
      }),
    ];
  },
});
