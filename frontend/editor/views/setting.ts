/** What views of nodes share: changing an attribute of the node they show, and leaving its fields. */
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";

export interface Shown { editor: Editor; node: Node; getPos: () => number | undefined }

/** Write attributes of the node at `getPos`; one step, so that it can be undone alone. */
export function set(shown: Shown, attributes: Record<string, unknown>): void {
  const at = shown.getPos();
  if (at === undefined || !shown.editor.isEditable) return;
  shown.editor.commands.command(({ tr, dispatch }) => {
    if (dispatch) for (const [name, value] of Object.entries(attributes)) tr.setNodeAttribute(at, name, value);
    return true;
  });
}

/** In a field inside a node: Enter and Escape go on into the text behind it. */
export function leaveInto(field: HTMLElement, shown: () => Shown, offset = 1): void {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const at = shown().getPos();
    if (at !== undefined) shown().editor.chain().focus(at + offset).run();
  });
}
