/** Choosing several in a cell: options, people or pages. A combobox with a list below it. */

import { plainOf, type Cell } from "./grid-cells";
import { offers, type Offer } from "./grid-server";
import type { Move, Writing } from "./grid-writing";
import { afterPause } from "./server";

let number = 0;

/** What a cell holds as the server gave it: keys of options, or people and pages with their names. */
function known(plain: unknown): Offer[] {
  const many = Array.isArray(plain) ? (plain as (string | { uid: string; handle?: string; name?: string; title?: string })[]) : [];
  return many.map((one) => typeof one === "string" ? { value: one, label: one } : { value: one.handle ?? one.uid, label: one.name ?? one.title ?? one.uid });
}

/** Put a combobox into `cell`; Enter takes or leaves one, Backspace leaves the last, Tab and leaving save. */
export function pick(cell: Cell, writing: Writing, end: (value: unknown, move: Move) => void): () => void {
  const stopped = new AbortController();
  const kept = known(plainOf(cell));
  const labels = new Map([...kept, ...cell.choices.map((one) => ({ value: one.key, label: one.label }))].map((one) => [one.value, one.label]));
  const chosen = new Set(kept.map((one) => one.value));
  const list = Object.assign(document.createElement("ul"), { className: "grid-offer", id: `grid-offer-${(number += 1)}` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-multiselectable", "true");
  const input = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off", value: writing.key });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": list.id, "aria-label": `${cell.label}, ${cell.title}` })) input.setAttribute(name, value);
  let shown: Offer[] = [], at = -1;
  cell.td.append(input);
  (cell.td.closest("dialog, main") ?? document.body).append(list);
  place();

  function place(): void {
    const box = cell.td.getBoundingClientRect();
    list.style.setProperty("top", `${Math.min(box.bottom + 2, innerHeight - 220)}px`);
    list.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - 260))}px`);
  }
  function draw(): void {
    list.replaceChildren(...shown.map((one, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, textContent: `${chosen.has(one.value) ? "✓ " : ""}${one.label}` });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(chosen.has(one.value)));
      item.classList.toggle("on", index === at);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); at = index; toggle(); });
      return item;
    }));
    list.hidden = !shown.length;
    if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
    input.placeholder = [...chosen].map((value) => labels.get(value) ?? value).join(", ");
  }
  function toggle(): void {
    const one = shown[at];
    if (!one) return;
    labels.set(one.value, one.label);
    if (!chosen.delete(one.value)) chosen.add(one.value);
    input.value = "";
    void find();
  }
  async function find(): Promise<void> {
    const words = input.value.trim();
    if (cell.kind === "choices") shown = cell.choices.filter((one) => one.label.toLowerCase().includes(words.toLowerCase())).map((one) => ({ value: one.key, label: one.label }));
    else if (words) shown = await offers(writing.offered, cell.field, words, stopped.signal).catch(() => []);
    else shown = [...chosen].map((value) => ({ value, label: labels.get(value) ?? value }));
    at = words && shown.length ? 0 : -1;
    draw();
  }
  function finish(move: Move, save: boolean): void {
    if (stopped.signal.aborted) return;
    stopped.abort();
    list.remove();
    const same = kept.length === chosen.size && kept.every((one) => chosen.has(one.value));
    end(save && !same ? [...chosen] : undefined, move);
  }

  input.addEventListener("input", afterPause(() => void find(), cell.kind === "choices" ? 0 : 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); at = (at + step + shown.length) % Math.max(1, shown.length); draw(); }
    else if (event.key === "Enter") { event.preventDefault(); if (at >= 0) toggle(); else finish("down", true); }
    else if (event.key === "Escape") { event.preventDefault(); finish("stay", false); }
    else if (event.key === "Tab") { event.preventDefault(); finish(event.shiftKey ? "previous" : "next", true); }
    else if (event.key === "Backspace" && !input.value && chosen.size) { chosen.delete([...chosen].pop()!); void find(); }
  });
  for (const kind of ["copy", "cut", "paste"]) input.addEventListener(kind, (event) => event.stopPropagation());
  input.addEventListener("blur", () => finish("none", true));
  addEventListener("scroll", place, { capture: true, signal: stopped.signal });
  input.focus();
  void find();
  return () => finish("none", true);
}
