/** `<k-theme>`: light, dark or like the device; changes at once and is remembered by the server. */
import { Live } from "./live";
import { post, toast, words } from "./server";

class Theme extends Live {
  protected live(signal: AbortSignal): void { this.addEventListener("submit", this.onSubmit, { capture: true, signal }); }

  private onSubmit = (event: SubmitEvent): void => {
    const pressed = event.submitter as HTMLButtonElement | null;
    const form = event.target as HTMLFormElement;
    if (!pressed) return;
    event.preventDefault();
    // Before the form hears of it: htmx would send it as well.
    event.stopPropagation();
    const before = document.documentElement.dataset["theme"] ?? "";
    this.wear(pressed.value);
    const data = new FormData(form);
    data.set("theme", pressed.value);
    post(form.action, data, form)
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); })
      .catch(() => { this.wear(before); toast(words("Failed")); });
  };

  private wear(theme: string): void {
    if (theme) document.documentElement.dataset["theme"] = theme;
    else delete document.documentElement.dataset["theme"];
    this.querySelectorAll<HTMLButtonElement>("button[name=theme]").forEach((button) => button.setAttribute("aria-pressed", String(button.value === theme)));
  }
}

customElements.define("k-theme", Theme);
