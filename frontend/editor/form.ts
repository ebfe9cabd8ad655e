/** The form around the text: its field of plain text, its state in words, and how it is sent. */
import { toast } from "../elements/server";
import type { Standing } from "./live/room";
import { base64 } from "./convert";
import { announce, fill, icon, make, type Host } from "./host";

export interface Acts { prepare: () => Promise<boolean>; toPlain: () => Promise<void>; toRich: () => Promise<void> }
type State = Standing | "typing" | "here";

const PREFERS = "practica:plain-text", BEGUN = "practica:begun ";
const FACES: Record<State, string> = { connecting: "clock", saved: "check", saving: "refresh", offline: "offline", alone: "offline", watching: "eye", typing: "refresh", here: "check" };

export class Form {
  private readonly form: HTMLFormElement | null;
  private readonly plain: HTMLElement;
  private readonly field: HTMLTextAreaElement;
  private readonly switcher: HTMLButtonElement;
  private passing = false;
  private said = "";
  /** What was last told to those who listen, until it is over. */
  private worry = "";
  /** How the text of several was when last heard of. */
  private standing: State | "" = "";
  /** Letters that the field of plain text does not hold yet. */
  isBehind = false;

  constructor(private readonly host: Host, private readonly acts: Acts) {
    const { element, signal } = host;
    this.form = element.closest("form");
    this.plain = element.querySelector<HTMLElement>("[data-plain]")!;
    this.field = this.plain.querySelector("textarea")!;
    this.switcher = make("button", { type: "button", class: "btn ghost small", "data-made": true });
    this.switcher.addEventListener("click", () => void this.turn());
    element.querySelector<HTMLElement>(".edit-head")!.hidden = false;
    this.form?.addEventListener("submit", (event) => this.onSubmit(event), { capture: true, signal });
    this.form?.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) { event.preventDefault(); this.askSave(); }
    }, { signal });
    // What is said then is the draft's own word; the next letter is news again, and letters on their way are.
    element.closest("k-draft")?.addEventListener("draft:saved", () => {
      this.said = "";
      if (this.isBehind) this.say("typing");
      else if (this.isLive && this.standing) this.say(this.standing);
    }, { signal });
    const viewport = window.visualViewport;
    const lift = (): void => {
      // On phones the tools stand above the keyboard.
      const keyboard = viewport ? Math.max(0, innerHeight - viewport.height - viewport.offsetTop) : 0;
      element.style.setProperty("--keyboard", `${Math.round(keyboard)}px`);
      element.classList.toggle("above-keyboard", keyboard > 120);
    };
    viewport?.addEventListener("resize", lift, { signal });
    viewport?.addEventListener("scroll", lift, { signal });
  }

  get markdown(): string { return this.field.value.replace(/\r\n/g, "\n"); }
  get isLive(): boolean { return Boolean(this.host.element.dataset["live"]); }
  get prefersPlain(): boolean { try { return localStorage.getItem(PREFERS) === "1"; } catch { return false; } }
  get isPlain(): boolean { return this.host.element.dataset["mode"] === "plain"; }
  get title(): HTMLTextAreaElement | null { return this.named("title"); }
  get hasTitle(): boolean { return Boolean(this.title?.value.trim()); }
  /** What this device keeps an unsent copy under. */
  get name(): string { return this.nameOf(this.draft || (this.named<HTMLInputElement>("started_from")?.value ?? "")); }
  /** What the page that was begun last at this address is kept under; "" where one goes on with a certain draft. */
  get begunBefore(): string {
    if (!this.isBegun) return "";
    try { const before = localStorage.getItem(this.begun); return before ? this.nameOf(before) : ""; } catch { return ""; }
  }

  /** From now on the page that is begun here is the last one. */
  begins(): void {
    if (this.isBegun) try { localStorage.setItem(this.begun, this.draft); } catch { /* Not found again, then, but in the list of drafts. */ }
  }

  focusTitle(): void { this.title?.focus(); }
  focusText(focus: () => void): void { if (!this.isPlain) focus(); }

  /** After a draft on this device has been put back into the fields. */
  async restored(): Promise<void> {
    if (this.host.element.closest("k-draft")) await customElements.whenDefined("k-draft");
  }

  /** Whether the server keeps what is not sent yet; else this device alone does. */
  get hasDraft(): boolean { return this.host.element.closest("k-draft") !== null; }

  /** Who leaves without sending wants nothing of it back. */
  onDiscard(then: () => void): void { this.form?.querySelector("[data-discard]")?.addEventListener("click", then, { signal: this.host.signal }); }

  /** The server took what was sent and led on. */
  onTaken(then: () => void): void {
    document.addEventListener("htmx:before:response", (event) => {
      const { sourceElement, response } = (event as CustomEvent<{ ctx?: { sourceElement?: Element; response?: { raw?: Response } } }>).detail?.ctx ?? {};
      if (sourceElement === this.form && response?.raw?.redirected) then();
    }, { signal: this.host.signal });
  }

  onDraftSaved(then: () => void): void {
    this.host.element.closest("k-draft")?.addEventListener("draft:saved", then, { signal: this.host.signal });
  }

  get isOpening(): boolean { return this.host.element.hasAttribute("data-loading"); }

  isLoading(is: boolean): void {
    this.host.element.toggleAttribute("data-loading", is);
    if (is) this.say("connecting");
    else if (this.said === "connecting" && !this.isLive) this.words("");
  }

  /** The state of the text in words, always in sight. Only what worries is spoken. */
  say(state: State): void {
    if (state === "typing") this.isBehind = true;
    this.standing = state;
    if (state === this.said || this.isPlain) return;
    this.said = state;
    this.words(this.host.words[`state_${state}`] ?? "", FACES[state]);
    const place = this.place;
    const worries = state === "offline" || state === "alone";
    place?.classList.toggle("off", worries);
    if (place) place.dataset["state"] = state;
    // Once, not with each letter that this device writes down; and then that it is over.
    if (worries ? state === this.worry : !this.worry || state === "saving") return;
    this.worry = worries ? state : "";
    announce(this.host.words[`state_${state}`] ?? "");
  }

  setMarkdown(markdown: string, version?: number): void {
    this.field.value = markdown;
    this.isBehind = false;
    const started = this.named<HTMLInputElement>("started_from");
    if (version !== undefined && started) started.value = String(version);
    this.said = "";
    if (!this.isLive) this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** What goes along when everybody's text is saved: its generation and, without a line, all of it. */
  setLive(generation: string, update: Uint8Array | null): void {
    const live = this.named<HTMLInputElement>("live"), unsent = this.named<HTMLInputElement>("update");
    if (live) live.value = generation || "new";
    if (unsent) unsent.value = update ? base64(update) : "";
  }

  showRich(...made: HTMLElement[]): void {
    const { element } = this.host;
    element.dataset["mode"] = "rich";
    if (made.length) {
      const [bar, ...rest] = made;
      element.querySelector(".edit-head")!.prepend(bar!);
      element.querySelector(".edit-head")!.after(...rest);
    }
    this.plain.hidden = true;
    element.querySelectorAll<HTMLElement>(".surface, .edit-tools").forEach((one) => { one.hidden = false; });
    this.host.element.closest("k-draft")?.toggleAttribute("paused", this.isLive);
    this.label();
  }

  /** The plain field, with a word why when it was not asked for. */
  showPlain(why = ""): void {
    const { element } = this.host;
    element.dataset["mode"] = "plain";
    element.removeAttribute("data-loading");
    element.querySelectorAll<HTMLElement>(".surface, .edit-tools, .bubble").forEach((one) => { one.hidden = true; });
    this.plain.hidden = false;
    element.closest("k-draft")?.removeAttribute("paused");
    const live = this.named<HTMLInputElement>("live");
    if (live) live.value = "";
    this.said = "";
    this.words("");
    this.label();
    if (why) toast(why);
    if (element.contains(document.activeElement) || document.activeElement === document.body) this.focusField();
  }

  addTopic(label: string): void {
    const field = this.named<HTMLInputElement>("topics");
    if (!field) return;
    const known = field.value.split(",").map((one) => one.trim()).filter(Boolean);
    if (known.some((one) => one.toLocaleLowerCase() === label.toLocaleLowerCase())) return;
    field.value = [...known, label].join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    toast(fill(this.host.words["topicAdded"], { topic: label }));
  }

  /** Open what asks for a reason; without it save at once. */
  askSave(): void {
    const panel = document.getElementById("save-panel");
    if (panel && !panel.matches(":popover-open")) document.querySelector<HTMLElement>("[popovertarget=save-panel]")?.click();
    else this.form?.requestSubmit(this.form.querySelector<HTMLButtonElement>("button[data-save]") ?? undefined);
  }

  end(): void { this.switcher.remove(); }

  private get draft(): string { return this.named<HTMLInputElement>("draft")?.value ?? ""; }
  private get isBegun(): boolean { return Boolean(this.draft) && !new URLSearchParams(location.search).has("draft"); }
  /** Whose text it is: several people may use the device, and each finds her own. */
  private get person(): string { return this.host.element.closest("[person]")?.getAttribute("person") ?? ""; }
  private get begun(): string { return `${BEGUN}${this.person} ${location.pathname}`; }
  private nameOf(text: string): string { return `own ${this.person} ${location.pathname} ${text}`; }

  private get place(): HTMLElement | null { return this.host.element.querySelector("[data-status]"); }

  private words(words: string, face = ""): void {
    this.place?.replaceChildren(...(face && words ? [icon(this.host, face, "s")] : []), words);
  }

  /** At its beginning, where one looks, and not at its end. */
  private focusField(): void {
    this.field.setSelectionRange(0, 0);
    this.field.focus({ preventScroll: true });
  }

  /** Offered once there is something to go from: while the text opens, the button would have neither name nor use. */
  private label(): void {
    this.switcher.textContent = this.host.words[this.isPlain ? "toRich" : "toPlain"] ?? "";
    if (!this.switcher.isConnected) this.host.element.querySelector("[data-side]")?.append(this.switcher);
  }

  private async turn(): Promise<void> {
    this.switcher.setAttribute("aria-busy", "true");
    const wasPlain = this.isPlain;
    await (wasPlain ? this.acts.toRich() : this.acts.toPlain());
    this.switcher.removeAttribute("aria-busy");
    if (this.isPlain !== wasPlain) try { if (this.isPlain) localStorage.setItem(PREFERS, "1"); else localStorage.removeItem(PREFERS); } catch { /* Not remembered, then. */ }
    if (this.isPlain) this.focusField();
  }

  private named<Field extends HTMLElement = HTMLElement>(name: string): Field | null {
    return (this.form?.elements.namedItem(name) as unknown as Field | null) ?? null;
  }

  private onSubmit(event: SubmitEvent): void {
    if (this.passing || this.isPlain) { this.passing = false; return; }
    event.preventDefault();
    // Before htmx hears of it: the text is not in the form yet.
    event.stopImmediatePropagation();
    const { submitter } = event;
    submitter?.setAttribute("aria-busy", "true");
    // Not at once: while a form is being sent it hears of no other sending.
    void Promise.all([this.acts.prepare(), new Promise((done) => window.setTimeout(done))]).then(([ready]) => {
      submitter?.removeAttribute("aria-busy");
      if (!ready) return;
      this.passing = true;
      this.form?.requestSubmit(submitter as HTMLElement | null);
    });
  }
}
