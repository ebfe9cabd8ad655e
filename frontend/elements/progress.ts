/** `<k-progress src>`: asks each second how far a long job is, until the answer carries `data-done`. */
import { Live } from "./live";
import { getPiece, show } from "./server";

class Progress extends Live {
  private waiting?: number;

  protected live(signal: AbortSignal): void {
    signal.addEventListener("abort", () => clearTimeout(this.waiting));
    this.wait(signal);
  }

  private wait(signal: AbortSignal): void {
    if (!this.querySelector("[data-done]")) this.waiting = window.setTimeout(() => void this.ask(signal), 1000);
  }

  private async ask(signal: AbortSignal): Promise<void> {
    try { show(this, await getPiece(this.getAttribute("src") ?? "", signal)); } catch { /* The line may be gone for a while; ask again. */ }
    if (!signal.aborted) this.wait(signal);
  }
}

customElements.define("k-progress", Progress);
