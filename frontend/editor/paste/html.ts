/** HTML from Word, the web and mail becomes the few things our texts know. Nothing here runs: it is parsed apart. */
import { isAllowed } from "../schema/marks";

/** Larger HTML is not even read; a page holds 100 KB of words. */
export const MOST_HTML = 8_000_000;
export const MOST_WORDS = 100_000;
export const MOST_ELEMENTS = 25_000;
export const MOST_CELLS = 2_000;

export type Refusal = "tooMuchHtml" | "tooManyWords" | "tooManyCells";
export interface Cleaned { html: string; pictures: Map<string, File>; cells: number }

// What Word and Outlook send along: styles, office XML, conditional comments. Most of their bytes.
const BALLAST = [/<!--[\s\S]*?-->/g, /<(style|script|xml|title|noscript|template)\b[\s\S]*?<\/\1>/gi, /<\/?(?:o|w|v|m|st1):[^>]*>/gi, /<(?:meta|link|base)\b[^>]*>/gi];
const DROPPED = "script,style,template,iframe,object,embed,svg,math,canvas,audio,video,form,input:not([type=checkbox]),select,textarea,button,noscript";
const BLOCKS = "p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,pre,blockquote,table,section,article,header,footer";

/** Clean `html`, or say why it is too much for a page. */
export function clean(html: string): Cleaned | Refusal {
  if (html.length > MOST_HTML) return "tooMuchHtml";
  for (const pattern of BALLAST) html = html.replace(pattern, "");
  // Counted before it is parsed: parsing what will be refused would take seconds.
  if (count(html, /<t[dh]\b/gi) > MOST_CELLS) return "tooManyCells";
  if (count(html, /<\w/g) > MOST_ELEMENTS) return "tooManyWords";
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll(DROPPED).forEach((element) => element.remove());
  const words = (body.textContent ?? "").replace(/\s+/g, " ");
  const cells = body.querySelectorAll("td,th").length;
  if (words.length > MOST_WORDS) return "tooManyWords";
  lists(body);
  looks(body);
  tasks(body);
  breaks(body);
  tables(body);
  headings(body);
  const pictures = images(body);
  links(body);
  return { html: body.innerHTML, pictures, cells };
}

function count(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0;
}

/** Word's lists are paragraphs with a marker before their words and a level in their style. */
function lists(body: HTMLElement): void {
  let open: { list: HTMLElement; level: number; of: string }[] = [];
  let before: Element | null = null;
  for (const line of body.querySelectorAll<HTMLElement>("p[style*='mso-list'], p.MsoListParagraph, p[class*='MsoListParagraph']")) {
    const style = line.getAttribute("style") ?? "";
    const level = Number(/level(\d)/.exec(style)?.[1] ?? 1);
    const marker = line.querySelector("span[style*='mso-list']");
    const sign = (marker?.textContent ?? /^\s*(\S{1,4})\s/.exec(line.textContent ?? "")?.[1] ?? "·").trim();
    marker?.remove();
    const kind = /^\(?[0-9a-z]{1,4}[.)]/i.test(sign) ? "ol" : "ul";
    if (line.previousElementSibling !== before || before === null) open = [];
    while (open.length && open[open.length - 1]!.level > level) open.pop();
    const of = `${kind} ${/mso-list:\s*(l\d+)/.exec(style)?.[1] ?? ""}`;
    let last = open[open.length - 1];
    // Right below one list may stand another: numbers below dots.
    if (last && last.level === level && last.of !== of) { open.pop(); last = open[open.length - 1]; }
    if (!last || last.level < level) {
      const list = document.createElement(kind);
      if (last) (last.list.lastElementChild ?? last.list).append(list);
      else line.before(list);
      last = { list, level, of };
      open.push(last);
    }
    const item = document.createElement("li");
    item.append(...line.childNodes);
    last.list.append(item);
    before = open[0]!.list;
    line.remove();
  }
}

