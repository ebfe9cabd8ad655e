/** What opens while one types: `/` things, `@` people, `[[` pages, `#` topics. */
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { Listbox, type Choice } from "./listbox";
import { fitting, type Thing } from "./things";
import { toast } from "../elements/server";
import type { Host } from "./host";

interface Found { label: string; about?: string; warning?: string; id?: string; target?: string; href?: string; icon?: string }
interface Match { sort: "thing" | "person" | "page" | "topic"; from: number; to: number; typed: string }

const PATTERNS: [Match["sort"], RegExp][] = [
  ["thing", /(?:^|\s)(\/)([\p{L}\p{N} ]{0,24})$/u],
  ["person", /(?:^|[\s(])(@)([\p{L}\p{N}._'’-]{0,30}(?: [\p{L}\p{N}.'’-]{0,30})?)$/u],
  ["page", /(\[\[)([^[\]|]{0,80})$/],
  ["topic", /(?:^|\s)(#)([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})$/u],
];
const PAUSE = 120;
const key = new PluginKey<Match | null>("typing");

function matchAt(state: EditorState): Match | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code || $from.marks().some((mark) => mark.type.name === "code")) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 100), $from.parentOffset, undefined, "\ufffc");
  for (const [sort, pattern] of PATTERNS) {
    const found = pattern.exec(before);
    if (found) return { sort, typed: found[2] ?? "", from: $from.pos - (found[1] + (found[2] ?? "")).length, to: $from.pos };
  }
  return null;
}

export interface Typing { things: Thing[]; addTopic: (label: string) => void }

export const typing = (host: Host, typing: Typing) => Extension.create({
  name: "typing",
  priority: 1100,
  addProseMirrorPlugins() {
    const editor = this.editor;
    let list: Listbox | null = null;
    let shut = -1;
    return [new Plugin<Match | null>({
      key,
      state: {
        init: () => null,
        apply: (tr, open, _old, state) => {
          if (tr.getMeta(key) === "close") { shut = open?.from ?? -1; return null; }
          // Somebody else's letters open nothing here.
          if (isChangeOrigin(tr) && !open) return null;
          if (!tr.docChanged && !open) return null;
          const match = matchAt(state);
          if (!match) { shut = -1; return null; }
          return match.from === shut ? null : match;
        },
      },
      props: {
        handleKeyDown: (view, event) => {
          if (!key.getState(view.state) || !list) return false;
          if (event.key === "Escape") { view.dispatch(view.state.tr.setMeta(key, "close")); return true; }
          return list.key(event);
        },
        handleDOMEvents: { blur: (view) => { if (key.getState(view.state)) view.dispatch(view.state.tr.setMeta(key, "close")); return false; } },
      },
      view: (view) => {
        list = new Listbox(host, view);
        let asking: AbortController | null = null, waiting: number | undefined, shown = "";
        const draw = (match: Match): void => {
          const mine = `${match.sort} ${match.from} ${match.typed}`;
          if (mine === shown) return;
          shown = mine;
          asking?.abort();
          clearTimeout(waiting);
          const where = (): DOMRect => { const at = view.coordsAtPos(Math.min(match.from, view.state.doc.content.size)); return new DOMRect(at.left, at.top, 0, at.bottom - at.top); };
          if (match.sort === "thing") {
            const fit = fitting(typing.things, match.typed);
            list?.show(fit.map((thing) => ({ label: thing.label, icon: thing.icon, hint: thing.hint, choose: () => { take(editor, match); thing.run(editor); } })), where);
            return;
          }
          list?.narrow((choice) => plain(choice.label).includes(plain(match.typed.trim())));
          waiting = window.setTimeout(() => {
            asking = new AbortController();
            void ask(host, match, asking.signal).then((found) => {
              if (shown === mine) list?.show(choices(editor, typing, match, found), where, match.typed.length > 1 ? host.words["nothingFound"] ?? "" : "");
            }).catch(() => { if (shown === mine) list?.hide(); });
          }, match.typed ? PAUSE : 0);
        };
        return {
          update: () => {
            const match = key.getState(view.state);
            if (match) draw(match);
            else { shown = ""; asking?.abort(); clearTimeout(waiting); list?.hide(); }
          },
          destroy: () => { asking?.abort(); clearTimeout(waiting); },
        };
      },
    })];
  },
});

/** Letters without case and marks, as one types a name in haste. */
function plain(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

async function ask(host: Host, match: Match, signal: AbortSignal): Promise<Found[]> {
  const url = new URL(host.urls.complete, location.href);
  url.searchParams.set("kind", match.sort);
  url.searchParams.set("q", match.typed.trim());
  const answer = await fetch(url, { credentials: "same-origin", signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { found: Found[] }).found;
}

/** Take away what was typed to open the list. */
function take(editor: Editor, match: Match): void {
  const to = Math.max(match.to, editor.state.selection.from);
  editor.chain().focus().deleteRange({ from: match.from, to }).run();
}

function choices(editor: Editor, typing: Typing, match: Match, found: Found[]): Choice[] {
  return found.map((one) => ({
    label: one.label, about: one.about, warning: one.warning,
    icon: one.icon ?? { person: "person", page: "page", topic: "tag", thing: "plus" }[match.sort],
    choose: () => {
      take(editor, match);
      const chain = editor.chain().focus();
      if (match.sort === "person") chain.insertContent([{ type: "mention", attrs: { id: one.id, label: one.label } }, { type: "text", text: " " }]).run();
      else if (match.sort === "topic") { typing.addTopic(one.label); chain.insertContent(`${one.label} `).run(); }
      else if (one.target) chain.insertContent([{ type: "wikiLink", attrs: { target: one.target, label: "" } }]).run();
      else chain.insertContent([{ type: "text", text: one.label, marks: [{ type: "link", attrs: { href: one.href } }] }]).run();
      if (one.warning) toast(one.warning);
    },
  }));
}
