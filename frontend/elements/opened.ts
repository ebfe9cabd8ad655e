/** `<k-opened data-first>` under the hits of a search: tells which hit was opened, without holding the link up,
    and asks under that hit whether it helped when its reader comes back. */
import { Live } from "./live";

const KEY = "practica.opened";

class Opened extends Live {
  protected live(signal: AbortSignal): void {
    document.addEventListener("click", this.onOpen, { signal, capture: true });
    document.addEventListener("auxclick", this.onOpen, { signal, capture: true });
    // Back by the browser's own memory runs nothing but this.
    window.addEventListener("pageshow", this.ask, { signal });
    this.ask();
  }

  private get hits(): Element[] { return [...(this.closest("[data-part]") ?? document).querySelectorAll(".hit")]; }

  private tell(position: number, helpful = ""): boolean {
    const form = this.querySelector("form");
    if (!form) return false;
    const data = new FormData(form);
    data.set("position", String(position));
    if (helpful) data.set("helpful", helpful);
    return navigator.sendBeacon(form.action, data);
  }

  private onOpen = (event: MouseEvent): void => {
    const link = event.button < 2 ? (event.target as Element).closest?.(".hit :is(h2, h3) a") : null;
    const at = link ? this.hits.indexOf(link.closest(".hit")!) : -1;
    if (at < 0) return;
    this.tell(Number(this.dataset["first"]) + at);
    sessionStorage.setItem(KEY, `${at} ${location.search}`);
  };

  private ask = (): void => {
    const kept = sessionStorage.getItem(KEY) ?? "", at = Number.parseInt(kept, 10);
    if (kept !== `${at} ${location.search}`) return;
    sessionStorage.removeItem(KEY);
    const asked = this.querySelector("template")?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!asked) return;
    asked.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (!button || !this.tell(Number(this.dataset["first"]) + at, button.value)) return;
      asked.querySelectorAll("button").forEach((one) => one.remove());
      asked.querySelector("[role=status]")?.removeAttribute("hidden");
    });
    this.hits[at]?.append(asked);
  };
}

customElements.define("k-opened", Opened);
