/** `<k-suggest src field>`: similar things shown while one types, so that nothing is asked twice. */
import { Live } from "./live";
import { afterPause, getPiece, show } from "./server";

class Suggest extends Live {
  private asking?: AbortController;
  private readonly later = afterPause(() => void this.ask(), 250);

  protected live(signal: AbortSignal): void {
    this.input?.addEventListener("input", this.later, { signal });
    signal.addEventListener("abort", () => this.asking?.abort());
  }

  private get input(): HTMLInputElement | null {
    const field = (this.closest("form") ?? this.querySelector("form"))?.elements.namedItem(this.getAttribute("field") ?? "title");
    return field as HTMLInputElement | null;
  }

  private async ask(): Promise<void> {
    const typed = this.input?.value.trim() ?? "";
    const out = this.querySelector("[data-out]") ?? this;
    this.asking?.abort();
    if (typed.length < 4) { out.replaceChildren(); return; }
    this.asking = new AbortController();
    const url = new URL(this.getAttribute("src") ?? "", location.href);
    url.searchParams.set("q", typed);
    try { show(out, await getPiece(url.href, this.asking.signal)); } catch { /* Suggestions are a courtesy. */ }
  }
}

customElements.define("k-suggest", Suggest);
