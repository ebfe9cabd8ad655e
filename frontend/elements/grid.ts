/** `<k-grid cells>`: a server-rendered table one can type in. Arrows, Enter, Tab, Escape, paste, undo; without
 * scripts it stays a table. It is a grid for assistive technology only while somebody works in it. */

import { watchColumns } from "./grid-columns";
import { cellsOf, copied, fromClipboard, OWN, pasted, plainOf, put, TITLE, toClipboard, type Cell, type Copied } from "./grid-cells";
import { askAboutPaste } from "./grid-paste";
import { send, type Change, type Outcome } from "./grid-server";
import { write } from "./grid-writing";
import { Live } from "./live";

const MOST_UNDONE = 50;

/** A cell among all of a table. */
function keyOf(one: { row: string; field: string }): string { return `${one.row} ${one.field}`; }

class Grid extends Live {
  private at: Cell | null = null;
  private from: Cell | null = null;
  private undone: Change[][] = [];
  private said!: HTMLElement;
  private back!: HTMLButtonElement;
  private stopWriting: (() => void) | null = null;
  private isTouchedAgain = false;
  /** What is on its way, by cell: what is written there next goes after it. */
  private readonly sending = new Map<string, Promise<void>>();

  protected live(signal: AbortSignal): void {
    const table = this.table;
    if (!table) return;
    watchColumns(this, table, signal);
    if (!this.hasAttribute("cells")) return;
    this.addBar();
    table.addEventListener("pointerdown", this.onPointer, { signal });
    table.addEventListener("dblclick", (event) => { if (this.cellAt(event.target)) this.write(); }, { signal });
    // Fingers have no keys to begin with: who touches the cell again on which she stands wants to write there.
    table.addEventListener("click", (event) => { if (this.isTouchedAgain && !this.stopWriting && this.cellAt(event.target)) this.write(); }, { signal });
    this.region.addEventListener("keydown", this.onKey, { signal });
    this.region.addEventListener("focusout", this.onLeave, { signal });
    for (const kind of ["copy", "cut"] as const) this.region.addEventListener(kind, this.onCopy, { signal });
    this.region.addEventListener("paste", this.onPaste, { signal });
    signal.addEventListener("abort", () => { this.leave(); this.querySelector(".grid-bar")?.remove(); });
  }

  private get table(): HTMLTableElement | null { return this.querySelector("table"); }
  private get region(): HTMLElement { return this.querySelector<HTMLElement>(".tbl")!; }
  private get cells(): Cell[][] { return cellsOf(this.table!); }
  private words(name: string): string { return this.dataset[name] ?? ""; }

  /** What happened, in words, and a way back. */
  private addBar(): void {
    const bar = document.createElement("div");
    bar.className = "grid-bar";
    this.said = Object.assign(document.createElement("span"), { className: "said", textContent: this.words("help") });
    this.said.setAttribute("role", "status");
    this.back = Object.assign(document.createElement("button"), { type: "button", className: "btn ghost small", textContent: this.words("undo"), disabled: true });
    this.back.addEventListener("click", () => void this.undo());
    bar.append(this.said, this.back);
    this.append(bar);
  }

  private say(sentence: string, bad = false): void {
    this.said.textContent = sentence;
    this.said.classList.toggle("bad", bad);
  }

  private cellAt(target: EventTarget | null): Cell | null {
    const td = (target as Element | null)?.closest?.("td[data-f], tbody th[data-f]");
    return td ? this.cells.flat().find((cell) => cell.td === td) ?? null : null;
  }

  private onPointer = (event: PointerEvent): void => {
    if (event.button || (event.target as Element).closest("a, input, select, textarea, button")) return;
    const cell = this.cellAt(event.target);
    if (!cell) return;
    event.preventDefault();
    this.stopWriting?.();
    this.isTouchedAgain = event.pointerType === "touch" && this.at?.td === cell.td;
    this.go(cell, event.shiftKey);
  };

