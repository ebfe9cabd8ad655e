/** `<k-menu>`: arrows inside a native popover, and its place where anchors are unknown. */

import { Live } from "./live";

class Menu extends Live {
  private get pop(): HTMLElement | null { return this.querySelector("[popover]"); }
  private get items(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>(".pop a[href], .pop button:not(:disabled)")]; }

  protected live(signal: AbortSignal): void {
    this.addEventListener("keydown", this.onKey, { signal });
    this.pop?.addEventListener("toggle", this.onToggle, { signal });
    this.pop?.addEventListener("click", this.onClick, { signal });
  }

  private onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState !== "open") return;
    if (!CSS.supports("position-area", "block-end")) this.place();
    this.items[0]?.focus({ focusVisible: false } as FocusOptions);
  };

  /** A link has been followed, though a download or a copy leaves the page where it is. */
  private onClick = (event: Event): void => {
    if ((event.target as Element).closest("a[href]")) this.pop?.hidePopover();
  };

  private onKey = (event: KeyboardEvent): void => {
    const items = this.items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowDown" && at < 0) { this.pop?.showPopover(); event.preventDefault(); return; }
    if (at < 0) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[(next + items.length) % items.length]?.focus();
  };

  private place(): void {
    const button = this.querySelector("button");
    if (!button || !this.pop) return;
    const box = button.getBoundingClientRect();
    const width = this.pop.offsetWidth;
    const startSide = this.pop.classList.contains("at-start") !== (document.dir === "rtl");
    const left = startSide ? box.left : box.right - width;
    this.pop.style.top = `${Math.min(box.bottom + 4, innerHeight - this.pop.offsetHeight - 8)}px`;
    this.pop.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  }
}

customElements.define("k-menu", Menu);
