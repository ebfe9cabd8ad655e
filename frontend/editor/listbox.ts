/** A list of choices beside the caret. The focus stays in the text, which says what is chosen. */
import type { EditorView } from "@tiptap/pm/view";
import { icon, make, place, type Host } from "./host";

export interface Choice {
  label: string;
  icon?: string;
  /** Who and where: a second line. */
  about?: string;
  hint?: string;
  /** What to know before choosing, such as who cannot see it. */
  warning?: string;
  choose: () => void;
}

let count = 0;

export class Listbox {
  private readonly box: HTMLElement;
  private readonly id = `choices-${++count}`;
  private choices: Choice[] = [];
  private at = 0;
  private where: (() => DOMRect) | null = null;

  constructor(private readonly host: Host, private readonly view: EditorView) {
    this.box = make("div", { id: this.id, class: "suggestions", role: "listbox", "aria-label": host.words["choices"], hidden: true });
    host.element.append(this.box);
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("[role=option]");
      const at = row ? [...this.box.children].indexOf(row) : -1;
      this.choices[at]?.choose();
    });
    window.addEventListener("scroll", () => this.put(), { capture: true, passive: true, signal: host.signal });
    window.addEventListener("resize", () => this.put(), { signal: host.signal });
  }

  get isOpen(): boolean { return !this.box.hidden; }

  /** Show `choices` at `where`; the first is chosen. `empty` is said when there are none. */
  show(choices: Choice[], where: () => DOMRect, empty = ""): void {
    this.box.removeAttribute("aria-busy");
    this.choices = choices;
    this.where = where;
    this.at = 0;
    if (!choices.length && !empty) { this.hide(); return; }
    this.box.replaceChildren(...(choices.length ? choices.map((choice, at) => this.row(choice, at)) : [make("p", { class: "note" }, empty)]));
    this.box.hidden = false;
    this.view.dom.setAttribute("aria-controls", this.id);
    this.put();
    this.mark();
  }

  /** Others are being asked for: of those that stand here only what fits can still be meant. */
  narrow(fits: (choice: Choice) => boolean): void {
    if (!this.isOpen) return;
    this.box.setAttribute("aria-busy", "true");
    const left = this.choices.filter(fits);
    if (!left.length) { this.hide(); return; }
    if (left.length === this.choices.length) return;
    const chosen = left.indexOf(this.choices[this.at]!);
    this.choices = left;
    this.at = Math.max(0, chosen);
    this.box.replaceChildren(...left.map((choice, at) => this.row(choice, at)));
    this.put();
    this.mark();
  }

  hide(): void {
    this.box.removeAttribute("aria-busy");
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.choices = [];
    this.view.dom.removeAttribute("aria-activedescendant");
    this.view.dom.removeAttribute("aria-controls");
  }

  /** Arrows, Enter and Tab while the list is open; true when the key was ours. */
  key(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) return false;
    const length = this.choices.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!length) return false;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + length) % length;
      this.mark();
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && length) { this.choices[this.at]?.choose(); return true; }
    return false;
  }

  private row(choice: Choice, at: number): HTMLElement {
    const words = make("span", { class: "words" }, make("bdi", {}, choice.label));
    if (choice.about) words.append(make("small", { dir: "auto" }, choice.about));
    if (choice.warning) words.append(make("small", { class: "warning" }, icon(this.host, "warn", "s"), choice.warning));
    const row = make("div", { role: "option", id: `${this.id}-${at}` }, ...(choice.icon ? [icon(this.host, choice.icon)] : []), words);
    if (choice.hint) row.append(make("kbd", {}, choice.hint));
    return row;
  }

  private mark(): void {
    [...this.box.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.at)));
    const row = this.box.children[this.at];
    if (this.choices.length && row) this.view.dom.setAttribute("aria-activedescendant", row.id);
    row?.scrollIntoView({ block: "nearest" });
  }

  private put(): void { if (this.isOpen && this.where) place(this.box, this.where()); }
}
