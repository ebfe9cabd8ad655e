/** `<k-progress src>`: asks each second how far a long job is, until the answer carries `data-done`. */
import { getPiece, show } from "./server";

class Progress extends HTMLElement {
  private waiting?: number;

  connectedCallback(): void { this.wait(); }
  disconnectedCallback(): void { clearTimeout(this.waiting); }

  private wait(): void {
    clearTimeout(this.waiting);
    if (!this.querySelector("[data-done]")) this.waiting = window.setTimeout(() => void this.ask(), 1000);
  }

  private async ask(): Promise<void> {
    try {
      const html = await getPiece(this.getAttribute("src") ?? "");
      if (this.isConnected) show(this, html);
    } catch { /* The line may be gone for a while; ask again. */ }
    if (this.isConnected) this.wait();
  }
}

customElements.define("k-progress", Progress);
