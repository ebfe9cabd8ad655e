/** Everything that can be put into a text, once: the slash menu and the toolbar show the same things. */
import type { Editor } from "@tiptap/core";
import type { Host } from "./host";
import { CALLOUTS } from "./schema/blocks";

export interface Thing {
  name: string;
  icon: string;
  label: string;
  hint?: string;
  /** Other words by which people look for it. */
  also?: string;
  run: (editor: Editor) => void;
}

export interface Asks { file: (accept: string) => void; type: (letters: string) => void; passage: () => void; address: () => void }

export function things(host: Host, asks: Asks): Thing[] {
  const { words } = host;
  const heading = (level: 2 | 3 | 4) => (editor: Editor): void => { editor.chain().focus().setNode("heading", { level }).run(); };
  const toggle = (editor: Editor): void => {
    const { from } = editor.state.selection;
    editor.chain().focus().insertContent({ type: "toggle", content: [{ type: "toggleSummary" }, { type: "paragraph" }] }).run();
    // Into its words, not behind it.
    let at = -1;
    editor.state.doc.nodesBetween(Math.max(0, from - 1), editor.state.doc.content.size, (node, place) => {
      if (at < 0 && node.type.name === "toggleSummary" && !node.content.size) at = place + 1;
      return at < 0;
    });
    if (at > 0) editor.commands.setTextSelection(at);
  };
  const list: Thing[] = [
    { name: "paragraph", icon: "text", run: (editor) => editor.chain().focus().clearNodes().run(), label: "" },
    { name: "h2", icon: "h2", hint: "##", also: "h2 title", run: heading(2), label: "" },
    { name: "h3", icon: "h3", hint: "###", also: "h3", run: heading(3), label: "" },
    { name: "h4", icon: "h4", hint: "####", also: "h4", run: heading(4), label: "" },
    { name: "bulletList", icon: "list", hint: "-", also: "ul", run: (editor) => editor.chain().focus().toggleBulletList().run(), label: "" },
    { name: "orderedList", icon: "list-ordered", hint: "1.", also: "ol", run: (editor) => editor.chain().focus().toggleOrderedList().run(), label: "" },
    { name: "taskList", icon: "tasks", hint: "[ ]", also: "todo", run: (editor) => editor.chain().focus().toggleTaskList().run(), label: "" },
    { name: "table", icon: "table", run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), label: "" },
    { name: "image", icon: "image", also: "picture photo", run: () => asks.file("image/*"), label: "" },
    { name: "file", icon: "file", also: "attachment upload", run: () => asks.file(""), label: "" },
    { name: "page", icon: "page", hint: "[[", also: "wiki link", run: () => asks.type("[["), label: "" },
    { name: "passage", icon: "include", also: "include transclude section", run: () => asks.passage(), label: "" },
    { name: "embed", icon: "play", also: "film video player card link", run: () => asks.address(), label: "" },
    { name: "person", icon: "at", hint: "@", also: "mention", run: () => asks.type("@"), label: "" },
    { name: "topic", icon: "tag", hint: "#", also: "tag", run: () => asks.type("#"), label: "" },
    ...CALLOUTS.map((kind): Thing => ({
      name: kind, icon: { note: "info", tip: "tip", important: "important", warning: "warn", caution: "danger" }[kind], also: "callout",
      run: (editor) => editor.chain().focus().wrapIn("callout", { kind }).run(), label: "",
    })),
    { name: "toggle", icon: "right", also: "details fold", run: toggle, label: "" },
    { name: "blockquote", icon: "quote", hint: ">", run: (editor) => editor.chain().focus().toggleBlockquote().run(), label: "" },
    { name: "codeBlock", icon: "code", hint: "```", run: (editor) => editor.chain().focus().toggleNode("codeBlock", "paragraph").run(), label: "" },
    { name: "mathBlock", icon: "sigma", also: "formula tex latex", run: (editor) => editor.chain().focus().insertContent({ type: "mathBlock" }).run(), label: "" },
    { name: "mathInline", icon: "sigma", hint: "$x$", also: "formula tex latex", run: (editor) => editor.chain().focus().insertContent({ type: "mathInline" }).run(), label: "" },
    { name: "rule", icon: "minus", hint: "---", also: "line hr", run: (editor) => editor.chain().focus().setHorizontalRule().run(), label: "" },
  ];
  // Who suggests a change to a page of others asks nobody for people and pages, and brings no files.
  const asking = { image: "attach", file: "attach", page: "complete", passage: "complete", person: "complete", topic: "complete", embed: "embed" } as Record<string, keyof Host["urls"]>;
  return list.filter(({ name }) => !asking[name] || host.urls[asking[name]]).map((thing) => ({ ...thing, label: words[thing.name] ?? thing.name }));
}

/** Those that fit what was typed, the best first: the beginning of the name, then of a word, then other words. */
export function fitting(all: Thing[], typed: string): Thing[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) return all;
  const rank = (thing: Thing): number => {
    const label = thing.label.toLocaleLowerCase();
    if (label.startsWith(wanted)) return 0;
    if (label.split(/\s+/).some((word) => word.startsWith(wanted))) return 1;
    return `${thing.name.toLowerCase()} ${thing.also ?? ""}`.split(" ").some((word) => word.startsWith(wanted)) ? 2 : 3;
  };
  return all.map((thing) => ({ thing, rank: rank(thing) })).filter((one) => one.rank < 3).sort((a, b) => a.rank - b.rank).map((one) => one.thing);
}
