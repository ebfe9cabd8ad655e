/** The script of every page: boosted visits and small elements now, rare elements when one appears. */
import "./htmx";
import "htmx.org/dist/ext/hx-preload.js";
import "htmx.org/dist/ext/hx-history-cache.js";
import "./elements/menu";
import "./elements/palette";
import "./elements/seen";
import "./elements/theme";
import "./elements/toc";
import { start } from "./boost";
import { watchFloating } from "./elements/floating";
import { keepTimes } from "./elements/time";

const later: Record<string, () => Promise<unknown>> = {
  "k-cards": () => import("./elements/cards"),
  "k-comments": () => import("./elements/comments"),
  "k-copy": () => import("./elements/copy"),
  "k-draft": () => import("./elements/draft"),
  "k-fields": () => import("./elements/fields"),
  "k-editor": () => import("./elements/editor"),
  "k-missed": () => import("./elements/missed"),
  "k-grid": () => import("./elements/grid"),
  "k-hits": () => import("./elements/hits"),
  "k-opened": () => import("./elements/opened"),
  "k-passkey": () => import("./elements/passkey"),
  "k-preview": () => import("./elements/preview"),
  "k-progress": () => import("./elements/progress"),
  "k-suggest": () => import("./elements/suggest"),
  "k-tools": () => import("./elements/tools"),
  "k-tree": () => import("./elements/tree"),
  "k-upload": () => import("./elements/upload"),
  "k-uploads": () => import("./elements/uploads"),
  "a[data-player]": () => import("./elements/players"),
  "input[data-complete]": () => import("./elements/people"),
};

function load(): void {
  for (const [name, module] of Object.entries(later))
    if (!customElements.get(name) && document.querySelector(name)) void module();
}

/** Tabs that do not fit scroll sideways; the one that is open shall be in sight. */
function showTab(): void {
  document.querySelectorAll(".tabs > [aria-current]").forEach((tab) => {
    const bar = tab.parentElement!.getBoundingClientRect(), here = tab.getBoundingClientRect();
    tab.parentElement!.scrollLeft += here.left + here.width / 2 - bar.left - bar.width / 2;
  });
}

start();
watchFloating();
keepTimes();
load();
showTab();
document.addEventListener("htmx:finally:swap", () => { load(); showTab(); });
