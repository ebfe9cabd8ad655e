/** How wide columns are and in which order: drawn with the mouse, or with Alt and arrows on a heading. */

import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { afterPause, postJson } from "./server";

const NARROWEST = 80, WIDEST = 800, STEP = 24;

/** Let columns of `table` be widened and moved; what was done is kept for the view when `grid` says where. */
export function watchColumns(grid: HTMLElement, table: HTMLTableElement, signal: AbortSignal): void {
  const url = grid.getAttribute("look");
  if (!url) return;
  const heads = (): HTMLTableCellElement[] => [...table.querySelectorAll<HTMLTableCellElement>("thead th[data-f]")];
  let moved = false, waiting: unknown = null, sent: Promise<unknown> = Promise.resolve();
  const send = (): void => {
    if (!waiting) return;
    const look = waiting;
    waiting = null;
    // One after another: the last word is the one that counts.
    sent = sent.catch(() => undefined).then(() => postJson(url, look, true));
  };
  const soon = afterPause(send, 500);
  const keep = (): void => {
    const widths = Object.fromEntries(heads().flatMap((th) => { const wide = parseInt(th.style.getPropertyValue("--w"), 10); return wide ? [[th.dataset.f, wide]] : []; }));
    const columns = heads().map((th) => th.dataset.f).filter((name) => name !== "title");
    waiting = moved ? { widths, columns } : { widths };
    soon();
  };
  // Who leaves before the pause is over has said it all the same.
  addEventListener("pagehide", send, { signal });
  signal.addEventListener("abort", send);
  const widen = (th: HTMLElement, wide: number): void => {
    th.style.setProperty("--w", `${Math.round(Math.max(NARROWEST, Math.min(WIDEST, wide)))}px`);
    keep();
  };
  const move = (from: number, to: number): void => {
    if (from === to || from < 1 || to < 1 || to >= heads().length) return;
    for (const row of table.rows) {
      if (row.classList.contains("group")) continue;
      const cells = [...row.cells], cell = cells[from], there = cells[to];
      if (cell && there) there.insertAdjacentElement(from < to ? "afterend" : "beforebegin", cell);
    }
    moved = true;
    keep();
  };
  for (const th of heads()) {
    const grip = Object.assign(document.createElement("span"), { className: "grip" });
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      grip.setPointerCapture(event.pointerId);
      grip.classList.add("on");
      const start = event.clientX, wide = th.offsetWidth, sign = document.dir === "rtl" ? -1 : 1;
      const draw = (now: PointerEvent): void => widen(th, wide + sign * (now.clientX - start));
      grip.addEventListener("pointermove", draw);
      grip.addEventListener("pointerup", () => { grip.classList.remove("on"); grip.removeEventListener("pointermove", draw); }, { once: true });
    }, { signal });
    th.append(grip);
    signal.addEventListener("abort", () => grip.remove());
    th.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || !event.altKey) return;
      event.preventDefault();
      const sign = step * (document.dir === "rtl" ? -1 : 1), at = heads().indexOf(th);
      if (event.shiftKey) widen(th, th.offsetWidth + sign * STEP);
      else { move(at, at + sign); th.querySelector("a")?.focus(); }
    }, { signal });
    if (th.dataset.f === "title") continue;
    const stop = combine(
      draggable({ element: th, canDrag: ({ element }) => !element.querySelector(".grip.on"), getInitialData: () => ({ column: th.dataset.f }) }),
      dropTargetForElements({
        element: th,
        canDrop: ({ source }) => typeof source.data["column"] === "string",
        onDragEnter: () => th.classList.add("over"),
        onDragLeave: () => th.classList.remove("over"),
        onDrop: ({ source }) => { th.classList.remove("over"); move(heads().findIndex((one) => one.dataset.f === source.data["column"]), heads().indexOf(th)); },
      }),
    );
    signal.addEventListener("abort", stop);
  }
}
