/** Pictures and files on their way: shown where they will stand, with how far they are. */
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { toast } from "../../elements/server";
import { announce, fill, make, type Host } from "../host";
import { Going, type Stored } from "./going";

const key = new PluginKey<DecorationSet>("uploads");

export class Uploads {
  private going: Going[] = [];
  private count = 0;
  editor: Editor | null = null;

  constructor(private readonly host: Host) {
    host.signal.addEventListener("abort", () => this.going.forEach((one) => one.stop()));
    window.addEventListener("beforeunload", (event) => { if (this.isBusy) event.preventDefault(); }, { signal: host.signal });
  }

  readonly extension = Extension.create({
    name: "uploads",
    onCreate: ({ editor }) => { this.editor = editor; },
    onTransaction: ({ editor, transaction }) => {
      if (transaction.docChanged) for (const one of this.going) one.place = editor.utils.getUpdatedPosition(one.place, transaction).position;
    },
    addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, before) => (tr.docChanged || tr.getMeta(key) ? this.decorations(tr.doc) : before),
      },
      props: { decorations: (state) => key.getState(state) },
    })],
  });

  get isBusy(): boolean { return this.going.length > 0; }

  /** Ask for a file and put it where the caret is. */
  choose(accept: string): void {
    const field = make("input", { type: "file", accept, multiple: true, hidden: true });
    field.addEventListener("change", () => { if (this.editor) this.add([...(field.files ?? [])], this.editor.state.selection.from); field.remove(); });
    this.host.element.append(field);
    field.click();
  }

  add(files: File[], at: number): void { files.forEach((file) => this.send(file, at)); }

  /** Pictures that came inside pasted HTML stand as marks in the text; each is taken out and sent. */
  replaceMarks(files: Map<string, File>): void {
    const { editor } = this;
    if (!editor) return;
    const found: { from: number; to: number; file: File }[] = [];
    editor.state.doc.descendants((node, at) => {
      for (const hit of (node.text ?? "").matchAll(/\ue000(picture-\d+)\ue001/g)) {
        const file = files.get(hit[1]!);
        if (file) found.push({ from: at + hit.index, to: at + hit.index + hit[0].length, file });
      }
    });
    for (const { from, to, file } of found.reverse()) { editor.commands.deleteRange({ from, to }); this.send(file, from); }
  }

  private decorations(doc: Parameters<typeof DecorationSet.create>[0]): DecorationSet {
    return DecorationSet.create(doc, this.going.map((one) => Decoration.widget(Math.min(one.place.position, doc.content.size), one.row, {
      id: one.id, side: 1, ignoreSelection: true, stopEvent: () => true,
    })));
  }

  private send(file: File, at: number): void {
    const { editor, host } = this;
    if (!editor) return;
    if (!host.urls.attach) { toast(host.words["noFiles"] ?? ""); return; }
    const most = Number(host.element.dataset["most"]) || Infinity;
    if (file.size > most) {
      const size = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 0 });
      toast(fill(host.words["fileTooLarge"], { name: file.name, most: size.format(most / 1024 ** 2) }));
      return;
    }
    const one: Going = new Going(host, file, ++this.count, editor.utils.createMappablePosition(at), {
      left: () => this.end(one),
      done: (stored) => { this.end(one); if (!editor.isDestroyed) this.put(stored, one.place.position); },
    });
    this.going.push(one);
    this.draw();
    void one.start();
    announce(fill(host.words["uploading"], { name: file.name }));
  }

  private end(one: Going): void {
    this.going = this.going.filter((other) => other !== one);
    this.draw();
  }

  private draw(): void {
    const { editor } = this;
    if (editor && !editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, true));
  }

  private put(stored: Stored, at: number): void {
    const { editor, host } = this;
    if (!editor) return;
    const where = Math.max(0, Math.min(at, editor.state.doc.content.size));
    const node = stored.picture
      ? { type: "image", attrs: { src: stored.url, alt: null } }
      : { type: "text", text: stored.name, marks: [{ type: "link", attrs: { href: stored.url } }] };
    const $at = editor.state.doc.resolve(where);
    editor.chain().insertContentAt(where, $at.parent.isTextblock ? node : { type: "paragraph", content: [node] }, { updateSelection: false }).run();
    announce(fill(stored.picture ? host.words["pictureIn"] : host.words["fileIn"], { name: stored.name }));
  }
}
