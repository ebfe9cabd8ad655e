/** `<k-cards cells field>`: cards of a board, or of a calendar's days, that can be dragged to another place.
 * "Move to…" on each card does the same without a mouse. */

import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { send } from "./grid-server";
import { Live } from "./live";
import { toast, words } from "./server";

class Cards extends Live {
  protected live(signal: AbortSignal): void {
    if (!this.hasAttribute("cells")) return;
    const lanes = [...this.querySelectorAll<HTMLElement>("[data-lane]:not([data-closed])")];
    const cards = [...this.querySelectorAll<HTMLElement>("[data-card]")];
    const stop = combine(
      ...cards.map((element) => draggable({
        element,
        getInitialData: () => ({ card: element.dataset.card }),
        onDragStart: () => element.classList.add("lifted"),
        onDrop: () => element.classList.remove("lifted"),
      })),
      ...lanes.map((element) => dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data["card"] === "string",
        onDragEnter: () => element.classList.add("over"),
        onDragLeave: () => element.classList.remove("over"),
        onDrop: ({ source }) => { element.classList.remove("over"); void this.move(source.element, element); },
      })),
    );
    signal.addEventListener("abort", stop);
  }

  /** Move at once, and back again with a word when the server says no, or not yet. */
  private async move(card: HTMLElement, lane: HTMLElement): Promise<void> {
    const from = card.closest<HTMLElement>("[data-lane]"), next = card.nextElementSibling, home = card.parentElement;
    if (!from || !home || from === lane) return;
    let list = lane.querySelector("ul");
    if (!list) { list = document.createElement("ul"); lane.append(list); }
    list.prepend(card);
    this.count(from, -1);
    this.count(lane, 1);
    let problem = words("Failed");
    try {
      const change = { row: card.dataset.card!, field: this.getAttribute("field")!, value: lane.dataset.lane || null };
      const answer = await send(this.getAttribute("cells")!, [change]);
      const waits = answer.cells.some((one) => one.waits) ? this.dataset.waits : "";
      problem = answer.error ?? answer.cells.find((one) => one.problem)?.problem ?? waits ?? "";
    } catch { /* the line is gone: it goes back, and the words say so */ }
    if (!problem) return;
    home.insertBefore(card, next);
    this.count(from, 1);
    this.count(lane, -1);
    toast(problem);
  }

  private count(lane: HTMLElement, by: number): void {
    const shown = lane.querySelector("h2 .n");
    if (shown) shown.textContent = String(Number(shown.textContent) + by);
  }
}

customElements.define("k-cards", Cards);
