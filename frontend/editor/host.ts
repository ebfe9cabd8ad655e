/** What the editor is told by the page it stands on, and small helpers to make elements. */

/** Sentences of the interface in the reader's language, written by the server. */
export type Words = Record<string, string>;

export interface Host {
  element: HTMLElement;
  words: Words;
  /** Addresses of the server: text to and from Markdown, completion, files, maths, links. */
  urls: { convert: string; complete: string; attach: string; maths: string; link: string; card: string; embed: string; begin: string };
  sprite: string;
  signal: AbortSignal;
}

/** Read the host element once. */
export function readHost(element: HTMLElement, signal: AbortSignal): Host {
  const data = element.dataset;
  return {
    element,
    words: JSON.parse(data["words"] ?? "{}") as Words,
    urls: {
      convert: data["convert"] ?? "",
      complete: data["complete"] ?? "",
      attach: data["attach"] ?? "",
      maths: data["maths"] ?? "",
      link: data["link"] ?? "",
      card: data["card"] ?? "",
      embed: data["embed"] ?? "",
      begin: data["begin"] ?? "",
    },
    sprite: data["sprite"] ?? "",
    signal,
  };
}

/** A sentence with its named values put in: `fill("%(n)s cells", { n: 3 })`. */
export function fill(sentence: string | undefined, values: Record<string, string | number>): string {
  return (sentence ?? "").replace(/%\((\w+)\)[sd]/g, (whole, name: string) => String(values[name] ?? whole));
}

type Attributes = Record<string, string | boolean | undefined>;

/** Make an element; attributes that are false or undefined are left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name, attributes: Attributes = {}, ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...content);
  return element;
}

/** An icon of the sprite; the words stand beside it or in the control's label. */
export function icon(host: Host, name: string, classes = ""): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  drawn.setAttribute("class", `ic ${classes}`.trim());
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${host.sprite}#i-${name}`);
  drawn.append(use);
  return drawn;
}

/** A button that is only an icon, with its name for everyone who does not see it. */
export function iconButton(host: Host, name: string, label: string, press: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", class: "icon-btn", "aria-label": label, title: label }, icon(host, name));
  // The text keeps its selection.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", press);
  return button;
}

/** Tell people who do not see the screen, politely and out of sight. */
export function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}

/** Put `floating` at a place of the window, as far as it fits. */
export function put(floating: HTMLElement, left: number, top: number): void {
  floating.style.left = `${Math.round(Math.max(8, Math.min(left, innerWidth - floating.offsetWidth - 8)))}px`;
  floating.style.top = `${Math.round(top)}px`;
}

/** Put `floating` under (or, with more room there, above) a place of the window, in what a keyboard leaves of it.
    Its style may keep it as low as `--room` says. */
export function place(floating: HTMLElement, at: DOMRect, gap = 6): void {
  floating.style.removeProperty("--room");
  const top = window.visualViewport?.offsetTop ?? 0, bottom = top + (window.visualViewport?.height ?? innerHeight);
  const under = bottom - 8 - at.bottom - gap, over = at.top - gap - top - 8;
  const isAbove = floating.offsetHeight > under && over > under;
  floating.style.setProperty("--room", `${Math.max(88, Math.round(isAbove ? over : under))}px`);
  const box = floating.getBoundingClientRect();
  const start = getComputedStyle(floating).direction === "rtl" ? at.right - box.width : at.left;
  put(floating, start, isAbove ? at.top - gap - box.height : Math.max(8, Math.min(at.bottom + gap, bottom - 8 - box.height)));
}
