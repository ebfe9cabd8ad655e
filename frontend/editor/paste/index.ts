/** Pasting: what comes from elsewhere arrives as the things our texts are made of, or is refused in a sentence. */
import { Extension, type Editor, type JSONContent } from "@tiptap/core";
import { DOMParser as Parser, Fragment, Slice, type Node, type Schema } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { isInTable, selectedRect } from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import { toast } from "../../elements/server";
import { fill, type Host } from "../host";
import { follow } from "../places";
import { fromTree } from "../schema";
import type { Converter } from "../convert";
import type { Uploads } from "../uploads";
import { clean, MOST_CELLS, MOST_WORDS } from "./html";
import { looksLikeMarkdown, loneAddress, rowsOf } from "./text";

export interface Pasting { uploads: () => Uploads; convert: Converter }
interface Known { kind: "page" | "card" | "link"; label?: string; target?: string; href?: string }

export const pasting = (host: Host, { uploads, convert }: Pasting) => Extension.create({
  name: "pasting",
  priority: 900,
  addProseMirrorPlugins() {
    const editor = this.editor;
    let plain = false;
    return [new Plugin({
      key: new PluginKey("pasting"),
      props: {
        // Ctrl Shift V: the letters as they are.
        handleKeyDown: (_view, event) => { plain = event.key.toLowerCase() === "v" && event.shiftKey && (event.ctrlKey || event.metaKey); return false; },
        handleDOMEvents: {
          keyup: () => { window.setTimeout(() => { plain = false; }, 50); return false; },
          // Here, not in handlePaste: before that the whole HTML has been parsed once already, styles and all.
          paste: (view, event) => {
            const taken = editor.isEditable && view.dom.contains(event.target as Element) && !isField(event.target) && take(view, event);
            if (taken) event.preventDefault();
            return taken || isField(event.target);
          },
        },
        handleDrop: (view, event, _slice, moved) => {
          const files = [...(event.dataTransfer?.files ?? [])];
          if (moved || !files.length) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from;
          event.preventDefault();
          uploads().add(files, at);
          return true;
        },
      },
    })];

    function take(view: EditorView, event: ClipboardEvent): boolean {
      const data = event.clipboardData;
      if (!data || editor.isActive("codeBlock")) return false;
      const html = data.getData("text/html"), text = data.getData("text/plain");
      const files = [...data.files];
      // Spreadsheets and Word send a picture of the words along; words are better.
      if (files.length && !text.trim() && !/<(p|table|li|h\d)\b/i.test(html)) { uploads().add(files, view.state.selection.from); return true; }
      if (plain && text.length < MOST_WORDS) return pasteWords(view, text);
      if (html.includes("data-pm-slice")) return false;
      if (text.trim().length > MOST_WORDS) return refuse(host, "tooManyWords");
      const address = loneAddress(text);
      if (address) { void pasteAddress(host, editor, address); return true; }
      const rows = rowsOf(text);
      // The letters of a spreadsheet know best what stands where; links and looks are in its HTML only.
      if (rows && (!html || /<table\b/i.test(html)) && (isInTable(view.state) || !/<(?:a|b|strong|em|i|code|img)\b/i.test(html))) return pasteRows(host, editor, rows);
      const fromCode = /vscode|jetbrains|<pre\b/i.test(html.slice(0, 2000)) || (html && !/<(p|div|ul|ol|table|h\d|b|strong|i|em|a)\b/i.test(html));
      if (text && (!html || fromCode) && !isInTable(view.state) && looksLikeMarkdown(text)) { void pasteMarkdown(editor, convert, text); return true; }
      if (html) return pasteHtml(host, editor, uploads(), html, text);
      return pasteWords(view, text);
    }
  },
});