/** What a style means becomes a tag; other looks are left behind. */
function looks(body: HTMLElement): void {
  // Google Docs wraps everything in a bold that is none.
  body.querySelectorAll<HTMLElement>("b,strong,i,em").forEach((element) => {
    const { fontWeight, fontStyle } = element.style;
    if (fontWeight === "normal" || fontWeight === "400" || fontStyle === "normal") element.replaceWith(...element.childNodes);
  });
  body.querySelectorAll<HTMLElement>("span,font,a").forEach((element) => {
    const { fontWeight, fontStyle, textDecorationLine, textDecoration, verticalAlign } = element.style;
    const tags = [
      Number(fontWeight) >= 600 || fontWeight === "bold" ? "strong" : "", fontStyle === "italic" ? "em" : "",
      `${textDecorationLine} ${textDecoration}`.includes("line-through") ? "s" : "", verticalAlign === "sub" ? "sub" : verticalAlign === "super" ? "sup" : "",
    ].filter(Boolean);
    for (const tag of tags) { const wrap = document.createElement(tag); wrap.append(...element.childNodes); element.append(wrap); }
  });
  body.querySelectorAll("[style]").forEach((element) => { if (!element.matches("td,th")) element.removeAttribute("style"); });
}

function tasks(body: HTMLElement): void {
  // Google Docs draws its boxes: the entry says what is ticked, the picture only shows it.
  body.querySelectorAll<HTMLElement>("li[role=checkbox]").forEach((item) => {
    item.querySelectorAll("img[aria-roledescription=checkbox]").forEach((picture) => picture.remove());
    item.prepend(Object.assign(document.createElement("input"), { type: "checkbox", defaultChecked: item.getAttribute("aria-checked") === "true" }));
  });
  body.querySelectorAll<HTMLInputElement>("li input[type=checkbox]").forEach((box) => {
    const item = box.closest("li")!;
    const list = item.parentElement;
    if (list && [...list.children].every((one) => one.querySelector("input[type=checkbox]") || one.hasAttribute("data-checked"))) {
      list.setAttribute("data-type", "taskList");
      item.setAttribute("data-type", "taskItem");
      item.setAttribute("data-checked", String(box.checked || box.hasAttribute("checked")));
    }
    box.remove();
  });
  body.querySelectorAll("input").forEach((box) => box.remove());
}

/** Google Docs puts an empty line between blocks as a break of its own. */
function breaks(body: HTMLElement): void {
  const isBlock = (one: Element | null): boolean => !one || one.matches(`${BLOCKS},hr,br`);
  body.querySelectorAll("br").forEach((line) => {
    const around = [line.previousSibling, line.nextSibling];
    if (around.some((one) => one?.nodeType === 3 && one.textContent!.trim())) return;
    const before = line.previousElementSibling, after = line.nextElementSibling;
    if (line.closest("p,li,h1,h2,h3,h4,h5,h6,pre,td,th,span,a") || !(isBlock(before) && isBlock(after))) return;
    line.remove();
  });
}

/** One header row, no spans, no blocks in cells, no table in a table. */
function tables(body: HTMLElement): void {
  body.querySelectorAll("table table").forEach((inner) => inner.replaceWith(inner.textContent ?? ""));
  for (const table of body.querySelectorAll("table")) {
    table.querySelectorAll("colgroup,caption").forEach((one) => one.remove());
    const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children].filter((one) => /^T[DH]$/.test(one.tagName)) as HTMLTableCellElement[]).filter((row) => row.length);
    // A table of one cell is only a frame around what it holds.
    if (rows.length === 1 && rows[0]!.length === 1) { table.replaceWith(...rows[0]![0]!.childNodes); continue; }
    const places = spread(rows);
    const width = Math.max(1, ...places.map((row) => row.length));
    const made = document.createElement("table");
    places.forEach((row, at) => {
      const line = document.createElement("tr");
      for (let column = 0; column < width; column++) {
        const old = row[column]?.cell, cell = document.createElement(at ? "td" : "th");
        const side = old ? old.style.textAlign || old.getAttribute("align") || "" : "";
        if (["center", "right"].includes(side)) cell.className = `align-${side}`;
        if (row[column]?.isFirst) cell.append(...flat(old!));
        line.append(cell);
      }
      made.append(line);
    });
    if (rows.length) table.replaceWith(made); else table.remove();
  }
}

