/** One editor on one page: the text, its line to the others, and the form it is saved with. */
import type { Editor } from "@tiptap/core";
import * as Y from "yjs";
import { toast } from "../elements/server";
import { readCaret } from "./caret";
import { ConversionRefused, Converter } from "./convert";
import { Form } from "./form";
import { make, readHost, type Host } from "./host";
import { Kept } from "./live/kept";
import { showPeople } from "./live/people";
import { Room, type Address } from "./live/room";
import { shareTitle } from "./live/title";
import { Notices } from "./notices";
import { fromTree } from "./schema";
import { Surface } from "./surface";
import { Uploads } from "./uploads";

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
  private doc = new Y.Doc();
  private readonly convert: Converter;
  private readonly uploads: Uploads;
  private readonly form: Form;
  private readonly notices: Notices;
  private readonly live: Address | null;
  private surface: Surface | null = null;
  private room: Room | null = null;
  private stands?: HTMLElement;
  private kept: Kept | null = null;
  private over = false;
  /** How often the text of one was changed: what is read of it meanwhile lacks what came after. */
  private changes = 0;
  /** What the plain field began with, while it may hold something else by now. */
  private base: string | null = null;
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
    if (this.form.prefersPlain) { this.base = this.form.markdown; this.form.showPlain(); return; }
    await this.open();
  }

  private get editor(): Editor { return this.surface!.editor; }

  /** Make the editor, with the text of the others or with that of the form. */
  private async open(): Promise<void> {
    if (this.live) this.openTogether(this.live);
    else await this.openAlone();
  }

  private openTogether(address: Address): void {
    const room = new Room(this.doc, address, {
      ready: () => void this.ready(),
      hears: () => { if (this.surface) readCaret(this.editor.view); },
      standing: (standing) => this.form.say(standing),
      mayWrite: (may) => { this.editor.setEditable(may, false); this.notices.watching(!may); },
      ended: (code, unsent) => void this.ended(code, unsent),
      unreachable: (is) => this.notices.unreachable(is && !this.form.isPlain, !room.isReady ? "notReached" : room.onThisDevice === "alone" ? "unreachableAlone" : "unreachable", () => void this.toPlain()),
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
    this.surface?.element.before(this.stands);
  }

  /** The text of the others is here. */
  private async ready(): Promise<void> {
    this.stands?.remove();
    // What was changed as letters before there was a text to change.
    await this.bringBack();
    if (!this.surface) return;
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
    if (!this.kept?.hadSome) await this.goOn();
    if (this.over) { this.kept?.close(); return; }
    const surface = this.build(null);
    try {
      // A letter typed before the text is here would be written over.
      surface.editor.setEditable(false, false);
      if (this.kept?.hadSome) {
        // What was changed as letters meanwhile meets the copy, and neither takes the other's place.
        const isWhole = await this.bringBack();
        if (this.over || this.surface !== surface) return;
        if (!isWhole) { this.close(); this.form.showPlain(); return; }
      } else if (this.form.markdown.trim()) {
        const tree = fromTree(await this.convert.toTree(this.form.markdown));
        // Who did not wait for it writes in the plain field by now.
        if (this.over || this.surface !== surface) return;
        this.editor.chain().setContent(tree, { emitUpdate: false }).setMeta("addToHistory", false).run();
        surface.forgetSteps();
        // Opened is not typed: kept here, it would come back in place of what was written elsewhere meanwhile.
        this.kept?.forget();
      }
      surface.editor.setEditable(true, false);
      this.base = null;
    } catch (problem) {
      if (this.surface !== surface) return;
      this.close();
      this.form.showPlain(problem instanceof ConversionRefused ? problem.message : this.host.words["noEditor"]);
      return;
    }
    this.form.isLoading(false);
    this.settle();
    this.editor.on("update", () => { this.changes++; this.form.say("typing"); clearTimeout(this.waiting); this.waiting = window.setTimeout(() => void this.write(), PAUSE); });
    // Neither sent nor discarded text is wanted back; one that did not arrive is.
    this.form.onDiscard(() => this.kept?.forget());
    this.form.onTaken(() => this.kept?.forget());
    this.form.onDraftSaved(() => { if (!this.form.isBehind) this.kept?.forget(); });
    if (this.kept?.hadSome) { this.form.say("typing"); void this.write(); }
  }

  /** Who begins a page goes on with the one she began here before, if that never reached the server. */
  private async goOn(): Promise<void> {
    const before = this.form.begunBefore, kept = before ? await Kept.of(before, this.doc) : null;
    if (kept?.hadSome) { this.kept?.close(); this.kept = kept; return; }
    kept?.close();
    this.form.begins();
  }

  private build(room: Room | null): Surface {
    const { doc, uploads, convert } = this;
    const surface = new Surface(this.host, { doc, room, uploads, convert, addTopic: (label) => this.form.addTopic(label) });
    this.surface = surface;
    this.form.showRich(surface.toolbar.bar, surface.element, ...surface.floating);
    Object.assign(this.element, { editor: surface.editor, doc, room });
    return surface;
  }

  private settle(): void {
    const now = document.activeElement;
    if (now && now !== document.body && now.id !== "main") return;
    if (!this.form.hasTitle) this.form.focusTitle();
    else this.surface?.begin();
  }

  /** The text into the form's field, which keeps it as a draft. */
  private async write(draft = true): Promise<boolean> {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    const { changes } = this;
    try {
      const { markdown } = await this.convert.toMarkdown(this.doc, draft);
      // In the plain field stand newer letters by now.
      if (this.over || this.form.isPlain) return false;
      this.form.setMarkdown(markdown);
      if (this.changes !== changes) this.form.say("typing");
      else if (!this.form.hasDraft) this.form.say(this.kept?.standing === "refused" || !this.kept ? "alone" : "here");
      this.notices.refused("");
      return true;
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : "");
      if (!this.over && !(problem instanceof ConversionRefused)) { this.form.say(this.kept?.standing === "kept" ? "offline" : "alone"); this.waiting = window.setTimeout(() => void this.write(), 5_000); }
      return false;
    }
  }

  /** Before the form is sent: everything typed is on the server, or goes along. */
  private async prepare(): Promise<boolean> {
    // The field still holds the text, and the editor does not yet.
    if (!this.surface || (!this.room && this.form.isOpening)) return true;
    if (this.uploads.isBusy) { this.notices.refused(this.host.words["waitForFiles"] ?? ""); return false; }
    if (!this.room) return this.write(false);
    const saved = await this.room.whenSaved(5_000);
    this.form.setLive(this.room.generation, saved ? null : Y.encodeStateAsUpdate(this.doc));
    return true;
  }

  /** To letters and signs: the same text, in the field the page has without scripts. */
  private async toPlain(): Promise<void> {
    // Nobody was reached yet, or the text is still on its way: there is nothing but what the page brought along.
    if (this.room ? !this.room.isReady : this.form.isOpening) this.close();
    else try {
      const { changes } = this;
      const { markdown, version } = await this.convert.toMarkdown(this.doc);
      // Who typed on meanwhile takes that along too.
      if (this.changes !== changes) { await this.toPlain(); return; }
      clearTimeout(this.waiting);
      this.form.setMarkdown(markdown, this.room ? version : undefined);
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : this.host.words["noPlain"] ?? "");
      return;
    }
    this.base = this.form.markdown;
    this.notices.unreachable(false);
    this.form.showPlain();
  }

  /** And back. */
  private async toRich(): Promise<void> {
    if (!this.surface && this.form.isOpening) return;
    if (!this.surface) { await this.open(); this.form.focusText(() => this.surface?.editor.commands.focus()); return; }
    if (!(await this.bringBack())) return;
    this.form.showRich();
    this.editor.commands.focus();
  }

  /** What was changed as letters becomes steps of this text, which can be undone. */
  private async bringBack(): Promise<boolean> {
    const { base, form: { markdown } } = this;
    try {
      if (base !== null && markdown !== base) {
        const { tree, stuck } = await this.convert.merge(base, markdown, this.doc);
        if (!this.surface) return false;
        this.editor.commands.setContent(fromTree(tree));
        if (stuck) toast(this.host.words["stuck"] ?? "");
      }
    } catch (problem) {
      this.notices.refused(problem instanceof ConversionRefused ? problem.message : this.host.words["noEditor"] ?? "");
      return false;
    }
    this.base = null;
    return true;
  }

  /** The line was closed for good. What was typed and not sent is offered, never dropped. */
  private async ended(code: number, unsent: boolean): Promise<void> {
    this.editor.setEditable(false, false);
    this.form.say(this.room?.onThisDevice === "alone" ? "alone" : "offline");
    if (code === 4409 && !unsent) { this.room?.forget(); location.reload(); return; }
    let mine = "";
    try { mine = (await this.convert.toMarkdown(this.doc)).markdown; } catch { mine = this.editor.getText({ blockSeparator: "\n\n" }); }
    this.notices.ended(code, unsent ? mine : "", {
      plain: () => { this.form.setMarkdown(mine); this.room?.forget(); this.form.showPlain(); },
      reload: () => { this.room?.forget(); location.reload(); },
    });
  }

  /** Take the editor away. The document is none of anybody's after it: another opening begins with a new one. */
  private close(): void {
    clearTimeout(this.waiting);
    this.undone.splice(0).forEach((undoing) => undoing());
    this.room?.close();
    this.stands?.remove();
    this.room = null;
    this.kept?.close();
    this.kept = null;
    this.surface?.editor.destroy();
    this.surface = null;
    this.element.querySelectorAll(".surface[data-made], .edit-tools[data-made], .bubble[data-made]").forEach((made) => made.remove());
    this.doc.destroy();
    this.doc = new Y.Doc();
  }

  end(): void {
    this.over = true;
    this.form.end();
    this.close();
    this.doc.destroy();
    this.element.querySelectorAll("[data-made]").forEach((made) => made.remove());
  }
}
