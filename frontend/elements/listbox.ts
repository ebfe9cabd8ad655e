/** Arrows through a list of suggestions while the focus stays in the field (a combobox). */

export class Listbox {
  private at = -1;

  constructor(private readonly field: HTMLInputElement, private readonly out: HTMLElement, signal: AbortSignal) {
    field.addEventListener("keydown", this.onKey, { signal });
  }

  /** New suggestions came: start above the first. */
  refresh(): void {
    this.at = -1;
    this.options.forEach((option, index) => { option.id ||= `option-${index}`; option.setAttribute("aria-selected", "false"); });
    this.field.setAttribute("aria-expanded", String(this.options.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  private get options(): HTMLElement[] { return [...this.out.querySelectorAll<HTMLElement>("[role=option]")]; }

  private onKey = (event: KeyboardEvent): void => {
    const options = this.options;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.at + step + options.length + (this.at < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      const option = options[this.at];
      (option?.querySelector("a") ?? option)?.click();
    }
  };

  private mark(at: number): void {
    this.at = at;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = this.options[at];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  }
}
