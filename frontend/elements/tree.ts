/** `<k-tree>`: pages dragged to another place in their tree, or moved by Alt and an arrow. The server answers
 * with the page as it is then, and a toast that takes it back; nothing here knows how the tree is kept. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements, monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Live } from "./live";

type Where = "before" | "after" | "inside" | "up" | "down";
/** A line of the tree: what is dragged, what it is dragged by, the box its children are in too. */
interface Line { uid: string; row: HTMLElement; grip: HTMLElement; whole: HTMLElement }

const UID = 12;
// After the server's answer the page is another; where one was stays.
let moved = "";

class Tree extends Live {
  protected live(signal: AbortSignal): void {
    const lines = this.lines();
    const over = new Map(lines.map((line) => [line.row as Element, line]));
    const ends = lines.map((line) => combine(
      draggable({
        element: line.row, dragHandle: line.grip,
        getInitialData: () => ({ tree: this, uid: line.uid }),
        onDragStart: () => { this.toggleAttribute("data-moving", true); line.whole.toggleAttribute("data-taken", true); },
        onDrop: () => { this.toggleAttribute("data-moving", false); line.whole.toggleAttribute("data-taken", false); },
      }),
      dropTargetForElements({
        element: line.row,
        canDrop: ({ source }) => source.data["tree"] === this && !line.row.closest("[data-taken]"),
        getData: ({ input }) => ({ uid: line.uid, where: place(line.row, input.clientY) }),
        onDrag: ({ self }) => { line.row.dataset["drop"] = String(self.data["where"]); },
        onDragLeave: () => { delete line.row.dataset["drop"]; },
        onDrop: () => { delete line.row.dataset["drop"]; },
      }),
    ));
    ends.push(monitorForElements({
      canMonitor: ({ source }) => source.data["tree"] === this,
      onDrop: ({ source, location }) => {
        const target = location.current.dropTargets[0];
        if (target && over.has(target.element)) this.send(String(source.data["uid"]), target.data["where"] as Where, String(target.data["uid"]));
      },
    }));
    signal.addEventListener("abort", () => ends.forEach((end) => end()));
    this.addEventListener("keydown", this.onKey, { signal });
    if (moved) { document.getElementById(`grip-${moved}`)?.focus(); moved = ""; }
  }

  /** The outline of a community marks its lines; the rail beside a page is links alone. */
  private lines(): Line[] {
    const outlined = [...this.querySelectorAll<HTMLElement>("li[data-page]")].flatMap((whole) => {
      const row = whole.querySelector<HTMLElement>(":scope > .line"), grip = row?.querySelector<HTMLElement>(".grip");
      return row && grip ? [{ uid: whole.dataset["page"] ?? "", row, grip, whole }] : [];
    });
    const railed = [...this.querySelectorAll<HTMLAnchorElement>("nav.tree > a")].map((row) =>
      ({ uid: row.pathname.slice(-UID), row, grip: row, whole: row }));
    return [...outlined, ...railed];
  }

  private onKey = (event: KeyboardEvent): void => {
    const where = { ArrowUp: "up", ArrowDown: "down" }[event.key] as Where | undefined;
    const uid = (event.target as Element).closest<HTMLElement>(".grip")?.closest<HTMLElement>("[data-page]")?.dataset["page"];
    if (!event.altKey || !where || !uid) return;
    event.preventDefault();
    moved = uid;
    this.send(uid, where, "");
  };

  private send(page: string, where: Where, beside: string): void {
    const form = this.querySelector("form");
    if (!form) return;
    for (const [name, value] of Object.entries({ page, where, beside })) (form.elements.namedItem(name) as HTMLInputElement).value = value;
    form.requestSubmit();
  }
}

/** A line has three zones: above it, into it, below it. */
function place(row: Element, y: number): Where {
  const box = row.getBoundingClientRect(), part = (y - box.top) / box.height;
  return part < 0.3 ? "before" : part > 0.7 ? "after" : "inside";
}

customElements.define("k-tree", Tree);
