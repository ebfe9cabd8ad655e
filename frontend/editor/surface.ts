/** The text itself with all that belongs to it: its schema, its tools, its keys. */
import { Editor, Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Dropcursor, Gapcursor, Placeholder } from "@tiptap/extensions";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import type * as Y from "yjs";
import { Bubbles } from "./bubble";
import { caret } from "./caret";
import type { Converter } from "./convert";
import { EmbedField } from "./embed";
import { make, type Host } from "./host";
import { carets } from "./live/people";
import type { Room } from "./live/room";
import { pasting } from "./paste";
import { schema } from "./schema";
import { things, type Thing } from "./things";
import { Toolbar } from "./toolbar";
import { askForPassage, typing } from "./typing";
import type { Uploads } from "./uploads";
import { Colours } from "./views/colours";

export interface Needs { doc: Y.Doc; room: Room | null; uploads: Uploads; convert: Converter; addTopic: (label: string) => void }

export class Surface {
  readonly element: HTMLElement;
  readonly editor: Editor;
  readonly bubbles: Bubbles;
  readonly toolbar: Toolbar;
  private readonly embed: EmbedField;

  constructor(private readonly host: Host, needs: Needs) {
    this.element = make("div", { class: "surface", "data-made": true });
    this.editor = new Editor({
      element: this.element,
      injectCSS: false,
      editorProps: {
        attributes: {
          class: "prose", role: "textbox", "aria-multiline": "true", "aria-label": host.words["text"] ?? "", spellcheck: "true",
          "aria-describedby": "editor-help", dir: "auto",
        },
        handleClick: (view, _at, event) => this.below(view.dom, event),
        scrollMargin: { top: 120, bottom: 96, left: 8, right: 8 },
        scrollThreshold: { top: 120, bottom: 96, left: 8, right: 8 },
      },
      extensions: this.extensions(needs),
    });
    this.bubbles = new Bubbles(host, this.editor);
    this.embed = new EmbedField(host, this.editor);
    this.toolbar = new Toolbar(host, this.editor, {
      link: () => this.bubbles.askLink(),
      insert: () => this.openThings(),
    });
  }

  private extensions({ doc, room, uploads, convert, addTopic }: Needs): Extension[] {
    const { host } = this;
    return [
      caret(host), ...schema(host), uploads.extension, typing(host, { things: this.things(uploads), addTopic }),
      pasting(host, { uploads: () => uploads, convert }), Colours, Gapcursor, Dropcursor.configure({ color: false, class: "drop-here", width: 2 }),
      Placeholder.configure({
        placeholder: ({ node, editor }) => (node.type.name === "heading" ? host.words["headingHere"] : node.type.name === "toggleSummary" ? host.words["summaryHere"] : editor.isEmpty || editor.isFocused ? host.words["writeHere"] : "") ?? "",
        includeChildren: true, showOnlyCurrent: true,
      }),
      Collaboration.configure({ document: doc }), ...(room ? [carets(room.provider.awareness)] : []), this.keys(),
    ] as Extension[];
  }

  private things(uploads: Uploads): Thing[] {
    return things(this.host, {
      file: (accept) => uploads.choose(accept),
      type: (letters) => { this.type(letters); },
      passage: () => { this.type("[[", askForPassage); },
      address: () => this.embed.ask(),
    });
  }

  /** Letters that open a list, apart from the word before them. */
  private type(letters: string, also?: (tr: Transaction) => void): void {
    this.editor.chain().focus().command(({ tr, state }) => {
      const { from, $from } = state.selection;
      const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset);
      tr.insertText(before && !/\s/.test(before) ? ` ${letters}` : letters, from);
      also?.(tr);
      return true;
    }).run();
  }

  /** What the plus of the toolbar opens is what a slash opens. */
  private openThings(): void {
    const { $from, from } = this.editor.state.selection;
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, undefined, " ");
    this.editor.chain().focus().insertContentAt(from, before && !/\s/.test(before) ? " /" : "/").run();
  }

  /** Keys of the whole text: Escape leaves it, so that Tab can do its work inside. */
  private keys(): Extension {
    return Extension.create({
      name: "keys",
      addKeyboardShortcuts: () => ({
        "Mod-k": () => { if (this.editor.state.selection.empty && !this.editor.isActive("link")) return false; this.bubbles.askLink(); return true; },
        "Mod-Shift-h": () => this.editor.commands.toggleMark("highlight"),
        "Mod-.": () => this.editor.commands.toggleMark("superscript"),
        "Mod-,": () => this.editor.commands.toggleMark("subscript"),
        "Alt-F10": () => { if (!this.bubbles.focus()) this.toolbar.focus(); return true; },
        Escape: () => { if (!this.bubbles.close()) this.toolbar.focus(); return true; },
      }),
    });
  }

  /** What floats beside the text. */
  get floating(): HTMLElement[] { return [...this.bubbles.elements, this.embed.element]; }

  /** A press under the last block goes on writing there. */
  private below(surface: HTMLElement, event: MouseEvent): boolean {
    const last = surface.lastElementChild?.getBoundingClientRect();
    const { editor } = this;
    if (!last || event.clientY <= last.bottom || !editor.isEditable) return false;
    const end = editor.state.doc.lastChild;
    if (end?.type.name === "paragraph" && !end.content.size) { editor.commands.focus("end"); return true; }
    if (end?.isTextblock && !end.type.spec.code) return false;
    editor.chain().insertContentAt(editor.state.doc.content.size, { type: "paragraph" }).focus("end").run();
    return true;
  }

  /** The caret at the beginning, without the page moving. */
  begin(): void {
    this.editor.view.dispatch(this.editor.state.tr.setSelection(TextSelection.atStart(this.editor.state.doc)));
    this.editor.view.dom.focus({ preventScroll: true });
  }

  /** Opening is nothing one could take back. */
  forgetSteps(): void {
    const manager = this.editor.state.plugins.map((plugin) => plugin.getState(this.editor.state) as { undoManager?: Y.UndoManager } | undefined).find((state) => state?.undoManager)?.undoManager;
    manager?.clear();
  }
}
