/** What opens while one types: `/` things, `@` people, `[[` pages, `#` topics. */
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { Listbox, type Choice } from "./listbox";
import { fitting, type Thing } from "./things";
import { toast } from "../elements/server";
import { announce, type Host } from "./host";
import { putBlock } from "./places";

interface Found { label: string; about?: string; warning?: string; id?: string; target?: string; href?: string; icon?: string }
interface Match { sort: "thing" | "person" | "page" | "passage" | "topic"; from: number; to: number; typed: string; of?: Found }

/** From now on what is typed after `[[` asks for a passage: of which page, then which part of it. */
interface Turn { passage: true; of?: Found }

const PATTERNS: [Match["sort"], RegExp][] = [
  ["thing", /(?:^|\s)(\/)([\p{L}\p{N} ]{0,24})$/u],
  ["person", /(?:^|[\s(])(@)([\p{L}\p{N}._'’-]{0,30}(?: [\p{L}\p{N}.'’-]{0,30})?)$/u],
  ["page", /(\[\[)([^[\]|]{0,80})$/],
  ["topic", /(?:^|\s)(#)([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})$/u],
];
const PAUSE = 120;
const key = new PluginKey<Match | null>("typing");

/** `tr` begins to ask for a part of another page, behind its `[[`. */
export function askForPassage(tr: Transaction, of?: Found): Transaction { return tr.setMeta(key, { passage: true, of } satisfies Turn); }

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
    const here = (state: EditorState): Match | null => { const match = matchAt(state); return match?.sort === "thing" || host.urls.complete ? match : null; };
    return [new Plugin<Match | null>({
      key,
      state: {
        init: () => null,
        apply: (tr, open, _old, state) => {
          if (tr.getMeta(key) === "close") { shut = open?.from ?? -1; return null; }
          // Somebody else's letters open nothing here.
          if (isChangeOrigin(tr) && !open) return null;
          if (!tr.docChanged && !open) return null;
          const match = here(state);
          if (!match) { shut = -1; return null; }
          const turn = tr.getMeta(key) as Turn | undefined;
          if (turn) { shut = -1; return { ...match, sort: "passage", of: turn.of }; }
          if (match.sort === "page" && open?.sort === "passage") return { ...match, sort: "passage", of: open.of };
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
          const mine = `${match.sort} ${match.of?.id ?? ""} ${match.from} ${match.typed}`;
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
              if (shown === mine) list?.show(choices(editor, host, typing, match, found), where, match.typed.length > 1 || match.sort === "passage" ? host.words["nothingFound"] ?? "" : "");
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
  if (match.of?.id) url.searchParams.set("of", match.of.id);
  const answer = await fetch(url, { credentials: "same-origin", signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { found: Found[] }).found;
}

/** Take away what was typed to open the list. */
function take(editor: Editor, match: Match): void {
  const to = Math.max(match.to, editor.state.selection.from);
  editor.chain().focus().deleteRange({ from: match.from, to }).run();
}

/** First the page, then the part of it; the words between are taken away as each is chosen. */
function choosePassage(editor: Editor, host: Host, match: Match, one: Found): void {
  if (!match.of) {
    const to = Math.max(match.to, editor.state.selection.from);
    editor.view.dispatch(askForPassage(editor.state.tr.delete(match.from + "[[".length, to), one));
    return;
  }
  take(editor, match);
  putBlock(editor, { type: "include", attrs: { target: one.target } });
  announce(host.words["passageIn"] ?? "");
  if (match.of.warning) toast(match.of.warning);
}

function choices(editor: Editor, host: Host, typing: Typing, match: Match, found: Found[]): Choice[] {
  return found.map((one) => ({
    label: one.label, about: one.about, warning: one.warning,
    icon: one.icon ?? { person: "person", page: "page", passage: match.of ? "include" : "page", topic: "tag", thing: "plus" }[match.sort],
    choose: () => {
      if (match.sort === "passage") { choosePassage(editor, host, match, one); return; }
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
