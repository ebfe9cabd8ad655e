/** Who else is here: names in the head of the page and carets in the text. */
import { Extension } from "@tiptap/core";
import type { EditorView } from "@tiptap/pm/view";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { withCaret } from "../caret";
import { announce, fill, make, type Host } from "../host";

export interface User { name?: string; hue?: number | string; person?: string; color?: string }
const MOST_SHOWN = 5;

function hueOf(user: User): string { return String(Number(user.hue) || 0); }

function caret(user: User): HTMLElement {
  // The name is drawn by the style: it is no part of the text that is read out, searched or copied.
  const drawn = make("span", { class: "caret", contenteditable: "false" }, make("span", { class: "caret-name", "data-name": user.name }));
  drawn.style.setProperty("--hue", hueOf(user));
  return drawn;
}

/** Carets and selections of the others, in their own hue. */
export const carets = (awareness: Awareness) => Extension.create({
  name: "carets",
  priority: 999,
  addProseMirrorPlugins: () => {
    const plugin = yCursorPlugin(awareness, {
      cursorBuilder: caret,
      selectionBuilder: (user: User) => ({ class: "chosen-by", style: `--hue:${hueOf(user)}` }),
    });
    const begin = plugin.spec.view!;
    // They are drawn a moment after they were heard of, by when one's own caret may have moved.
    plugin.spec.view = (view: EditorView) => begin.call(plugin, withCaret(view));
    return [plugin];
  },
});

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return ((parts[0]?.[0] ?? "") + (parts.length > 1 ? parts[parts.length - 1]![0] ?? "" : "")).toLocaleUpperCase();
}

/** Keep `place` showing who is here, and tell of comers and goers once. */
export function showPeople(host: Host, awareness: Awareness, place: Element | null): () => void {
  let known = new Map<string, string>();
  const draw = (): void => {
    const here = new Map<string, User>();
    awareness.getStates().forEach((state, client) => {
      const user = (state as { user?: User }).user;
      if (client !== awareness.clientID && user?.name) here.set(user.person ?? user.name, user);
    });
    const names = new Map([...here].map(([id, user]) => [id, user.name!]));
    for (const [id, name] of names) if (!known.has(id)) announce(fill(host.words["came"], { name }));
    for (const [id, name] of known) if (!names.has(id)) announce(fill(host.words["left"], { name }));
    const same = known.size === names.size && [...names].every(([id, name]) => known.get(id) === name);
    known = names;
    if (same || !place) return;
    const shown = [...here.values()].slice(0, MOST_SHOWN).map((user) => {
      const face = make("span", { class: "av", title: user.name, role: "img", "aria-label": user.name }, initials(user.name!));
      face.style.setProperty("--hue", hueOf(user));
      return face;
    });
    const rest = here.size - shown.length;
    place.replaceChildren(...shown, ...(rest > 0 ? [make("span", { class: "rest" }, `+${rest}`)] : []));
    (place as HTMLElement).hidden = !here.size;
  };
  awareness.on("change", draw);
  draw();
  return () => awareness.off("change", draw);
}