interface Place { cell: HTMLTableCellElement; isFirst: boolean }

/** Which cell stands where, over all the columns and rows it spans; its words stand in the first of them. */
function spread(rows: HTMLTableCellElement[][]): Place[][] {
  const places: Place[][] = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of row) {
      while (places[at]![column]) column++;
      const wide = Math.max(1, Math.min(50, cell.colSpan)), high = Math.max(1, Math.min(50, cell.rowSpan, rows.length - at));
      for (let down = 0; down < high; down++)
        for (let along = 0; along < wide && column + along < 100; along++) places[at + down]![column + along] = { cell, isFirst: !down && !along };
      column += wide;
    }
  });
  return places;
}

/** The content of a cell in one paragraph: blocks become lines. */
function flat(cell: Element): Node[] {
  const blocks = [...cell.querySelectorAll(BLOCKS)];
  for (const block of blocks) {
    // A list below nothing is no line of its own: its first entry is.
    const isFirst = !(block.previousSibling?.textContent ?? "").trim() && (!block.previousElementSibling || block.previousElementSibling.matches("br"));
    block.replaceWith(...(isFirst ? [] : [document.createElement("br")]), ...block.childNodes);
  }
  return [...cell.childNodes];
}

/** The page's title is its only first level. */
function headings(body: HTMLElement): void {
  if (!body.querySelector("h1")) return;
  body.querySelectorAll("h1,h2,h3,h4,h5").forEach((old) => {
    const level = Math.min(6, Number(old.tagName[1]) + 1);
    const made = document.createElement(`h${level}`);
    made.append(...old.childNodes);
    old.replaceWith(made);
  });
}

/** Pictures inside the HTML are uploaded; those on other sites become links; those on a disk are gone. */
function images(body: HTMLElement): Map<string, File> {
  const files = new Map<string, File>();
  body.querySelectorAll("img").forEach((picture) => {
    const src = picture.getAttribute("src") ?? "";
    const width = Number(picture.getAttribute("width") ?? 100);
    const inside = /^data:(image\/(png|jpe?g|gif|webp));base64,([\w+/=\s]+)$/i.exec(src);
    if (inside && src.length < 10_000_000) {
      const name = `${picture.alt.slice(0, 60) || "picture"}.${inside[2]!.replace("jpeg", "jpg")}`;
      const bytes = Uint8Array.from(atob(inside[3]!.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
      const mark = `picture-${files.size}`;
      files.set(mark, new File([bytes], name, { type: inside[1]! }));
      picture.replaceWith(`\ue000${mark}\ue001`);
    } else if (src.startsWith("/") && !src.startsWith("//") || src.startsWith(`${location.origin}/`)) {
      picture.setAttribute("src", src.replace(location.origin, ""));
    } else if (/^https?:/i.test(src) && width > 2) {
      const link = Object.assign(document.createElement("a"), { href: src, textContent: picture.alt || new URL(src).pathname.split("/").pop() || src });
      if (picture.closest("a")) picture.replaceWith(picture.alt); else picture.replaceWith(link);
    } else picture.remove();
  });
  return files;
}

function links(body: HTMLElement): void {
  body.querySelectorAll("a").forEach((link) => {
    const href = link.getAttribute("href") ?? "";
    // Word's own bookmarks lead nowhere here.
    if (!href || !isAllowed(href) || href.startsWith("file:") || /^#_/.test(href)) link.replaceWith(...link.childNodes);
    else if (href.startsWith(`${location.origin}/`)) link.setAttribute("href", href.slice(location.origin.length));
  });
}
