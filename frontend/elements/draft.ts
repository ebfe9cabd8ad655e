/** `<k-draft src person>`: what is typed is kept on this device at once and on the server a second later. Several
    people may use the device: each finds her own. */
import { Live } from "./live";
import { afterPause, post, words } from "./server";

interface Copy { values: [string, string][]; sent: boolean }

class Draft extends Live {
  private retry?: number;
  private isSent = false;
  private later = (): void => {};

  protected live(signal: AbortSignal): void {
    // What was typed a moment before the page changed is on this device; it must not go to the new page's draft.
    this.later = afterPause(() => { if (!signal.aborted) void this.save(); }, 1000);
    signal.addEventListener("abort", () => clearTimeout(this.retry));
    this.restore();
    this.form?.addEventListener("input", this.onInput, { signal });
    this.form?.addEventListener("submit", this.onSubmit, { signal });
  }

  private get form(): HTMLFormElement | null { return this.closest("form") ?? this.querySelector("form"); }
  private get key(): string { return `draft:${this.getAttribute("person")} ${this.getAttribute("src")}`; }

  private values(): [string, string][] {
    const all = this.form ? [...new FormData(this.form)] : [];
    return all.filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[0] !== "csrfmiddlewaretoken");
  }

  private keep(sent: boolean): void {
    try { localStorage.setItem(this.key, JSON.stringify({ values: this.values(), sent } satisfies Copy)); } catch { /* Full or private: the server has it. */ }
  }

  /** A draft that is gone on with was once begun: what its beginning left behind is its own, and nobody else's. */
  private inherit(): void {
    const begun = this.key.replace(/\?draft=.*/, ""), left = begun === this.key ? null : localStorage.getItem(begun);
    if (!left || localStorage.getItem(this.key)) return;
    const mine = new FormData(this.form!).get("draft");
    if (!(JSON.parse(left) as Copy).values.some(([name, value]) => name === "draft" && value === mine)) return;
    localStorage.setItem(this.key, left);
    localStorage.removeItem(begun);
  }

  /** A copy that never reached the server comes back; one that was sent is only in the way. */
  private restore(): void {
    if (this.form) this.inherit();
    const stored = localStorage.getItem(this.key);
    if (!stored || !this.form) return;
    const copy = JSON.parse(stored) as Copy;
    const refused = this.form.querySelector("[aria-invalid=true]");
    if (copy.sent && !refused) { localStorage.removeItem(this.key); return; }
    for (const [name, value] of copy.values) {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) field.value = value;
      // It goes on being the draft it was: kept under another name there would be two of it.
      else if (name === "draft" && value && field instanceof HTMLInputElement) field.value = value;
    }
    this.later();
  }

  // A text that several people write at once is nobody's draft: the editor says when that is so.
  private onInput = (): void => { if (this.hasAttribute("paused")) return; this.isSent = false; this.keep(false); this.later(); };
  // What is on its way to be saved is no draft any more: kept a moment later it would outlive the saving.
  private onSubmit = (): void => { this.isSent = true; clearTimeout(this.retry); this.keep(true); };

  private async save(): Promise<void> {
    clearTimeout(this.retry);
    if (!this.isConnected || !this.form || this.isSent) return;
    const kept = JSON.stringify(this.values());
    const data = new FormData();
    for (const [name, value] of this.values()) data.append(name, value);
    let saved = false;
    // Who is signed out meanwhile is led to the door, and that page is there.
    try { const answer = await post(this.getAttribute("src") ?? "", data, this.form); saved = answer.ok && !answer.redirected; } catch { /* Offline: said below. */ }
    // What was typed meanwhile is kept in a moment: until then not all is.
    const isAll = kept === JSON.stringify(this.values());
    if (!saved || isAll) this.say(saved);
    if (saved && isAll) this.dispatchEvent(new Event("draft:saved"));
    if (!saved && !this.isSent) this.retry = window.setTimeout(() => void this.save(), 5000);
    else if (isAll) localStorage.removeItem(this.key);
  }

  private say(saved: boolean): void {
    const status = (this.form ?? this).querySelector("[data-status]") ?? this.querySelector("[data-status]");
    status?.classList.toggle("off", !saved);
    if (status) status.textContent = words(saved ? "Saved" : "Kept");
  }
}

customElements.define("k-draft", Draft);
