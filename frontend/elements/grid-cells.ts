/** The cells of a table as rows and columns, what they hold, and how a stretch of them goes to a clipboard. */

import type { Outcome } from "./grid-server";
import { show } from "./server";

export interface Cell {
  td: HTMLTableCellElement; x: number; y: number;
  row: string; title: string; field: string; kind: string; label: string; canWrite: boolean;
  choices: { key: string; label: string }[];
}

/** What cells are called on a clipboard between tables of ours; spreadsheets take the text beside it. */
export const OWN = "application/x-practica-cells";

/** The name of a row stands in its heading and is a cell like others. */
export const TITLE = "title";

/** What stands below the control of a cell in which somebody writes. */
const below = new WeakMap<Element, HTMLElement>();

/** Every cell by row and column; headings and groups are none. */
export function cellsOf(table: HTMLTableElement): Cell[][] {
  const heads = new Map([...table.querySelectorAll<HTMLElement>("thead th[data-kind]")].map((th) => [th.dataset.f, th]));
  return [...table.querySelectorAll<HTMLTableRowElement>("tr[data-row]")].map((tr, y) =>
    [...tr.querySelectorAll<HTMLTableCellElement>("td[data-f], th[data-f]")].map((td, x) => {
      const head = heads.get(td.dataset.f);
      return {
        td, x, y, row: tr.dataset.row!, title: nameOf(tr), field: td.dataset.f!,
        kind: head?.dataset.kind ?? "", label: head?.textContent?.trim() ?? "", canWrite: Boolean(head?.hasAttribute("data-edit")),
        choices: JSON.parse(head?.dataset.choices ?? "[]") as Cell["choices"],
      };
    }));
}

/** The name of a row, also while somebody writes another one over it. */
function nameOf(tr: HTMLTableRowElement): string {
  const head = tr.querySelector("th[data-f]");
  return ((head && below.get(head)) ?? tr).querySelector("bdi")?.textContent ?? "";
}

/** What a cell holds, as the server gave it; null when it is blank. */
export function plainOf(cell: Cell): unknown {
  if (cell.field === TITLE) return cell.title;
  return cell.td.dataset.v ? (JSON.parse(cell.td.dataset.v) as unknown) : null;
}

/** Empty `td` for a control. The function that comes back takes the control away again, and what the server said of
 * the cell meanwhile is seen then. */
export function cover(td: HTMLTableCellElement): () => void {
  const place = document.createElement("div");
  place.append(...td.childNodes);
  below.set(td, place);
  td.classList.add("writing");
  return () => {
    below.delete(td);
    td.classList.remove("writing");
    td.replaceChildren(...place.childNodes);
  };
}

/** Show what the server says a cell holds now. */
export function put(cell: Cell, now: Outcome): void {
  const { td } = cell, place = below.get(td) ?? td;
  if (cell.field === TITLE) {
    place.querySelector("bdi")!.textContent = now.words;
    const open = place.querySelector(".open"), label = open?.getAttribute("aria-label") ?? "";
    open?.setAttribute("aria-label", label.replace(cell.title, () => now.words));
    return;
  }
  if (now.plain === null || now.plain === undefined) delete td.dataset.v;
  else td.dataset.v = JSON.stringify(now.plain);
  td.classList.toggle("r", Boolean(now.is_number));
  show(place, now.html ?? "");
}

/** A day as 2026-11-22, a moment as 2026-11-22T14:05 where its reader is; "" for what is neither. */
export function timeOf(cell: Cell): string {
  return cell.td.querySelector("time")?.dateTime ?? "";
}

/** A cell on the way to another one: in words for spreadsheets, and as the server gave it. */
export interface Copied { words: string; plain: unknown; kind: string; field: string }

/** What a cell gives to a clipboard: words that the same kind of cell understands when they come back. */
export function copied(cell: Cell): Copied {
  return { words: wordsOf(cell), plain: plainOf(cell), kind: cell.kind, field: cell.field };
}

function wordsOf(cell: Cell): string {
  const plain = plainOf(cell), time = timeOf(cell);
  if (time) return time.replace("T", " ");
  if (typeof plain === "number" || (typeof plain === "string" && cell.kind !== "choice")) return String(plain);
  // What waits to be approved stands in a cell as well, and is not what it holds.
  if (!Array.isArray(plain)) return [...cell.td.children].filter((one) => !one.matches(".waits")).map((one) => one.textContent).join("").trim();
  const many = plain as (string | { uid: string; url?: string; handle?: string; name?: string; title?: string })[];
  const names = many.map((one, at) => typeof one === "string" ? cell.td.querySelectorAll("bdi")[at]?.textContent ?? one : one.name ?? one.title ?? one.uid);
  // Several are told apart by commas: where a name has one itself, its key, handle or address stands for it.
  const apart = many.length < 2 || !names.some((name) => /[,;\n]/.test(name));
  return (apart ? names : many.map((one) => typeof one === "string" ? one : one.handle ?? (one.url ? location.origin + one.url : one.uid))).join(", ");
}

/** A stretch of cells as spreadsheets take it. */
export function toClipboard(rows: Copied[][]): string {
  return rows.map((row) => row.map(({ words }) => /["\t\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words).join("\t")).join("\n");
}

/** What is to stand in `cell` when `one` is pasted there: exactly what was copied where the kinds are the same. */
export function pasted(cell: Cell, one: Copied): unknown {
  const isSame = one.kind === cell.kind && one.kind !== "" && (!one.kind.startsWith("choice") || one.field === cell.field);
  return isSame && one.plain !== undefined ? one.plain : one.words;
}

/** Cells of a table of ours on the clipboard, when they are what `text` says; else what `text` says alone. */
export function fromClipboard(text: string, own: string): Copied[][] {
  const rows = cellsIn(text).map((row) => row.map((words): Copied => ({ words, plain: undefined, kind: "", field: "" })));
  let known: unknown = null;
  try { known = JSON.parse(own || "null"); } catch { /* what another program wrote there is none of ours */ }
  return Array.isArray(known) && toClipboard(known as Copied[][]).trimEnd() === text.replace(/\r\n?/g, "\n").trimEnd() ? known as Copied[][] : rows;
}

/** What a spreadsheet wrote, as rows of cells. Quoted cells may hold tabs and lines. */
function cellsIn(text: string): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!, row = rows[rows.length - 1]!, last = row.length - 1;
    if (quoted) {
      if (sign !== '"') row[last] += sign;
      else if (source[at + 1] === '"') { row[last] += '"'; at += 1; }
      else quoted = false;
    } else if (sign === '"' && row[last] === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[last] += sign;
  }
  return rows;
}
