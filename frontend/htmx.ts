/** htmx with the two extensions every page uses, set up before they start. */
import htmx from "htmx.org/dist/htmx.esm.js";

declare global {
  interface Window { htmx: typeof htmx }
}
// The extensions look for a global of this name.
window.htmx = htmx;
// `intent` is our own event: a pointer that rests on a link, see boost.ts.
(htmx.config as unknown as Record<string, unknown>)["preload"] = { boostEvent: "intent", boostTimeout: "5s" };

export default htmx;
