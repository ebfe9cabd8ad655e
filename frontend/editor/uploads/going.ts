/** One file on its way into the text: its row, how far it is, and how it is paused, sent again or left. */
import type { MappablePosition } from "@tiptap/core";
import type { Upload as Tus } from "tus-js-client";
import { inPieces, sentence } from "../../elements/pieces";
import { fill, iconButton, make, type Host } from "../host";

export interface Stored { url: string; name: string; picture: boolean }
type State = "sending" | "paused" | "failed" | "over";

export class Going {
  readonly row: HTMLElement;
  private state: State = "sending";
  private request?: XMLHttpRequest;
  private tus?: Tus;
  private readonly bar: HTMLProgressElement;
  private readonly said = make("span", { class: "state" });
  private readonly acts: Record<"pause" | "resume" | "again" | "cancel", HTMLButtonElement>;

  /** `place` is where it will stand; whoever keeps it moves it along with the text. */
  constructor(private readonly host: Host, readonly file: File, readonly id: number, public place: MappablePosition, private readonly hears: { done: (stored: Stored) => void; left: () => void }) {
    const label = (word: string): string => fill(host.words[word], { name: file.name });
    this.bar = make("progress", { max: "100", value: "0", "aria-label": file.name });
    this.acts = {
      pause: iconButton(host, "pause", label("pauseUpload"), () => { void this.tus?.abort(); this.show("paused"); }),
      resume: iconButton(host, "play", label("resumeUpload"), () => void this.start()),
      again: iconButton(host, "refresh", label("againUpload"), () => void this.start()),
      cancel: iconButton(host, "x", label("cancelUpload"), () => this.cancel()),
    };
    this.row = make("span", { class: "going", contenteditable: "false" }, make("span", { class: "t" }, file.name), this.said, make("span", { class: "acts" }, ...Object.values(this.acts)), this.bar);
  }

  private get isLarge(): boolean { return this.file.size > (Number(this.host.element.dataset["small"]) || Infinity); }
  private get token(): string { return this.host.element.closest("form")?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? ""; }

  async start(): Promise<void> {
    this.show("sending");
    if (!this.isLarge) { this.sendWhole(); return; }
    this.tus ??= await inPieces<Stored>(this.file, { begin: new URL(this.host.urls.begin, location.href).href, token: this.token }, {
      progress: (sent, total) => this.progress(sent, total), failed: (why) => this.fail(why), done: (stored) => this.done(stored),
    });
    // Paused or left while the library was on its way.
    if (this.state === "sending") this.tus.start();
  }

  /** The page goes away: what has arrived of a large one is kept for another visit. */
  stop(): void {
    this.state = "over";
    this.request?.abort();
    void this.tus?.abort();
  }

  private sendWhole(): void {
    const data = new FormData(), request = new XMLHttpRequest();
    data.append("file", this.file, this.file.name);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) this.progress(event.loaded, event.total); });
    request.addEventListener("error", () => this.fail());
    request.addEventListener("load", () => {
      if (request.status === 201) this.done(JSON.parse(request.responseText) as Stored);
      else this.fail(sentence(request.responseText));
    });
    request.open("POST", this.host.urls.attach);
    request.setRequestHeader("X-CSRFToken", this.token);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
    this.request = request;
  }

  private progress(sent: number, total: number): void {
    if (this.state !== "sending") return;
    this.bar.value = total ? (100 * sent) / total : 0;
    this.said.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(total ? sent / total : 0);
  }

  private done(stored: Stored): void {
    if (this.state === "over") return;
    this.state = "over";
    this.hears.done(stored);
  }

  private fail(why = ""): void {
    if (this.state === "over") return;
    this.show("failed");
    this.said.textContent = why || (this.host.words[this.isLarge ? "uploadBroken" : "uploadFailed"] ?? "");
  }

  private cancel(): void {
    this.state = "over";
    this.request?.abort();
    // Also on the server: what has arrived gives its room back.
    void this.tus?.abort(true).catch(() => undefined);
    this.hears.left();
  }

  private show(state: State): void {
    this.state = state;
    this.row.classList.toggle("failed", state === "failed");
    this.said.textContent = state === "paused" ? (this.host.words["uploadPaused"] ?? "") : "";
    const shown: Record<string, boolean> = { pause: state === "sending" && this.isLarge, resume: state === "paused", again: state === "failed", cancel: true };
    for (const [name, button] of Object.entries(this.acts)) button.hidden = !shown[name];
  }
}
