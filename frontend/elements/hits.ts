/** `<k-hits>` round the results of a search: keys walk through the hits, results follow what is typed.
 *
 * `/` goes to the field, `j` and `k` (and the arrows, from the field or a hit) to the next hit and back. Each
 * `[data-part]` is renewed after a pause in typing; the address says at all times what is shown. */
import { Live } from "./live";
import { afterPause, getPiece } from "./server";

const PAUSE = 350, SHORTEST = 2;

class Hits extends Live {
  private asking?: AbortController;
  private readonly later = afterPause(() => void this.ask(), PAUSE);

  protected live(signal: AbortSignal): void {
    document.addEventListener("keydown", this.onKey, { signal });
    this.field?.addEventListener("input", this.later, { signal });
    signal.addEventListener("abort", () => this.asking?.abort());
  }

  private get form(): HTMLFormElement | null { return this.querySelector<HTMLFormElement>("form[role=search]"); }
  private get field(): HTMLInputElement | null { return this.querySelector<HTMLInputElement>("input[type=search]"); }
  private get links(): HTMLAnchorElement[] { return [...this.querySelectorAll<HTMLAnchorElement>(".hit :is(h2, h3) a")]; }

  private onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const on = event.target as HTMLElement, inField = on === this.field;
    if (!inField && on.closest("input, textarea, select, [contenteditable], [role=menu]")) return;
    const inHits = on.closest(".hit") !== null, arrows = inField || inHits;
    if (event.key === "/" && !inField) { event.preventDefault(); this.field?.focus(); this.field?.select(); }
    else if ((event.key === "j" && !inField) || (event.key === "ArrowDown" && arrows)) this.step(event, 1);
    else if ((event.key === "k" && !inField) || (event.key === "ArrowUp" && inHits)) this.step(event, -1);
  };

  /** To the next hit or the one before; above the first stands the field. */
  private step(event: KeyboardEvent, by: 1 | -1): void {
    const links = this.links;
    if (!links.length) return;
    event.preventDefault();
    const here = links.findIndex((link) => link.closest(".hit")?.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
    if (next < 0) this.field?.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  private async ask(): Promise<void> {
    const form = this.form;
    if (!form || (this.field?.value.trim().length ?? 0) < SHORTEST) return;
    this.asking?.abort();
    this.asking = new AbortController();
    const values = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
    const address = `${form.action}?${new URLSearchParams(values)}`;
    try {
      const page = new DOMParser().parseFromString(await getPiece(address, this.asking.signal), "text/html");
      for (const part of this.querySelectorAll<HTMLElement>("[data-part]")) {
        const twin = page.querySelector(`[data-part="${part.dataset.part}"]`);
        if (twin) { part.replaceChildren(...twin.childNodes); window.htmx.process(part); }
      }
      history.replaceState(history.state, "", address);
      document.title = page.title;
    } catch { /* Enter asks again, and says what went wrong. */ }
  }
}

customElements.define("k-hits", Hits);
