/** What every element with behaviour stands on: it sets itself up when it appears, and again after a morph.
 *
 * A boosted visit turns the element of one page into that of the next without disconnecting it: nodes it had
 * added are gone, nodes it listened to may be others. So `live` must be repeatable, and everything it starts
 * ends with `signal`. */
export abstract class Live extends HTMLElement {
  private ending?: AbortController;

  connectedCallback(): void {
    document.addEventListener("htmx:finally:swap", this.onSwap);
    this.restart();
  }

  disconnectedCallback(): void {
    document.removeEventListener("htmx:finally:swap", this.onSwap);
    this.ending?.abort();
  }

  /** Set up for the page as it is now. */
  protected abstract live(signal: AbortSignal): void;

  private restart(): void {
    this.ending?.abort();
    this.ending = new AbortController();
    this.live(this.ending.signal);
  }

  private onSwap = (event: Event): void => {
    const place = (event as CustomEvent<{ ctx?: { target?: unknown } }>).detail?.ctx?.target;
    if (place instanceof Element && place !== this && place.contains(this)) this.restart();
  };
}
