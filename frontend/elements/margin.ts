/** Cards beside the words they are about: each as high as its words, none over another, the open one exactly. */

const GAP = 10;
/** From here on there is a margin (as in annotations.css). */
const WIDE = matchMedia("(min-width: 72.0625rem)");

interface Card { talk: HTMLElement; range: Range }

export class Margin {
  private cards: Card[] = [];
  private frame = 0;
  private sizes = new ResizeObserver(() => this.later());

  constructor(private article: HTMLElement, signal: AbortSignal) {
    WIDE.addEventListener("change", () => this.later(), { signal });
    signal.addEventListener("abort", () => { cancelAnimationFrame(this.frame); this.sizes.disconnect(); this.free(); });
  }

  /** Whether there is room beside the text. */
  get isWide(): boolean { return WIDE.matches && !!this.article.closest(".commented"); }

  hold(cards: Card[]): void {
    this.sizes.disconnect();
    this.cards = cards;
    this.sizes.observe(this.article);
    for (const { talk } of cards) this.sizes.observe(talk);
    this.place();
  }

  later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.place());
  }

  private place(): void {
    if (!this.isWide) return this.free();
    const top = this.article.getBoundingClientRect().top;
    const wanted = this.cards.map(({ range }) => Math.max(0, range.getBoundingClientRect().top - top));
    const heights = this.cards.map(({ talk }) => talk.offsetHeight);
    const tops = stacked(wanted, heights, this.cards.findIndex(({ talk }) => talk.classList.contains("is-shown")));
    this.cards.forEach(({ talk }, at) => {
      talk.classList.add("in-margin");
      talk.style.setProperty("--at", `${tops[at]!}px`);
    });
    const end = this.cards.length ? tops.at(-1)! + heights.at(-1)! : 0;
    this.article.style.setProperty("--room", `${Math.ceil(end)}px`);
  }

  /** Back to where they stand without a margin: under the text. */
  private free(): void {
    for (const { talk } of this.cards) {
      talk.classList.remove("in-margin");
      talk.style.removeProperty("--at");
    }
    this.article.style.removeProperty("--room");
  }
}

/** Where boxes stand that want to be at `wanted`, in order, with a gap between them; `exact` stands where it
 * wants to, and the others make room for it. */
export function stacked(wanted: number[], heights: number[], exact: number): number[] {
  const tops = [...wanted];
  for (let at = exact - 1; at >= 0; at--) tops[at] = Math.min(tops[at]!, tops[at + 1]! - GAP - heights[at]!);
  for (let at = 0; at < tops.length; at++) {
    const free = at ? tops[at - 1]! + heights[at - 1]! + GAP : 0;
    // What would stand above the page pushes the rest down after all.
    tops[at] = Math.max(tops[at]!, free);
  }
  return tops;
}