/** A field inside a node has a pasting of its own. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function refuse(host: Host, name: string, values: Record<string, number | string> = {}): true {
  toast(fill(host.words[name], values));
  return true;
}

function pasteWords(view: EditorView, text: string): boolean {
  const { schema } = view.state;
  const blocks = text.replace(/\r\n?/g, "\n").split(/\n{2,}/).filter((one) => one.trim()).map((one) => {
    const lines = one.split("\n").flatMap((line, at) => [...(at ? [schema.nodes["hardBreak"]!.create()] : []), ...(line ? [schema.text(line)] : [])]);
    return schema.nodes["paragraph"]!.create(null, lines);
  });
  if (!blocks.length) return false;
  const content = isInTable(view.state) ? inOneLine(Fragment.from(blocks), schema) : Fragment.from(blocks);
  view.dispatch(view.state.tr.replaceSelection(new Slice(content, 1, 1)).scrollIntoView().setMeta("paste", true));
  return true;
}

function pasteHtml(host: Host, editor: Editor, uploads: Uploads, html: string, text: string): boolean {
  const cleaned = clean(html);
  if (cleaned === "tooManyCells") return refuse(host, cleaned, { limit: MOST_CELLS.toLocaleString() });
  if (typeof cleaned === "string") return refuse(host, cleaned, { n: Math.ceil(Math.max(text.length, html.length) / 1000) });
  const holder = new DOMParser().parseFromString(cleaned.html, "text/html").body;
  let slice = Parser.fromSchema(editor.schema).parseSlice(holder, { preserveWhitespace: false, context: editor.state.selection.$from });
  if (!slice.size) return false;
  if (isInTable(editor.state)) slice = new Slice(inOneLine(slice.content, editor.schema), 1, 1);
  editor.view.dispatch(editor.state.tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
  if (cleaned.pictures.size) uploads.replaceMarks(cleaned.pictures);
  return true;
}

/** Blocks as one paragraph, for a cell. */
function inOneLine(content: Fragment, schema: Schema): Fragment {
  const found: Node[] = [];
  content.descendants((node) => {
    if (node.isTextblock && found.length) found.push(schema.nodes["hardBreak"]!.create());
    if (node.isInline) found.push(node);
    return !node.isInline;
  });
  return Fragment.from(schema.nodes["paragraph"]!.create(null, found));
}

/** Markdown is read by the server: until it is, one may write on, and it still lands where it was pasted. */
async function pasteMarkdown(editor: Editor, convert: Converter, text: string): Promise<void> {
  if (!editor.state.selection.empty) editor.commands.deleteSelection();
  const place = follow(editor, editor.state.selection.from);
  try {
    const content = fromTree(await convert.toTree(text)).content ?? [];
    if (editor.isDestroyed) return;
    insert(editor, content, place.at);
  } catch {
    if (editor.isDestroyed) return;
    editor.commands.setTextSelection(place.at);
    pasteWords(editor.view, text);
  } finally { place.letGo(); }
}

/** Put blocks where the caret is; an empty paragraph is replaced by them. A caret that stands elsewhere than `at` by now
    stays where it is. */
