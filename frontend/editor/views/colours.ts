/** Colours of code while it is written: the library comes only when a text holds code. */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { createLowlight } from "lowlight";

interface Coloured { type: string; value?: string; properties?: { className?: string[] }; children?: Coloured[] }
type Lowlight = ReturnType<typeof createLowlight>;

// The reader's colours have Pygments' short names.
const NAMES: Record<string, string> = {
  keyword: "k", built_in: "nb", type: "kt", literal: "kc", number: "m", string: "s", regexp: "sr", comment: "c", doctag: "c", meta: "cp",
  title: "nf", "title.function_": "nf", "title.class_": "nc", attr: "na", attribute: "na", name: "nt", tag: "nt", variable: "nv",
  symbol: "ss", section: "gh", addition: "gi", deletion: "gd", "selector-tag": "nt", "selector-class": "nc", "selector-id": "nc", property: "na",
};
const LONGEST = 20_000;
const key = new PluginKey<DecorationSet>("colours");

function colour(nodes: Coloured[], at: number, found: Decoration[], name = ""): number {
  for (const node of nodes) {
    const [first, ...rest] = node.properties?.className ?? [];
    const said = first ? [first, ...rest].join(".").replace(/^hljs-/, "") : "";
    const own = NAMES[said] ?? NAMES[said.split(".")[0] ?? ""] ?? name;
    if (node.children) { at = colour(node.children, at, found, own); continue; }
    const end = at + (node.value?.length ?? 0);
    if (own && end > at) found.push(Decoration.inline(at, end, { class: own }));
    at = end;
  }
  return at;
}

function decorate(doc: Node, lowlight: Lowlight | null): DecorationSet {
  const found: Decoration[] = [];
  if (lowlight) doc.descendants((node, at) => {
    const language = node.attrs["language"] as string | null;
    if (node.type.name !== "codeBlock" || !language || node.textContent.length > LONGEST || !lowlight.registered(language)) return node.isBlock && !node.isTextblock;
    colour(lowlight.highlight(language, node.textContent).children as Coloured[], at + 1, found);
    return false;
  });
  return DecorationSet.create(doc, found);
}

function holdsCode(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => { found ||= node.type.name === "codeBlock" && Boolean(node.attrs["language"]); return !found && !node.isTextblock; });
  return found;
}

export const Colours = Extension.create({
  name: "colours",
  addProseMirrorPlugins() {
    let lowlight: Lowlight | null = null, asked = false;
    return [new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, before, old, now) => {
          if (!tr.docChanged && !tr.getMeta(key)) return before;
          // Only what touches code is coloured anew.
          const touched = tr.getMeta(key) || [old.selection, now.selection].some((chosen) => chosen.$head.parent.type.name === "codeBlock") || !now.selection.empty || tr.getMeta("y-sync$");
          return touched ? decorate(tr.doc, lowlight) : before.map(tr.mapping, tr.doc);
        },
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        const wake = (): void => {
          if (asked || !holdsCode(view.state.doc)) return;
          asked = true;
          void import("lowlight").then((module) => {
            lowlight = module.createLowlight(module.common);
            if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
          });
        };
        wake();
        return { update: (_view, before) => { if (before.doc !== view.state.doc) wake(); } };
      },
    })];
  },
});
