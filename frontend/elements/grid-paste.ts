/** What a paste would do wrong, shown before anything is saved. */

import type { Outcome } from "./grid-server";

const SHOWN = 50;

/** Ask whether the cells that fit shall be pasted; true for yes. */
export function askAboutPaste(
  grid: HTMLElement, checked: Outcome[], more: { beyond: number; readonly: number; title: (row: string) => string; column: (field: string) => string },
): Promise<boolean> {
  const words = (name: string, n = 0): string => (grid.dataset[name] ?? "").replace("%n", String(n));
  const wrong = checked.filter((one) => one.problem);
  const make = <K extends keyof HTMLElementTagNameMap>(name: K, text = "", css = ""): HTMLElementTagNameMap[K] => Object.assign(document.createElement(name), { textContent: text, className: css });
  const dialog = make("dialog", "", "dialog grid-paste");
  const heading = make("h2", words("pasteTitle"));
  heading.id = "grid-paste-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const list = make("ul");
  for (const one of wrong.slice(0, SHOWN)) {
    const line = make("li");
    line.append(make("b", more.title(one.row)), ` ${more.column(one.field)}: ${one.problem}`);
    list.append(line);
  }
  if (wrong.length > SHOWN) list.append(make("li", words("pasteMore", wrong.length - SHOWN)));
  if (more.beyond) list.append(make("li", words("pasteBeyond", more.beyond)));
  if (more.readonly) list.append(make("li", words("pasteReadonly", more.readonly)));
  const actions = make("div", "", "actions");
  const no = make("button", words("cancel"), "btn ghost"), yes = make("button", words("pasteYes", checked.length - wrong.length), "btn primary");
  yes.disabled = wrong.length === checked.length;
  actions.append(no, yes);
  dialog.append(heading, list, actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close(""));
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
  });
}
