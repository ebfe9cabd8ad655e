/** `<k-toc>`: marks the heading one is reading in the list of contents. */

import { Live } from "./live";

class Toc extends Live {
  private frame = 0;

  protected live(signal: AbortSignal): void {
    addEventListener("scroll", this.onScroll, { passive: true, signal });
    signal.addEventListener("abort", () => cancelAnimationFrame(this.frame));
    this.mark();
  }

  private onScroll = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.mark());
  };

  private mark(): void {
    const links = [...this.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
    let current: HTMLAnchorElement | undefined;
    for (const link of links) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top < 130) current = link;
    }
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
    if (end) current = links.at(-1);
    links.forEach((link) => link === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  }
}

customElements.define("k-toc", Toc);
