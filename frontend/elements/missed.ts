/** `<k-missed>` around the form under a search: tells, without a name, of a search that found nothing, and of
    hits left without opening one. Turning to the next search takes the latter back. */
import { post } from "./server";

const LEFT = "practica.left", SECOND_THOUGHTS = 5 * 60_000;

class Missed extends HTMLElement {
  private done = "";
  private settled = false;

  connectedCallback(): void {
    this.takeBack();
    this.begin();
    document.addEventListener("click", this.used, { capture: true });
    document.addEventListener("auxclick", this.used, { capture: true });
    document.addEventListener("submit", this.submitted, { capture: true });
    window.addEventListener("pagehide", this.left);
    document.addEventListener("htmx:finally:swap", this.begin);
  }

  disconnectedCallback(): void {
    this.left();
    document.removeEventListener("click", this.used, { capture: true });
    document.removeEventListener("auxclick", this.used, { capture: true });
    document.removeEventListener("submit", this.submitted, { capture: true });
    window.removeEventListener("pagehide", this.left);
    document.removeEventListener("htmx:finally:swap", this.begin);
  }

  private get found(): boolean { return this.hasAttribute("data-found"); }
  private get form(): HTMLFormElement | null { return this.querySelector("form"); }

  /** Another search may come into the same element by morphing: each is told of once. */
  private begin = (): void => {
    const asked = location.search;
    if (!this.isConnected || asked === this.done) return;
    this.done = asked;
    this.settled = false;
    if (!this.found) this.tell("nothing_found");
  };

  private tell(kind: string): void {
    const form = this.form;
    if (!form) return;
    const data = new FormData(form);
    for (const own of ["for", "tell", "remember"]) data.delete(own);
    data.set("kind", kind);
    if (kind === "nothing_found") void post(form.action, data, form).catch(() => undefined);
    else if (navigator.sendBeacon(form.action, data)) sessionStorage.setItem(LEFT, String(Date.now()));
  }

  /** A hit, an answer or a filter was used: whatever comes now, she did not give up. */
  private used = (event: Event): void => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href], button");
    if (!link) return;
    const onwards = link instanceof HTMLAnchorElement && link.pathname === location.pathname;
    if (onwards || link.closest(".hits, #answer, .aside, .facets, .missed")) this.settled = true;
  };

  private submitted = (event: Event): void => {
    const to = new URL((event.target as HTMLFormElement).action, location.href);
    if (to.pathname === location.pathname || this.contains(event.target as Node)) this.settled = true;
  };

  private left = (): void => {
    if (!this.found || this.settled) return;
    this.settled = true;
    this.tell("abandoned");
  };

  private takeBack(): void {
    const at = Number(sessionStorage.getItem(LEFT) ?? 0);
    if (!at) return;
    sessionStorage.removeItem(LEFT);
    if (Date.now() - at < SECOND_THOUGHTS) void post(this.dataset["again"] ?? "", new FormData(), this).catch(() => undefined);
  }
}

customElements.define("k-missed", Missed);
