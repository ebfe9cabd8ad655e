/** `<k-fields src data-saved data-failed>`: where a page is written by several at once, its fields are saved as they are left, too. */
import { Live } from "./live";
import { post } from "./server";

interface Answer { was: string; errors: Record<string, string> }

class Fields extends Live {
  private waiting = Promise.resolve();

  protected live(signal: AbortSignal): void {
    // One after the other: the second has to know what the first made of it.
    this.addEventListener("change", () => { this.waiting = this.waiting.then(() => this.save()); }, { signal });
  }

  private async save(): Promise<void> {
    const data = new FormData();
    for (const input of this.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name^='f-']"))
      if (!(input instanceof HTMLInputElement && input.type === "checkbox" && !input.checked)) data.append(input.name, input.value);
    const said = this.querySelector("[data-fields-status]");
    try {
      const answer = await post(this.getAttribute("src") ?? "", data, this.closest("form"));
      const told = await answer.json() as Answer;
      const was = this.querySelector<HTMLInputElement>("[name='f--was']");
      if (was && told.was) was.value = told.was;
      this.mark(told.errors ?? {});
      if (said) said.textContent = answer.ok ? this.dataset.saved ?? "" : "";
    } catch { if (said) said.textContent = this.dataset.failed ?? ""; }
  }

  /** Each problem beside its field; the words are the server's. */
  private mark(errors: Record<string, string>): void {
    this.querySelectorAll(".field-error").forEach((one) => one.remove());
    this.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const [name, sentence] of Object.entries(errors)) {
      const control = this.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
      if (!control) continue;
      const row = Object.assign(document.createElement("div"), { className: "field-error", id: `${control.id}_error`, textContent: sentence });
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", row.id);
      control.closest(".field")?.append(row);
    }
  }
}

customElements.define("k-fields", Fields);
