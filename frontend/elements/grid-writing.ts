/** Writing in one cell: the control its kind needs, and how one leaves it. */

import { cover, plainOf, timeOf, type Cell } from "./grid-cells";
import { pick } from "./grid-picking";

export type Move = "stay" | "down" | "next" | "previous" | "none";
export interface Writing {
  key: string;
  offered: string;
  /** Called once; `value` is undefined when nothing changed. */
  done: (value: unknown, move: Move) => void;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const PICKED = ["choices", "people", "relation"];

/** Put a control into `cell` and give a function that ends writing as if one had left it. */
export function write(cell: Cell, writing: Writing): () => void {
  const { td } = cell;
  const plain = plainOf(cell);
  let ended = false, uncover = (): void => {};
  const end = (value: unknown, move: Move): void => {
    if (ended) return;
    ended = true;
    uncover();
    writing.done(value, move);
  };
  if (PICKED.includes(cell.kind)) {
    uncover = cover(td);
    return pick(cell, writing, end);
  }
  const control = controlFor(cell, writing.key);
  // What it shows for what stands there: whoever leaves it so has changed nothing.
  control.value = formOf(cell, plain);
  const kept = control.value;
  begin(cell, control, writing.key);
  control.setAttribute("aria-label", `${cell.label}, ${cell.title}`);
  uncover = cover(td);
  td.append(control);
  control.focus();
  if (control instanceof HTMLInputElement && control.type === "text" && !writing.key) control.select();
  const value = (): unknown => control.value === kept ? undefined : control.value === "" ? null : control.value;
  control.addEventListener("keydown", (event) => {
    const key = (event as KeyboardEvent).key, shift = (event as KeyboardEvent).shiftKey;
    if ((event as KeyboardEvent).isComposing) return;
    event.stopPropagation();
    if (key === "Escape") { event.preventDefault(); end(undefined, "stay"); }
    else if (key === "Enter" && !(shift && control instanceof HTMLTextAreaElement)) { event.preventDefault(); end(value(), "down"); }
    else if (key === "Tab") { event.preventDefault(); end(value(), shift ? "previous" : "next"); }
  });
  control.addEventListener("paste", (event) => event.stopPropagation());
  control.addEventListener("copy", (event) => event.stopPropagation());
  control.addEventListener("cut", (event) => event.stopPropagation());
  control.addEventListener("blur", () => end(value(), "none"));
  return () => end(value(), "none");
}

function controlFor(cell: Cell, key: string): Control {
  if (cell.kind === "choice" || cell.kind === "yesno") {
    const select = document.createElement("select");
    select.append(new Option("–", ""), ...optionsOf(cell).map((one) => new Option(one.label, one.key)));
    return select;
  }
  if (cell.kind === "long") return Object.assign(document.createElement("textarea"), { rows: 4 });
  const control = document.createElement("input");
  // Days that are begun with a key are typed as words: the boxes of a calendar would lose the key.
  if (!key) control.type = { date: "date", moment: "datetime-local" }[cell.kind] ?? "text";
  if (cell.kind === "number") control.inputMode = "decimal";
  return control;
}

function optionsOf(cell: Cell): Cell["choices"] {
  if (cell.kind !== "yesno") return cell.choices;
  const grid = cell.td.closest("k-grid");
  return ["yes", "no"].map((key) => ({ key, label: grid?.getAttribute(`data-${key}`) ?? key }));
}

/** What stands in a cell, as its control says it. */
function formOf(cell: Cell, plain: unknown): string {
  if (cell.kind === "moment") return timeOf(cell);
  if (cell.kind === "yesno" && plain !== null) return plain ? "yes" : "no";
  return plain === null ? "" : String(plain);
}

/** Begin with the key that was typed, or with what could not be saved before. */
function begin(cell: Cell, control: Control, key: string): void {
  if (control instanceof HTMLSelectElement) {
    const begins = optionsOf(cell).find((one) => key && one.label.toLowerCase().startsWith(key.toLowerCase()));
    if (begins) control.value = begins.key;
  } else if (key || cell.td.dataset.tried !== undefined) control.value = key || cell.td.dataset.tried!;
}
