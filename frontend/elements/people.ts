/** `<input data-complete="people">` within `[data-people]`: names are offered while they are typed, several parted by
 * commas, in the browser's own list. Heard at the document: fields come and go with pages. */

import { afterPause } from "./server";

interface Person { id: string; label: string }
let number = 0;

async function offer(input: HTMLInputElement): Promise<void> {
  const from = input.closest<HTMLElement>("[data-people]")?.dataset["people"], at = input.value.lastIndexOf(",") + 1;
  const before = input.value.slice(0, at), typed = input.value.slice(at).trim();
  if (!from || !typed) return;
  const answer = await fetch(`${from}?kind=person&q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { found } = await answer.json() as { found: Person[] };
  // Of two who are called the same only the handle tells whom one means.
  const named = (one: Person): string => found.filter((other) => other.label === one.label).length > 1 ? one.id : one.label;
  listOf(input).replaceChildren(...found.map((one) => Object.assign(document.createElement("option"), { value: `${before}${before && " "}${named(one)}`, label: one.label })));
}

/** The list beside the field, made when it is first needed; a morph may have taken it away. */
function listOf(input: HTMLInputElement): HTMLDataListElement {
  if (input.list instanceof HTMLDataListElement) return input.list;
  const list = Object.assign(document.createElement("datalist"), { id: `people-${(number += 1)}` });
  input.after(list);
  input.setAttribute("list", list.id);
  return list;
}

let latest: HTMLInputElement;
const soon = afterPause(() => void offer(latest).catch(() => { /* The line is gone: names can be typed. */ }), 150);
document.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.dataset["complete"] !== "people") return;
  latest = event.target;
  soon();
});
