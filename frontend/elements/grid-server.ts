/** What a grid sends to the server and hears from it. */

import { postJson } from "./server";

export interface Change { row: string; field: string; value: unknown; was?: unknown }
/** What became of a change. `html` is the cell as the table shows it; `waits`, what waits for approval, in words. */
export interface Outcome {
  row: string; field: string; words: string; plain: unknown; before: unknown; problem: string;
  waits: string; html?: string; is_number?: boolean;
}
/** Letters that a browser still carries for a page that is left, however many of them there are at once. */
const FEW = 2000;
export interface Offer { value: string; label: string }

/** Save `changes`, or with `check` hear what would become of them. Throws when the line is gone. */
export async function send(url: string, changes: Change[], check = false): Promise<{ cells: Outcome[]; error?: string }> {
  const answer = await postJson(url, { cells: changes, check }, !check && JSON.stringify(changes).length < FEW);
  const told = (await answer.json().catch(() => ({}))) as { cells?: Outcome[]; error?: string };
  if (!answer.ok && !told.error) throw new Error(String(answer.status));
  return { cells: told.cells ?? [], ...(told.error ? { error: told.error } : {}) };
}

/** People or pages whose name holds `words`. */
export async function offers(url: string, field: string, words: string, signal: AbortSignal): Promise<Offer[]> {
  const answer = await fetch(`${url}?${new URLSearchParams({ field, q: words })}`, { credentials: "same-origin", signal });
  return answer.ok ? ((await answer.json()) as { offered: Offer[] }).offered : [];
}