  /** Stand on `cell`; with `stretch` everything from where one stood before is chosen. */
  private go(cell: Cell, stretch = false): void {
    const table = this.table!;
    table.setAttribute("role", "grid");
    this.unmark();
    this.from = stretch && this.from ? this.from : cell;
    this.at = cell;
    for (const one of this.chosen().flat()) one.td.classList.toggle("in", one.td !== cell.td);
    cell.td.classList.add("at");
    cell.td.tabIndex = -1;
    cell.td.setAttribute("role", cell.field === TITLE ? "rowheader" : "gridcell");
    cell.td.setAttribute("aria-readonly", String(!cell.canWrite));
    cell.td.focus({ preventScroll: false });
    cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private unmark(): void {
    this.querySelectorAll(".at, .in").forEach((td) => td.classList.remove("at", "in"));
  }

  private leave(): void {
    this.stopWriting?.();
    this.unmark();
    this.table?.removeAttribute("role");
    this.querySelectorAll("[role=gridcell], [role=rowheader]").forEach((td) => { td.removeAttribute("role"); td.removeAttribute("tabindex"); td.removeAttribute("aria-readonly"); });
    this.at = this.from = null;
  }

  private onLeave = (event: FocusEvent): void => {
    const to = event.relatedTarget as Element | null;
    if (this.stopWriting || !to || this.contains(to)) return;
    this.leave();
  };

  /** The cells between where one began and where one stands, row by row. */
  private chosen(): Cell[][] {
    const { at, from } = this;
    if (!at || !from) return [];
    const [top, bottom] = [at.y, from.y].sort((a, b) => a - b) as [number, number];
    const [left, right] = [at.x, from.x].sort((a, b) => a - b) as [number, number];
    return this.cells.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  private onKey = (event: KeyboardEvent): void => {
    if (this.stopWriting || event.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    if (modified && event.key.toLowerCase() === "z" && !event.shiftKey) { event.preventDefault(); void this.undo(); return; }
    if (!this.at) { if (event.target === this.region && event.key === "Enter") { event.preventDefault(); this.begin(); } return; }
    if (modified || event.altKey) return;
    const forward = document.dir === "rtl" ? -1 : 1;
    const step = ({ ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [forward, 0], ArrowLeft: [-forward, 0], Home: [-1e6, 0], End: [1e6, 0], PageDown: [0, 10], PageUp: [0, -10] } as Record<string, [number, number]>)[event.key];
    if (step) { event.preventDefault(); this.step(step[0], step[1], event.shiftKey); return; }
    if (event.key === "Tab") { if (this.tab(event.shiftKey ? -1 : 1)) event.preventDefault(); else this.leave(); return; }
    if (event.key === "Escape") { event.preventDefault(); this.leave(); this.region.focus(); return; }
    if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); this.write(); return; }
    if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); this.clear(); return; }
    if (event.key.length === 1 && this.at.canWrite) { event.preventDefault(); this.write(event.key); }
  };

  private begin(): void {
    const first = this.cells.flat()[0];
    if (first) this.go(first);
  }

  private step(dx: number, dy: number, stretch: boolean): void {
    const rows = this.cells;
    const y = Math.max(0, Math.min(rows.length - 1, this.at!.y + dy));
    const row = rows[y]!;
    this.go(row[Math.max(0, Math.min(row.length - 1, this.at!.x + dx))]!, stretch);
  }

  private tab(by: number): boolean {
    const all = this.cells.flat();
    const next = all[all.findIndex((cell) => cell.td === this.at!.td) + by];
    if (next) this.go(next);
    return Boolean(next);
  }

  /** Begin to write in the cell one stands on; `key` is what was typed already. */
  private write(key = ""): void {
    const cell = this.at;
    if (!cell) return;
    if (!cell.canWrite) { this.say(this.words("readonly")); return; }
    this.stopWriting = write(cell, {
      key,
      offered: this.getAttribute("offered") ?? "",
      done: (value, move) => {
        this.stopWriting = null;
        if (value !== undefined) void this.save([{ row: cell.row, field: cell.field, value, was: plainOf(cell) }]);
        if (move === "stay") this.go(cell);
        else if (move === "down") { this.go(cell); this.step(0, 1, false); }
        else if (move === "next" || move === "previous") { this.go(cell); this.tab(move === "next" ? 1 : -1); }
      },
    });
  }

  private clear(): void {
    const changes = this.chosen().flat().filter((cell) => cell.canWrite && cell.field !== TITLE && plainOf(cell) !== null);
    if (changes.length) void this.save(changes.map((cell) => ({ row: cell.row, field: cell.field, value: null, was: plainOf(cell) })));
  }

  private onCopy = (event: ClipboardEvent): void => {
    if (!this.at || this.stopWriting) return;
    event.preventDefault();
    const cells = this.chosen().map((row) => row.map(copied));
    event.clipboardData?.setData("text/plain", toClipboard(cells));
    event.clipboardData?.setData(OWN, JSON.stringify(cells));
    if (event.type === "cut") this.clear();
  };

  private onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain");
    if (!this.at || this.stopWriting || !text) return;
    event.preventDefault();
    void this.paste(fromClipboard(text, event.clipboardData?.getData(OWN) ?? ""));
  };

  private async paste(lines: Copied[][]): Promise<void> {
    const start = this.at!, rows = this.cells, chosen = this.chosen();
    // One value over a stretch fills all of it.
    const single = lines.length === 1 && lines[0]!.length === 1;
    const targets = single && chosen.flat().length > 1
      ? chosen.flat().map((cell) => ({ cell, value: lines[0]![0]! }))
      : lines.flatMap((line, dy) => line.map((value, dx) => ({ cell: rows[start.y + dy]?.[start.x + dx], value })));
    const beyond = targets.filter(({ cell }) => !cell).length;
    const changes: Change[] = targets.flatMap(({ cell, value }) => cell?.canWrite ? [{ row: cell.row, field: cell.field, value: pasted(cell, value), was: plainOf(cell) }] : []);
    const readonly = targets.length - beyond - changes.length;
    if (!changes.length) { this.say(this.words("readonly")); return; }
    const checked = await this.ask(changes, true);
    if (!checked) return;
    const wrong = checked.filter((one) => one.problem);
    if (wrong.length || beyond || readonly) {
      const good = await askAboutPaste(this, checked, { beyond, readonly, title: (row) => this.cells.flat().find((cell) => cell.row === row)?.title ?? "", column: (field) => this.querySelector(`thead [data-f="${field}"] bdi`)?.textContent ?? field });
      // The question took the focus away from the cell; keys are to be heard there again.
      this.go(start);
      if (!good) return;
    }
    const fits = new Set(checked.filter((one) => !one.problem).map(keyOf));
    await this.save(changes.filter((one) => fits.has(keyOf(one))));
  }

  private async ask(changes: Change[], check: boolean): Promise<Outcome[] | null> {
    try {
      const answer = await send(this.getAttribute("cells")!, changes, check);
      if (!answer.error) return answer.cells;
      this.say(answer.error, true);
    } catch {
      this.say(document.body.dataset.wordsFailed ?? "", true);
    }
    return null;
  }

  /** Save `changes` after what was written in the same cells before: of two answers the later one counts, and what one
   * wrote oneself a moment ago is nobody else's. Until then, and where it fails, it is at hand for who writes there again. */
  private save(changes: Change[], remember = true): Promise<boolean> {
    const keys = changes.map(keyOf), before = keys.flatMap((key) => this.sending.get(key) ?? []);
    const known = this.byKey;
    for (const one of changes) {
      const td = known.get(keyOf(one))?.td;
      td?.classList.add("saving");
      if (td && typeof one.value === "string") td.dataset.tried = one.value;
      else td?.removeAttribute("data-tried");
    }
    const saved = before.length ? Promise.all(before).then(() => this.sent(this.asSeenNow(changes), remember)) : this.sent(changes, remember);
    const over = saved.catch(() => false).then(() => { keys.forEach((key) => { if (this.sending.get(key) === over) this.sending.delete(key); }); });
    keys.forEach((key) => this.sending.set(key, over));
    return saved;
  }

  private get byKey(): Map<string, Cell> { return new Map(this.cells.flat().map((cell) => [keyOf(cell), cell])); }

  /** `changes` with what stands in their cells by now. */
  private asSeenNow(changes: Change[]): Change[] {
    const known = this.byKey;
    return changes.map((one) => {
      const cell = known.get(keyOf(one));
      return "was" in one && cell ? { ...one, was: plainOf(cell) } : one;
    });
  }

  /** Whether the server heard it; what it made of each cell is shown. */
  private async sent(changes: Change[], remember: boolean): Promise<boolean> {
    const known = this.byKey;
    const of = (one: { row: string; field: string }) => known.get(keyOf(one));
    const outcomes = await this.ask(changes, false);
    const asked = new Map(changes.map((one) => [keyOf(one), one.value]));
    changes.forEach((one) => of(one)?.td.classList.remove("saving"));
    if (!outcomes) { changes.forEach((one) => of(one)?.td.classList.add("wrong")); return false; }
    const back: Change[] = [];
    for (const one of outcomes) {
      const cell = of(one);
      if (one.problem) { cell?.td.classList.add("wrong"); cell?.td.setAttribute("title", one.problem); cell?.td.setAttribute("aria-invalid", "true"); continue; }
      cell?.td.classList.remove("wrong");
      for (const name of ["title", "aria-invalid"]) cell?.td.removeAttribute(name);
      if (cell?.td.dataset.tried === asked.get(keyOf(one))) cell?.td.removeAttribute("data-tried");
      if (cell) put(cell, one);
      if (!one.waits && asked.has(keyOf(one))) back.push({ row: one.row, field: one.field, value: one.before });
    }
    if (remember && back.length) this.undone = [...this.undone, back].slice(-MOST_UNDONE);
    this.back.disabled = !this.undone.length;
    const wrong = outcomes.find((one) => one.problem);
    this.say(wrong ? wrong.problem : this.words(outcomes.some((one) => one.waits) ? "waits" : "saved"), Boolean(wrong));
    if (this.at && !this.stopWriting && document.activeElement === document.body) this.go(this.at);
    return true;
  }

  private async undo(): Promise<void> {
    // What is still on its way is what one wants back first.
    await Promise.all(this.sending.values());
    const last = this.undone.pop();
    if (!last) return;
    if (!(await this.save(last, false))) this.undone.push(last);
    this.back.disabled = !this.undone.length;
    if (!this.said.classList.contains("bad")) this.say(this.words("undone"));
  }
}

customElements.define("k-grid", Grid);
