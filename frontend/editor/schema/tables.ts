/** Tables as the dialect has them: one header row, cells of one paragraph, columns with an alignment. */
import type { Editor } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { TextSelection } from "@tiptap/pm/state";
import { CellSelection, TableMap, findTable, isInTable, selectedRect } from "@tiptap/pm/tables";
import type { Node } from "@tiptap/pm/model";

const align = {
  default: null,
  parseHTML: (element: HTMLElement) => {
    const said = /align-(left|center|right)/.exec(element.className)?.[1] ?? (element.style.textAlign || element.getAttribute("align"));
    return said && ["left", "center", "right"].includes(said) ? said : null;
  },
  renderHTML: ({ align: side }: Record<string, unknown>) => (side ? { class: `align-${String(side)}` } : {}),
};
// The table commands of ProseMirror ask for spans; the dialect has none, so they are always one.
const spans = { colspan: { default: 1, parseHTML: () => 1, rendered: false }, rowspan: { default: 1, parseHTML: () => 1, rendered: false } };
const cell = { content: "paragraph", addAttributes: () => ({ ...spans, align }) };

const Cell = TableCell.extend(cell);
const Header = TableHeader.extend(cell);

const Grid = Table.extend({
  renderHTML: () => ["div", { class: "tbl" }, ["table", ["tbody", 0]]],
  addNodeView: () => null as never,
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // As in a spreadsheet: down the column; a new row after the last.
      Enter: () => isInTable(this.editor.state) && !isWhole(this.editor) && goDown(this.editor),
      ArrowDown: () => leaveTable(this.editor, 1),
      ArrowUp: () => leaveTable(this.editor, -1),
      "Mod-Enter": () => isInTable(this.editor.state) && this.editor.commands.addRowAfter(),
    };
  },
});

function isWhole(editor: Editor): boolean { return editor.state.selection instanceof CellSelection; }

function goDown(editor: Editor): boolean {
  const rect = selectedRect(editor.state);
  if (rect.bottom >= rect.map.height) return editor.chain().addRowAfter().command(({ state, dispatch, tr }) => toCell(state.doc, tr, dispatch, rect, 1)).run();
  return editor.commands.command(({ tr, dispatch }) => toCell(tr.doc, tr, dispatch, rect, 1));
}

type Rect = ReturnType<typeof selectedRect>;
type Transaction = Editor["state"]["tr"];

function toCell(doc: Node, tr: Transaction, dispatch: unknown, rect: Rect, step: number): boolean {
  const table = doc.nodeAt(rect.tableStart - 1);
  if (!table) return false;
  const at = TableMap.get(table).positionAt(rect.top + step, rect.left, table);
  if (dispatch) tr.setSelection(TextSelection.near(doc.resolve(rect.tableStart + at + 1))).scrollIntoView();
  return true;
}

/** Up from the first row and down from the last leave the table, into a paragraph made when none is there. */
function leaveTable(editor: Editor, step: 1 | -1): boolean {
  const { state, view } = editor;
  if (!isInTable(state) || isWhole(editor) || !view.endOfTextblock(step > 0 ? "down" : "up")) return false;
  const rect = selectedRect(state);
  if (step > 0 ? rect.bottom < rect.map.height : rect.top > 0)
    return editor.commands.command(({ tr, dispatch }) => toCell(tr.doc, tr, dispatch, rect, step));
  const found = findTable(state.selection.$from);
  if (!found) return false;
  const edge = step > 0 ? found.pos + found.node.nodeSize : found.pos;
  const beside = state.doc.resolve(edge);
  const neighbour = step > 0 ? beside.nodeAfter : beside.nodeBefore;
  return editor.commands.command(({ tr, dispatch }) => {
    if (!dispatch) return true;
    if (!neighbour) tr.insert(edge, state.schema.nodes["paragraph"]!.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(edge), neighbour ? step : 1)).scrollIntoView();
    return true;
  });
}

/** Give every cell of the chosen columns this alignment: Markdown knows it for whole columns only. */
export function alignColumns(editor: Editor, side: "left" | "center" | "right" | null): boolean {
  if (!isInTable(editor.state)) return false;
  const rect = selectedRect(editor.state);
  return editor.commands.command(({ tr, dispatch }) => {
    if (!dispatch) return true;
    for (const at of rect.map.cellsInRect({ left: rect.left, right: rect.right, top: 0, bottom: rect.map.height }))
      tr.setNodeAttribute(rect.tableStart + at, "align", side);
    return true;
  });
}

export const tables = [Grid.configure({ resizable: false }), TableRow.extend({ content: "(tableCell | tableHeader)+" }), Header, Cell];
