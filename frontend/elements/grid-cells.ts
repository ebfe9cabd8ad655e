/** The cells of a table as rows and columns, what they hold, and how a stretch of them goes to a clipboard. */

export interface Cell {
  td: HTMLTableCellElement; x: number; y: number;
  row: string; title: string; field: string; kind: string; label: string; canWrite: boolean;
  choices: { key: string; label: string }[];
}

/** The name of a row stands in its heading and is a cell like others. */
export const TITLE = "title";

/** Every cell by row and column; headings and groups are none. */
export function cellsOf(table: HTMLTableElement): Cell[][] {
  const heads = new Map([...table.querySelectorAll<HTMLElement>("thead th[data-kind]")].map((th) => [th.dataset.f, th]));
  return [...table.querySelectorAll<HTMLTableRowElement>("tr[data-row]")].map((tr, y) =>
    [...tr.querySelectorAll<HTMLTableCellElement>("td[data-f], th[data-f]")].map((td, x) => {
      const head = heads.get(td.dataset.f);
      return {
        td, x, y, row: tr.dataset.row!, title: tr.querySelector("th bdi")?.textContent ?? "", field: td.dataset.f!,
        kind: head?.dataset.kind ?? "", label: head?.textContent?.trim() ?? "", canWrite: Boolean(head?.hasAttribute("data-edit")),
        choices: JSON.parse(head?.dataset.choices ?? "[]") as Cell["choices"],
      };
    }));
}

/** What a cell holds, as the server gave it; null when it is blank. */
export function plainOf(cell: Cell): unknown {
  if (cell.field === TITLE) return cell.title;
  return cell.td.dataset.v ? (JSON.parse(cell.td.dataset.v) as unknown) : null;
}

/** Show what the server says a cell holds now. */
export function put(cell: Cell, words: string, plain: unknown): void {
  const { td, kind } = cell;
  if (cell.field === TITLE) { td.querySelector("bdi")!.textContent = words; return; }
  if (plain === null || plain === undefined) delete td.dataset.v;
  else td.dataset.v = JSON.stringify(plain);
  td.classList.toggle("r", typeof plain === "number");
  const one = (text: string): HTMLElement => {
    const bdi = Object.assign(document.createElement("bdi"), { textContent: text });
    if (kind !== "choice" && kind !== "choices") return bdi;
    const chip = Object.assign(document.createElement("span"), { className: "chip plain" });
    chip.append(bdi);
    return chip;
  };
  td.replaceChildren(...(words ? (kind === "choices" ? words.split(", ") : [words]).map(one) : []));
}

/** A stretch of cells as spreadsheets take it. */
export function toClipboard(rows: Cell[][]): string {
  return rows.map((row) => row.map((cell) => {
    const plain = plainOf(cell);
    const text = typeof plain === "number" || cell.field === TITLE ? String(plain) : cell.td.textContent?.trim() ?? "";
    return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join("\t")).join("\n");
}

/** What a spreadsheet put on the clipboard, as rows of cells. Quoted cells may hold tabs and lines. */
export function fromClipboard(text: string): string[][] {
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
