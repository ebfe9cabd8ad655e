/** Where things come to stand in the text, while it goes on being written by everyone. */
import type { Editor, JSONContent } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Transaction } from "@tiptap/pm/state";
import { findTable } from "@tiptap/pm/tables";

export interface Followed { readonly at: number; letGo: () => void }

/** The place `at`, moved along by every change until it is let go. What I type there myself stands behind it. */
export function follow(editor: Editor, at: number): Followed {
  let place = editor.utils.createMappablePosition(at);
  const move = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged) return;
    place = isChangeOrigin(transaction)
      ? editor.utils.getUpdatedPosition(place, transaction).position
      : editor.utils.createMappablePosition(transaction.mapping.map(place.position, -1));
  };
  editor.on("transaction", move);
  return { get at() { return Math.min(place.position, editor.state.doc.content.size); }, letGo: () => { editor.off("transaction", move); } };
}

/** Put `block` where the caret is: in place of an empty line, else under the paragraph or table; the caret goes on below it. */
export function putBlock(editor: Editor, block: JSONContent): void {
  const { $from, to } = editor.state.selection;
  const table = findTable($from);
  const isEmpty = $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const where = table ? table.pos + table.node.nodeSize
    : !$from.parent.isTextblock ? to
    : isEmpty ? { from: $from.before(), to: $from.after() } : $from.after();
  const begin = typeof where === "number" ? where : where.from, end = typeof where === "number" ? where : where.to;
  const isLast = !editor.state.doc.resolve(end).nodeAfter;
  editor.chain().insertContentAt(where, [block, ...(isLast ? [{ type: "paragraph" }] : [])], { updateSelection: false }).focus(begin + 2).run();
}
