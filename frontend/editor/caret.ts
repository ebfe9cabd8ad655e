/** A caret that was just moved is known before anything else happens to the text; the focus comes when it is asked for. */
import { Extension, resolveFocusPosition, type RawCommands } from "@tiptap/core";
import type { EditorView } from "@tiptap/pm/view";
import type { Host } from "./host";

/** ProseMirror's own reading of what the browser did; it has no public name. */
interface Reading { readonly domObserver: { flush: () => void } }

/** What one does next, in the text or with its tools: by then a click or an arrow must have counted. */
const ACTS = ["keydown", "keyup", "beforeinput", "compositionstart", "click", "copy", "cut", "paste", "drop"] as const;

/** Take over where the browser's caret stands.
    A browser moves its caret at once and tells of it a task later. On a busy device a key, a paste or somebody
    else's letters come between: they would meet the caret as it was before, and drawing would put it back there. */
export function readCaret(view: EditorView): void {
  if (!view.isDestroyed) (view as unknown as Reading).domObserver.flush();
}

/** `view` for those that draw into it later: who looks at its state finds the caret where it is. */
export function withCaret(view: EditorView): EditorView {
  return new Proxy(view, {
    get: (target, name) => {
      if (name === "state") readCaret(target);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Tiptap takes the focus a frame after the command that wants it: until then keys go elsewhere, and by then one may
    have moved on. Here it is taken as soon as the command is done, before any other event. */
const focus: RawCommands["focus"] = (position = null, options = {}) => ({ editor, tr, view, dispatch }) => {
  if (position === false || !dispatch) return true;
  const wanted = resolveFocusPosition(tr.doc, position);
  if (wanted && !wanted.eq(tr.selection)) tr.setSelection(wanted);
  if (position === null && view.hasFocus()) return true;
  queueMicrotask(() => {
    if (editor.isDestroyed) return;
    if (!view.hasFocus()) view.focus();
    if (options?.scrollIntoView !== false) editor.commands.scrollIntoView();
  });
  return true;
};

// Later than Tiptap's own commands, one of which this is instead of.
export const caret = (host: Host) => Extension.create({
  name: "caret",
  priority: 10,
  addCommands: () => ({ focus }),
  onCreate({ editor }) {
    // Around the text, to come before everything that acts on a key or a press.
    for (const act of ACTS) host.element.addEventListener(act, () => { if (!editor.isDestroyed) readCaret(editor.view); }, { capture: true, signal: host.signal });
  },
});
