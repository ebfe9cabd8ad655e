/** `<k-comments src count write>`: talks beside the words they are about. Selected words can be commented on. */
import { Live } from "./live";
import { Margin } from "./margin";
import { getPiece, show } from "./server";

interface Spot { node: Text; offset: number }
/** A text with single blanks, and for each of its characters where it stands on the page. */
interface Flat { text: string; spots: Spot[] }

const AROUND = 60;
const LONGEST = 1000;

class Comments extends Live {
  private button?: HTMLButtonElement;
  private chosen?: Range;
  private found = new Map<string, Range>();
  private margin?: Margin;

  protected live(signal: AbortSignal): void {
    signal.addEventListener("abort", () => this.tidy());
    const article = this.closest<HTMLElement>(".reader > article");
    if (article) this.margin = new Margin(article, signal);
    if (Number(this.getAttribute("count"))) void this.fetch(signal);
    const text = this.text;
    if (!text) return;
    text.addEventListener("click", (event) => this.open(event), { signal });
    this.addEventListener("focusin", (event) => this.choose(talkOf(event)), { signal });
    this.addEventListener("pointerover", (event) => this.light(talkOf(event)), { signal });
    this.addEventListener("pointerleave", () => this.light(this.shown), { signal });
    this.addEventListener("keydown", (event) => this.walk(event), { signal });
    // Before the link is followed, by the browser or as a boosted visit.
    document.addEventListener("click", (event) => this.toFirst(event), { signal, capture: true });
    if (!this.hasAttribute("write")) return;
    document.addEventListener("selectionchange", () => this.offer(), { signal });
    // Words may have been selected while this was on its way.
    this.offer();
    document.addEventListener("keydown", (event) => {
      if (event.altKey && event.ctrlKey && event.key.toLowerCase() === "m" && this.chosen) { event.preventDefault(); this.ask(); }
    }, { signal });
    this.dialog?.querySelector("[data-close]")?.addEventListener("click", () => this.dialog?.close(), { signal });
  }

  private get text(): HTMLElement | null { return document.querySelector<HTMLElement>("article > .prose, .thread .prose"); }
  private get dialog(): HTMLDialogElement | null { return this.querySelector("dialog.comment-dialog"); }
  private get sheet(): HTMLDialogElement | null { return this.querySelector("dialog.sheet"); }
  private get shown(): HTMLElement | null { return this.querySelector<HTMLElement>(".talk.is-shown"); }

  private tidy(): void {
    this.button?.remove();
    delete this.button;
    delete this.margin;
    this.found.clear();
    CSS.highlights?.delete("comments");
    CSS.highlights?.delete("comment-shown");
  }

  private async fetch(signal: AbortSignal): Promise<void> {
    const place = this.querySelector<HTMLElement>("[data-talks]");
    if (!place) return;
    // The link that is there already leads to the same on a page of its own.
    try { show(place, await getPiece(this.getAttribute("src") ?? "", signal)); } catch { return; }
    this.mark();
    const here = location.hash.startsWith("#comment-") ? document.getElementById(location.hash.slice(1)) : null;
    if (here) this.lead(here);
  }

  /** Light up the words open talks are about. The page itself stays as it is. */
  private mark(): void {
    const text = this.text;
    if (!text || !CSS.highlights) return;
    const flat = flatten(text);
    for (const talk of this.querySelectorAll<HTMLElement>("[data-exact]")) {
      const range = rangeOf(flat, talk.dataset["exact"]!, talk.dataset["prefix"] ?? "", talk.dataset["suffix"] ?? "");
      if (!range) continue;
      this.found.set(talk.id, range);
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn ghost small to-words", textContent: this.dataset["show"] ?? "" });
      button.addEventListener("click", () => this.reveal(talk, range));
      talk.querySelector(".acts")?.append(button);
    }
    CSS.highlights.set("comments", new Highlight(...this.found.values()));
    this.margin?.hold([...this.found].map(([id, range]) => ({ talk: document.getElementById(id)!, range })));
  }

  private reveal(talk: HTMLElement, range: Range): void {
    this.sheet?.close();
    this.choose(talk);
    const box = range.getBoundingClientRect();
    scrollTo({ top: scrollY + box.top - innerHeight / 3 });
  }

  /** One talk is open at a time: it stands exactly beside its words, which are lit more. */
  private choose(talk: HTMLElement | null): void {
    if (!talk || talk === this.shown) return;
    this.shown?.classList.remove("is-shown");
    talk.classList.add("is-shown");
    this.light(talk);
    this.margin?.later();
  }

  private light(talk: HTMLElement | null): void {
    const range = talk && this.found.get(talk.id);
    if (range) CSS.highlights.set("comment-shown", new Highlight(range));
    else CSS.highlights?.delete("comment-shown");
  }

  /** Up and down go from card to card; Escape closes the one that is open. */
  private walk(event: KeyboardEvent): void {
    const talk = event.target as HTMLElement;
    if (!talk.matches(".talk[data-exact]")) return;
    if (event.key === "Escape") { talk.classList.remove("is-shown"); this.light(null); this.margin?.later(); }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const cards = [...this.querySelectorAll<HTMLElement>(".talk[data-exact]")], next = cards[cards.indexOf(talk) + step];
    if (!step || !next) return;
    event.preventDefault();
    next.focus();
  }

