/** `<k-preview src field>`: two tabs over a text field, write and preview. */
import { Live } from "./live";
import { post, show, words } from "./server";

class Preview extends Live {
  private tabs: HTMLButtonElement[] = [];

  protected live(): void {
    // A morph to another page may have taken the field there already.
    const field = this.querySelector("textarea");
    if (!field) return;
    this.querySelectorAll(":scope > .tabs, :scope > [data-preview]").forEach((made) => made.remove());
    const row = Object.assign(document.createElement("div"), { className: "tabs" });
    row.setAttribute("role", "tablist");
    this.tabs = [this.dataset["write"] ?? "Write", this.dataset["read"] ?? "Preview"].map((label, index) => {
      const tab = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      tab.setAttribute("role", "tab");
      tab.addEventListener("click", () => void this.choose(index));
      return tab;
    });
    row.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      const other = this.tabs.find((tab) => tab !== document.activeElement);
      other?.focus();
      other?.click();
    });
    row.append(...this.tabs);
    this.prepend(row);
    const out = Object.assign(document.createElement("div"), { className: "prose small", hidden: true });
    out.dataset["preview"] = "";
    out.setAttribute("role", "tabpanel");
    this.append(out);
    // A snapshot of the page may have been taken while the preview was shown.
    field.hidden = false;
    this.mark(0);
  }

  private mark(chosen: number): void {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    });
  }

  private async choose(chosen: number): Promise<void> {
    const text = this.querySelector("textarea")!;
    const out = this.querySelector<HTMLElement>("[data-preview]")!;
    this.mark(chosen);
    text.hidden = chosen === 1;
    out.hidden = chosen === 0;
    if (chosen === 0) { text.focus(); return; }
    const data = new FormData();
    data.append(this.getAttribute("field") ?? "body", text.value);
    try {
      const answer = await post(this.getAttribute("src") ?? "", data, this.closest("form"));
      if (!answer.ok) throw new Error(String(answer.status));
      show(out, await answer.text());
    } catch { out.textContent = words("Failed"); }
  }
}

customElements.define("k-preview", Preview);
