/** The title while several people write: shared as it is typed, kept with the text until somebody saves. */
import type * as Y from "yjs";

/** Keep `field` and the shared title one. A title somebody typed before the page got another is forgotten. */
export function shareTitle(field: HTMLInputElement | HTMLTextAreaElement, doc: Y.Doc, signal: AbortSignal): void {
  const head = doc.getMap<string>("head");
  const stored = field.defaultValue;
  const take = (): void => {
    const title = head.get("title");
    if (title !== undefined && head.get("instead") === stored && title !== field.value) field.value = title;
  };
  field.addEventListener("input", () => {
    doc.transact(() => { head.set("instead", stored); head.set("title", field.value); });
  }, { signal });
  head.observe(take);
  signal.addEventListener("abort", () => head.unobserve(take));
  take();
}
