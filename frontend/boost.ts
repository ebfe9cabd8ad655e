/** What a change of page owes people: links that are ready, focus in the right place, the title spoken. */
import { closeFloating } from "./elements/floating";
import { toast, words } from "./elements/server";

let shown = location.pathname + location.search;
let goingBack = false;

/** A pointer resting on a link for a moment means it will be pressed; passing over it does not. */
function watchIntent(): void {
  let waiting: number | undefined;
  document.addEventListener("pointerover", (event) => {
    clearTimeout(waiting);
    const link = (event.target as Element).closest?.("a[href]");
    if (link && event.pointerType === "mouse") waiting = window.setTimeout(() => link.dispatchEvent(new Event("intent")), 80);
  }, { passive: true });
}

function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}

/** After a boosted visit: errors first, else the main part, unless the person went back or only stayed. */
function settle(): void {
  const here = location.pathname + location.search;
  const errors = document.querySelector<HTMLElement>("main [data-focus]");
  if (errors && !goingBack) errors.focus();
  else if (here !== shown && !goingBack && !location.hash) {
    document.getElementById("main")?.focus({ preventScroll: true });
    announce(document.title);
  }
  shown = here;
  goingBack = false;
}

interface Visit { target?: unknown; sourceElement?: Element; response?: { raw?: Response }; text?: string }

/** What an htmx event is about. */
function visit(event: Event): Visit { return (event as CustomEvent<{ ctx?: Visit }>).detail?.ctx ?? {}; }

/** A morph keeps what was typed in a field that stays. What was taken and led on is not to be sent again. */
function empty({ sourceElement: form, response }: Visit): void {
  if (form instanceof HTMLFormElement && form.method === "post" && response?.raw?.redirected) form.reset();
}

/** A style sheet beside those that are there; a lost one holds nobody up. */
function wear(href: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const worn = new Promise((done) => { link.onload = link.onerror = done; });
  document.head.append(link);
  return worn;
}

/** A visit changes the body alone; what the head of the next page brings for its looks comes before it. */
function dress({ target, response }: Visit): void {
  const answer = response?.raw;
  if (target !== document.body || !answer) return;
  const read = answer.text.bind(answer);
  answer.text = async () => {
    const text = await read(), head = new DOMParser().parseFromString(text.split("</head>", 1)[0]!, "text/html").head;
    const here = new Set([...document.head.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")));
    const further = [...head.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")!).filter((href) => !here.has(href));
    await Promise.all(further.map(wear));
    return text;
  };
}

export function start(): void {
  watchIntent();
  document.addEventListener("htmx:before:response", (event) => dress(visit(event)));
  window.addEventListener("popstate", () => { goingBack = true; closeFloating(); }, { capture: true });
  document.addEventListener("htmx:before:swap", (event) => {
    if (visit(event).target === document.body) closeFloating();
  });
  // Nothing came back: without a word the press would seem to have done nothing.
  document.addEventListener("htmx:error", (event) => {
    const { sourceElement, text } = visit(event);
    if (sourceElement && text === undefined) toast(words("Unreached"));
  });
  // After the swap htmx has also written the new title.
  document.addEventListener("htmx:finally:swap", (event) => {
    if (visit(event).target !== document.body) return;
    empty(visit(event));
    settle();
  });
}