function insert(editor: Editor, content: JSONContent[], at = editor.state.selection.from): void {
  const nodes = content.map((one) => editor.schema.nodeFromJSON(one));
  const open = nodes.length === 1 && nodes[0]!.type.name === "paragraph" ? 1 : 0;
  const slice = new Slice(Fragment.from(nodes), open, open), { tr } = editor.state;
  if (at !== tr.selection.from) { editor.view.dispatch(tr.replaceRange(at, at, slice).setMeta("paste", true)); return; }
  editor.view.dispatch(tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
  editor.commands.focus();
}

/** Rows of a spreadsheet: over the cells from the caret on when in a table, else a new table. */
function pasteRows(host: Host, editor: Editor, rows: string[][]): boolean {
  if (rows.length * rows[0]!.length > MOST_CELLS) return refuse(host, "tooManyCells", { limit: MOST_CELLS.toLocaleString() });
  const { schema } = editor;
  const paragraph = (words: string): Node => schema.nodes["paragraph"]!.create(null, words.split("\n").flatMap((line, at) => [...(at ? [schema.nodes["hardBreak"]!.create()] : []), ...(line.trim() ? [schema.text(line.trim())] : [])]));
  if (isInTable(editor.state)) { overwrite(editor, rows, paragraph); return true; }
  const table = schema.nodes["table"]!.create(null, rows.map((row, at) =>
    schema.nodes["tableRow"]!.create(null, row.map((words) => schema.nodes[at ? "tableCell" : "tableHeader"]!.create(null, paragraph(words))))));
  insert(editor, [table.toJSON() as JSONContent]);
  return true;
}

function overwrite(editor: Editor, rows: string[][], paragraph: (words: string) => Node): void {
  const start = selectedRect(editor.state);
  const lack = start.top + rows.length - start.map.height, narrow = start.left + rows[0]!.length - start.map.width;
  for (let more = 0; more < lack; more++) { last(editor, start.tableStart); editor.commands.addRowAfter(); }
  for (let more = 0; more < narrow; more++) { last(editor, start.tableStart); editor.commands.addColumnAfter(); }
  editor.commands.command(({ tr }) => {
    const table = tr.doc.nodeAt(start.tableStart - 1);
    if (!table) return false;
    const places: { at: number; words: string }[] = [];
    let rowAt = start.tableStart;
    table.forEach((row, _offset, y) => {
      let cellAt = rowAt + 1;
      row.forEach((cell, _inside, x) => {
        const words = rows[y - start.top]?.[x - start.left];
        if (words !== undefined) places.push({ at: cellAt, words });
        cellAt += cell.nodeSize;
      });
      rowAt += row.nodeSize;
    });
    for (const { at, words } of places.reverse()) tr.replaceWith(at + 1, at + tr.doc.nodeAt(at)!.nodeSize - 1, paragraph(words));
    return true;
  });
}

/** The caret into the last cell, where rows and columns are added. */
function last(editor: Editor, tableStart: number): void {
  editor.commands.command(({ tr }) => {
    const table = tr.doc.nodeAt(tableStart - 1);
    if (table) tr.setSelection(TextSelection.near(tr.doc.resolve(tableStart + table.content.size - 1), -1));
    return true;
  });
}

/** A link alone: over chosen words it is their link; alone on its line a card, or the page it leads to. */
async function pasteAddress(host: Host, editor: Editor, address: string): Promise<void> {
  const { selection } = editor.state;
  if (!selection.empty) { editor.chain().focus().setMark("link", { href: address, title: null }).run(); return; }
  const { $from } = selection;
  const alone = $from.parent.type.name === "paragraph" && !$from.parent.content.size && !isInTable(editor.state);
  const href = address.startsWith(`${location.origin}/`) ? address.slice(location.origin.length) : address;
  editor.chain().focus().insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href } }] }).unsetMark("link").run();
  const place = follow(editor, $from.pos), length = address.length;
  let known: Known;
  try { known = await knowledgeOf(host, address); } catch { return; } finally { place.letGo(); }
  if (editor.isDestroyed) return;
  const { at } = place;
  // Only where it still stands as it was pasted.
  if (editor.state.doc.textBetween(at, Math.min(at + length, editor.state.doc.content.size)) !== address) return;
  const range = { from: at, to: at + length };
  if (known.kind === "page" && known.target) editor.chain().insertContentAt(range, { type: "wikiLink", attrs: { target: known.target, label: "" } }).run();
  else if (known.kind === "page") editor.chain().insertContentAt(range, { type: "text", text: known.label ?? address, marks: [{ type: "link", attrs: { href: known.href ?? href } }] }).run();
  else if (known.kind === "card" && alone) {
    const $at = editor.state.doc.resolve(at);
    if ($at.parent.content.size !== length) return;
    editor.chain().insertContentAt({ from: $at.before(), to: $at.after() }, [{ type: "embed", attrs: { url: address } }, { type: "paragraph" }]).run();
  }
}

async function knowledgeOf(host: Host, address: string): Promise<Known> {
  if (!host.urls.link) return { kind: "link" };
  const url = new URL(host.urls.link, location.href);
  url.searchParams.set("url", address);
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Known;
}
