/** Writing in one cell: the control its kind needs, and how one leaves it. */

import { plainOf, type Cell } from "./grid-cells";
import { pick } from "./grid-picking";

export type Move = "stay" | "down" | "next" | "previous" | "none";
export interface Writing {
  key: string;
  offered: string;
  /** Called once; `value` is undefined when nothing changed. */
  done: (value: unknown, move: Move) => void;
}

const PICKED = ["choices", "people", "relation"];

/** Put a control into `cell` and give a function that ends writing as if one had left it. */
export function write(cell: Cell, writing: Writing): () => void {
  const { td } = cell;
  const before = [...td.childNodes];
  const plain = plainOf(cell);
  let ended = false;
  const end = (value: unknown, move: Move): void => {
    if (ended) return;
    ended = true;
    td.classList.remove("writing");
    td.replaceChildren(...before);
    const same = JSON.stringify(value ?? null) === JSON.stringify(plain ?? null) || (value === "" && plain === null);
    writing.done(value === undefined || same ? undefined : value, move);
  };
  td.classList.add("writing");
  if (PICKED.includes(cell.kind)) return pick(cell, writing, end);
  const control = controlFor(cell, plain, writing.key);
  control.setAttribute("aria-label", `${cell.label}, ${cell.title}`);
  td.replaceChildren(control);
  control.focus();
  if (control instanceof HTMLInputElement && control.type === "text" && !writing.key) control.select();
  const value = (): unknown => (control.value === "" ? null : control.value);
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

function controlFor(cell: Cell, plain: unknown, key: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  if (cell.kind === "choice" || cell.kind === "yesno") {
    const select = document.createElement("select");
    const yesno = [{ key: "yes", label: cell.td.closest("k-grid")?.getAttribute("data-yes") ?? "yes" }, { key: "no", label: cell.td.closest("k-grid")?.getAttribute("data-no") ?? "no" }];
    const options = cell.kind === "yesno" ? yesno : cell.choices;
    select.append(new Option("–", ""), ...options.map((one) => new Option(one.label, one.key)));
    select.value = plain === null ? "" : plain === true ? "yes" : plain === false ? "no" : String(plain);
    const begins = options.find((one) => key && one.label.toLowerCase().startsWith(key.toLowerCase()));
    if (begins) select.value = begins.key;
    return select;
  }
  const control = cell.kind === "long" ? Object.assign(document.createElement("textarea"), { rows: 4 }) : document.createElement("input");
  if (control instanceof HTMLInputElement) {
    const types: Record<string, string> = { date: "date", moment: "datetime-local" };
    control.type = types[cell.kind] ?? "text";
    if (cell.kind === "number") control.inputMode = "decimal";
  }
  const kept = cell.td.dataset.tried ?? (plain === null ? "" : String(plain));
  control.value = cell.kind === "moment" ? local(kept) : key && !["date", "moment"].includes(cell.kind) ? key : kept;
  return control;
}

/** An instant as a control of this device shows it. */
function local(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.valueOf()) ? "" : new Date(at.valueOf() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
