/** `<k-seen src delay>`: tells the server once that this was read, when it really was on screen. */
import { post } from "./server";

class Seen extends HTMLElement {
  static observedAttributes = ["src"];
  private waiting?: number;
  private told = "";

  connectedCallback(): void { document.addEventListener("visibilitychange", this.wait); this.wait(); }
  disconnectedCallback(): void { document.removeEventListener("visibilitychange", this.wait); clearTimeout(this.waiting); }
  /** Morphing turns one page's element into the next one's. */
  attributeChangedCallback(): void { if (this.isConnected) this.wait(); }

  private wait = (): void => {
    clearTimeout(this.waiting);
    const src = this.getAttribute("src") ?? "";
    if (document.hidden || !src || src === this.told) return;
    const seconds = Number(this.getAttribute("delay") ?? 1);
    this.waiting = window.setTimeout(() => {
      this.told = src;
      post(src, new FormData()).catch(() => { this.told = ""; });
    }, seconds * 1000);
  };
}

customElements.define("k-seen", Seen);