  private toFirst(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target as Element).closest("[data-comments-count]")) return;
    const first = this.querySelector<HTMLElement>(".talk[data-exact]") ?? this.querySelector<HTMLElement>(".talk");
    if (!first) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.lead(first);
  }

  /** A click on lit words leads to what is said about them. */
  private open(event: MouseEvent): void {
    if (!getSelection()?.isCollapsed || (event.target as Element).closest("a, button, summary")) return;
    for (const [id, range] of this.found)
      for (const box of range.getClientRects())
        if (event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom) {
          const talk = document.getElementById(id);
          if (talk && this.margin && !this.margin.isWide) this.lift(talk);
          else if (talk) this.lead(talk);
          return;
        }
  }

  private lead(talk: HTMLElement): void {
    talk.closest("details")?.setAttribute("open", "");
    this.choose(talk);
    talk.scrollIntoView({ block: this.margin?.isWide ? "nearest" : "center" });
    talk.focus({ preventScroll: true });
  }

  /** Where there is no margin, what is said comes up over the text, and goes back under it. */
  private lift(talk: HTMLElement): void {
    const sheet = this.sheet;
    if (!sheet) return this.lead(talk);
    const stood = document.createComment("");
    talk.replaceWith(stood);
    sheet.append(talk);
    this.choose(talk);
    sheet.addEventListener("close", () => { stood.replaceWith(talk); talk.classList.remove("is-shown"); this.light(null); }, { once: true });
    sheet.showModal();
  }

  /** Offer to comment while words of the text are selected. */
  private offer(): void {
    const selection = getSelection(), text = this.text;
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    const words = selection?.toString().trim() ?? "";
    if (!range || !text || range.collapsed || !text.contains(range.commonAncestorContainer) || words.length < 2 || words.length > LONGEST) {
      if (document.activeElement !== this.button) this.button?.remove();
      delete this.chosen;
      return;
    }
    this.chosen = range.cloneRange();
    this.button ??= this.make();
    const box = range.getBoundingClientRect();
    this.button.style.insetBlockStart = `${scrollY + box.bottom + 6}px`;
    this.button.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - 140))}px`;
    if (!this.button.isConnected) document.body.append(this.button);
  }

  private make(): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn primary small comment-here", textContent: this.dataset["comment"] ?? "" });
    // The selection must outlive the press.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.ask());
    return button;
  }

  private ask(): void {
    const dialog = this.dialog, text = this.text;
    if (!dialog || !text || !this.chosen) return;
    const flat = flatten(text), at = wholeWords(flat.text, placeOf(flat, this.chosen));
    const form = dialog.querySelector("form")!;
    const set = (name: string, value: string): void => { (form.elements.namedItem(name) as HTMLInputElement).value = value; };
    const quote = flat.text.slice(at.start, at.end).trim();
    if (!quote) return;
    set("quote", quote);
    set("prefix", flat.text.slice(Math.max(0, at.start - AROUND), at.start));
    set("suffix", flat.text.slice(at.end, at.end + AROUND));
    dialog.querySelector("[data-quote]")!.textContent = quote;
    this.button?.remove();
    dialog.showModal();
    form.querySelector("textarea")!.focus();
  }
}

const talkOf = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>(".talk");

/** Words of different blocks stand apart, as they do in what the server compares with. */
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, pre, blockquote, div, tr, br, summary";

function flatten(root: HTMLElement): Flat {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), spots: Spot[] = [];
  let text = "", block: Element | null = null;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const own = node.parentElement!.closest(BLOCKS);
    const apart = own !== block || node.previousSibling?.nodeName === "BR";
    block = own;
    const data = node.data;
    for (let offset = 0; offset < data.length; offset++) {
      const blank = /\s/.test(data[offset]!);
      if ((blank || (apart && offset === 0)) && text && !text.endsWith(" ")) { text += " "; spots.push({ node, offset }); }
      if (!blank) { text += data[offset]; spots.push({ node, offset }); }
    }
  }
  return { text, spots };
}

function rangeOf(flat: Flat, exact: string, prefix: string, suffix: string): Range | undefined {
  let best = -1, score = -1;
  for (let at = flat.text.indexOf(exact); at >= 0; at = flat.text.indexOf(exact, at + 1)) {
    const same = Number(flat.text.slice(0, at).trimEnd().endsWith(prefix.trim().slice(-12))) + Number(flat.text.slice(at + exact.length).trimStart().startsWith(suffix.trim().slice(0, 12)));
    if (same > score) { best = at; score = same; }
  }
  const first = flat.spots[best], last = flat.spots[best + exact.length - 1];
  if (!first || !last) return undefined;
  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return range;
}

function placeOf(flat: Flat, range: Range): { start: number; end: number } {
  let start = flat.spots.length, end = 0;
  flat.spots.forEach((spot, at) => {
    if (!range.isPointInRange(spot.node, spot.offset) || range.comparePoint(spot.node, spot.offset + 1) > 0) return;
    start = Math.min(start, at);
    end = at + 1;
  });
  return { start, end };
}

/** Half a word at either end is meant as the word. */
function wholeWords(text: string, at: { start: number; end: number }): { start: number; end: number } {
  let { start, end } = at;
  while (start > 0 && /[\p{L}\p{N}]{2}/u.test(text.slice(start - 1, start + 1))) start--;
  while (end < text.length && /[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1))) end++;
  return { start, end };
}

customElements.define("k-comments", Comments);
