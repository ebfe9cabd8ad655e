/** `<k-toc>`: marks the heading one is reading in the list of contents. */

class Toc extends HTMLElement {
  private frame = 0;

  connectedCallback(): void { addEventListener("scroll", this.onScroll, { passive: true }); this.mark(); }
  disconnectedCallback(): void { removeEventListener("scroll", this.onScroll); cancelAnimationFrame(this.frame); }

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
export {};
