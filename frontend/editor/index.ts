/** One editor on one page: the text, its tools, its line to the others, and the form it is saved with. */
import { Editor, Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Dropcursor, Gapcursor, Placeholder } from "@tiptap/extensions";
import { TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { toast } from "../elements/server";
import { Bubbles } from "./bubble";
import { ConversionRefused, Converter } from "./convert";
import { Form } from "./form";
import { make, readHost, type Host } from "./host";
import { carets, showPeople } from "./live/people";
import { Room, type Address } from "./live/room";
import { shareTitle } from "./live/title";
import { Kept } from "./live/kept";
import { Notices } from "./notices";
import { pasting } from "./paste";
import { fromTree, schema } from "./schema";
import { things } from "./things";
import { Toolbar } from "./toolbar";
import { typing } from "./typing";
import { Uploads } from "./uploads";
import { Colours } from "./views/colours";

const PAUSE = 800;

/** Begin on `element`; what is answered ends it again: editor, line and document. */
export function mount(element: HTMLElement): () => void {
  const ending = new AbortController();
  const text = new Text(readHost(element, ending.signal), element);
  void text.begin();
  return () => { text.end(); ending.abort(); };
}

function addressIn({ live, room, generation, name, hue, person }: DOMStringMap): Address | null {
  return live && room ? { url: live, room, generation: generation ?? "", name: name ?? "", hue: hue ?? "0", person: person ?? "" } : null;
}

class Text {
  private readonly doc = new Y.Doc();
  private readonly convert: Converter;
  private readonly uploads: Uploads;
  private readonly form: Form;
  private readonly notices: Notices;
  private readonly live: Address | null;
  private editor!: Editor;
  private bubbles!: Bubbles;
  private toolbar!: Toolbar;
  private room: Room | null = null;
  private stands?: HTMLElement;
  private kept: Kept | null = null;
  private over = false;
  /** What the plain field began with. */
  private base = "";
  private waiting: number | undefined;
  private readonly undone: (() => void)[] = [];

  constructor(private readonly host: Host, private readonly element: HTMLElement) {
    this.convert = new Converter(host);
    this.uploads = new Uploads(host);
    this.form = new Form(host, { prepare: () => this.prepare(), toPlain: () => this.toPlain(), toRich: () => this.toRich() });
    this.notices = new Notices(host);
    this.live = addressIn(element.dataset);
  }

  async begin(): Promise<void> {
    if (this.form.prefersPlain) { this.form.showPlain(); return; }
    await this.open();
  }

  /** Make the editor, with the text of the others or with that of the form. */
  private async open(): Promise<void> {
    if (this.live) this.openTogether(this.live);
    else await this.openAlone();
  }

  private openTogether(address: Address): void {
    const room = new Room(this.doc, address, {
      ready: () => this.ready(),
      standing: (standing) => this.form.say(standing),
      mayWrite: (may) => { this.editor.setEditable(may, false); this.notices.watching(!may); },
      ended: (code, unsent) => void this.ended(code, unsent),
      unreachable: (is) => this.notices.unreachable(is, () => void this.toPlain()),
    }, this.host.signal);
    this.room = room;
    this.build(room);
    this.editor.setEditable(false, false);
    this.form.isLoading(true);
    this.showWhatStands();
    this.undone.push(showPeople(this.host, room.provider.awareness, this.element.querySelector("[data-people]")));
    void room.open();
  }

  /** The page as it is read, until the text of the others is here: the first to come waits a moment for it. */
  private showWhatStands(): void {
    const page = this.element.querySelector<HTMLTemplateElement>("template[data-stands]");
    if (!page) return;
    this.stands = make("div", { class: "prose stands", "data-made": true });
    this.stands.inert = true;
    this.stands.append(page.content.cloneNode(true));
    this.editor.view.dom.parentElement?.before(this.stands);
  }

  /** The text of the others is here. */
  private ready(): void {
    this.stands?.remove();
    this.editor.setEditable(true, false);
    this.form.isLoading(false);
    if (this.form.title) shareTitle(this.form.title, this.doc, this.host.signal);
    this.settle();
  }

  private async openAlone(): Promise<void> {
    this.form.isLoading(true);
    await this.form.restored();
    // A copy that never reached the server comes back whole; it must not meet a second one.
    this.kept = await Kept.of(this.form.name, this.doc);
    if (this.over) return;
    this.build(null);
    try {
      if (!this.kept?.hadSome && this.form.markdown.trim()) {
        const tree = fromTree(await this.convert.toTree(this.form.markdown));
        if (this.over) return;
        this.editor.chain().setContent(tree, { emitUpdate: false }).setMeta("addToHistory", false).run();
        this.forgetSteps();
      }
    } catch (problem) {
      this.close();
      this.form.showPlain(problem instanceof ConversionRefused ? problem.message : this.host.words["noEditor"]);
      return;
    }
    this.form.isLoading(false);
    this.settle();
    this.editor.on("update", () => { this.form.say("typing"); clearTimeout(this.waiting); this.waiting = window.setTimeout(() => void this.write(), PAUSE); });
    this.form.onDraftSaved(() => this.kept?.forget());
    if (this.kept?.hadSome) void this.write();
  }

  private build(room: Room | null): void {
    const { host, uploads } = this;
    const all = things(host, {
      file: (accept) => uploads.choose(accept),
      type: (letters) => this.editor.chain().focus().command(({ tr, state }) => {
        const { from, $from } = state.selection;
        const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset);
        tr.insertText(before && !/\s/.test(before) ? ` ${letters}` : letters, from);
        return true;
      }).run(),
    });
    const surface = make("div", { class: "surface", "data-made": true });
    this.editor = new Editor({
      element: surface,
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
      extensions: [
        ...schema(host), uploads.extension, typing(host, { things: all, addTopic: (label) => this.form.addTopic(label) }),
        pasting(host, { uploads: () => uploads, convert: this.convert }), Colours, Gapcursor, Dropcursor.configure({ color: false, class: "drop-here", width: 2 }),
        Placeholder.configure({
          placeholder: ({ node, editor }) => (node.type.name === "heading" ? host.words["headingHere"] : node.type.name === "toggleSummary" ? host.words["summaryHere"] : editor.isEmpty || editor.isFocused ? host.words["writeHere"] : "") ?? "",
          includeChildren: true, showOnlyCurrent: true,
        }),
        Collaboration.configure({ document: this.doc }), ...(room ? [carets(room.provider.awareness)] : []), this.keys(),
      ],
    });
    this.bubbles = new Bubbles(host, this.editor);
    this.toolbar = new Toolbar(host, this.editor, {
      link: () => this.bubbles.askLink(),
      insert: () => this.openThings(),
    });
    this.form.showRich(this.toolbar.bar, surface, ...this.bubbles.elements);
    Object.assign(this.element, { editor: this.editor, doc: this.doc, room });
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

  private settle(): void {
    const now = document.activeElement;
    if (now && now !== document.body && now.id !== "main") return;
    if (!this.form.hasTitle) { this.form.focusTitle(); return; }
    this.editor.view.dispatch(this.editor.state.tr.setSelection(TextSelection.atStart(this.editor.state.doc)));
    this.editor.view.dom.focus({ preventScroll: true });
  }

  /** Opening is nothing one could take back. */
  private forgetSteps(): void {
    const manager = this.editor.state.plugins.map((plugin) => plugin.getState(this.editor.state) as { undoManager?: Y.UndoManager } | undefined).find((state) => state?.undoManager)?.undoManager;
    manager?.clear();
  }

  /** The text into the form's field, which keeps it as a draft. */
  private async write(): Promise<boolean> {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    try {
      const { markdown } = await this.convert.toMarkdown(this.doc);
      if (this.over) return false;
      this.form.setMarkdown(markdown);
      this.notices.refused("");
      return true;
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : "");
      if (!this.over && !(problem instanceof ConversionRefused)) { this.form.say("offline"); this.waiting = window.setTimeout(() => void this.write(), 5_000); }
      return false;
    }
  }

  /** Before the form is sent: everything typed is on the server, or goes along. */
  private async prepare(): Promise<boolean> {
    if (!this.editor) return true;
    if (this.uploads.isBusy) { this.notices.refused(this.host.words["waitForFiles"] ?? ""); return false; }
    if (!this.room) return this.write();
    const saved = await this.room.whenSaved(5_000);
    this.form.setLive(this.room.generation, saved ? null : Y.encodeStateAsUpdate(this.doc));
    return true;
  }

  /** To letters and signs: the same text, in the field the page has without scripts. */
  private async toPlain(): Promise<void> {
    try {
      const { markdown, version } = await this.convert.toMarkdown(this.doc);
      this.form.setMarkdown(markdown, this.room ? version : undefined);
      this.base = markdown;
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : this.host.words["noPlain"] ?? "");
      return;
    }
    this.notices.unreachable(false);
    this.form.showPlain();
  }

  /** And back: what was changed as letters becomes steps of this text, which can be undone. */
  private async toRich(): Promise<void> {
    if (!this.editor) { await this.open(); this.form.focusText(() => this.editor?.commands.focus()); return; }
    try {
      if (this.form.markdown !== this.base) {
        const { tree, stuck } = await this.convert.merge(this.base, this.form.markdown, this.doc);
        this.editor.commands.setContent(fromTree(tree));
        if (stuck) toast(this.host.words["stuck"] ?? "");
      }
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : this.host.words["noEditor"] ?? "");
      return;
    }
    this.form.showRich();
    this.editor.commands.focus();
  }

  /** The line was closed for good. What was typed and not sent is offered, never dropped. */
  private async ended(code: number, unsent: boolean): Promise<void> {
    this.editor.setEditable(false, false);
    this.form.say("offline");
    if (code === 4409 && !unsent) { this.room?.forget(); location.reload(); return; }
    let mine = "";
    try { mine = (await this.convert.toMarkdown(this.doc)).markdown; } catch { mine = this.editor.getText({ blockSeparator: "\n\n" }); }
    this.notices.ended(code, unsent ? mine : "", {
      plain: () => { this.form.setMarkdown(mine); this.room?.forget(); this.form.showPlain(); },
      reload: () => { this.room?.forget(); location.reload(); },
    });
  }

  private close(): void {
    clearTimeout(this.waiting);
    this.undone.splice(0).forEach((undoing) => undoing());
    this.room?.close();
    this.stands?.remove();
    this.room = null;
    this.kept?.close();
    this.editor?.destroy();
  }

  end(): void {
    this.over = true;
    this.form.end();
    this.close();
    this.doc.destroy();
    this.element.querySelectorAll("[data-made]").forEach((made) => made.remove());
  }
}
