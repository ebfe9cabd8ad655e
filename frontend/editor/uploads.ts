/** Pictures and files on their way: shown where they will stand, with how far they are. */
import { Extension, type Editor, type MappablePosition } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { announce, fill, icon, make, type Host } from "./host";
import { toast } from "../elements/server";

interface Stored { url: string; name: string; picture: boolean; width?: number | null; height?: number | null }
interface Going { id: number; place: MappablePosition; row: HTMLElement; request: XMLHttpRequest }

const MOST_BYTES = 100 * 1024 * 1024;
const key = new PluginKey<DecorationSet>("uploads");

export class Uploads {
  private going: Going[] = [];
  private count = 0;
  editor: Editor | null = null;

  constructor(private readonly host: Host) {
    host.signal.addEventListener("abort", () => this.going.forEach((one) => one.request.abort()));
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
    return DecorationSet.create(doc, this.going.map((one) => Decoration.widget(Math.min(one.place.position, doc.content.size), one.row, { id: one.id, side: 1, ignoreSelection: true })));
  }

  private send(file: File, at: number): void {
    const { editor, host } = this;
    if (!editor) return;
    if (file.size > MOST_BYTES) { toast(fill(host.words["fileTooLarge"], { name: file.name })); return; }
    const bar = make("progress", { max: "100", "aria-label": file.name });
    const state = make("span", { class: "state" });
    const stop = make("button", { type: "button", class: "icon-btn", "aria-label": fill(host.words["cancelUpload"], { name: file.name }) }, icon(host, "x", "s"));
    const row = make("span", { class: "going", contenteditable: "false" }, make("span", { class: "t" }, file.name), state, stop, bar);
    const request = new XMLHttpRequest();
    const one: Going = { id: ++this.count, place: editor.utils.createMappablePosition(at), row, request };
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
    const end = (): void => {
      this.going = this.going.filter((other) => other !== one);
      if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, true));
    };
    const fail = (sentence: string): void => {
      row.classList.add("failed");
      state.textContent = sentence;
      const again = make("button", { type: "button", class: "btn line small" }, host.words["again"] ?? "");
      again.addEventListener("click", () => { end(); this.send(file, one.place.position); });
      bar.replaceWith(again);
    };
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = (100 * event.loaded) / event.total;
      state.textContent = percent.format(event.loaded / event.total);
    });
    request.addEventListener("error", () => fail(host.words["uploadFailed"] ?? ""));
    request.addEventListener("abort", end);
    request.addEventListener("load", () => {
      const answer = read(request.responseText);
      if (request.status !== 201 || !answer.url) { fail(answer.error ?? host.words["uploadFailed"] ?? ""); return; }
      end();
      if (!editor.isDestroyed) this.put(answer as Stored, one.place.position);
    });
    stop.addEventListener("click", () => { if (request.readyState === 4) end(); else request.abort(); });
    this.going.push(one);
    editor.view.dispatch(editor.state.tr.setMeta(key, true));
    const data = new FormData();
    data.append("file", file, file.name);
    const token = host.element.closest("form")?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    request.open("POST", host.urls.attach);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
    announce(fill(host.words["uploading"], { name: file.name }));
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

function read(text: string): Partial<Stored> & { error?: string } {
  try { return JSON.parse(text) as Partial<Stored>; } catch { return {}; }
}
