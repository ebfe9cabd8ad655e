/** Plain text that is more than words: a table of a spreadsheet, Markdown, one address. */

const SIGNS: [RegExp, number][] = [
  [/^#{1,6} \S/m, 2], [/^(?:```|~~~)[\w+-]*\s*$/m, 3], [/^\|?.*\|.*\n\|?\s*:?-{3,}:?\s*\|/m, 3], [/^> \S/m, 1], [/^[-*+] \[[ xX]\] /m, 3],
  [/^[-*+] \S.*\n[-*+] \S/m, 2], [/^1[.)] \S.*\n2[.)] \S/m, 2], [/\[[^\]\n]+\]\((?:https?:|\/|#|mailto:)[^)\n]*\)/, 2], [/!\[[^\]\n]*\]\([^)\n]+\)/, 2],
  [/(?:^|\s)\*\*\S[^*\n]*\S\*\*(?=\W|$)/, 1], [/\[\[[^\]\n]+\]\]/, 1], [/(?:^|\s)`[^`\n]+`(?=\W|$)/, 1],
];

/** Whether text was most likely written as Markdown. One sign alone is only a way of writing. */
export function looksLikeMarkdown(text: string): boolean {
  const sample = text.slice(0, 20_000);
  return SIGNS.reduce((sum, [sign, weight]) => sum + (sign.test(sample) ? weight : 0), 0) >= 2;
}

/** The rows of text whose every line has the same number of tabs, at least one; else null. Quoted cells may hold lines. */
export function rowsOf(text: string): string[][] | null {
  if (!text.includes("\t")) return null;
  const rows: string[][] = [[]];
  let cell = "", quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (let at = 0; at < source.length; at++) {
    const letter = source[at]!;
    if (quoted) {
      if (letter === '"' && source[at + 1] === '"') { cell += '"'; at++; }
      else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && !cell) quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows[rows.length - 1]!.push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows[rows.length - 1]!.push(cell);
  const width = rows[0]!.length;
  return width > 1 && rows.every((row) => row.length === width) ? rows : null;
}

/** The one address that text is, or null. */
export function loneAddress(text: string): string | null {
  const typed = text.trim();
  return /^https?:\/\/[^\s<>"]{3,2000}$/i.test(typed) ? typed : null;
}
