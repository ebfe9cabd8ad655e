/** `<k-uploads>`: sends many files, each with its progress; large ones in pieces (tus), so that they can be
    paused, and go on after a broken line or another visit. Without scripts the form inside does its work. */
import type { Upload as Tus } from "tus-js-client";
import { filesIn } from "./dropped";
import { Live } from "./live";
import { inPieces, sentence } from "./pieces";
import { getPiece, show, toast } from "./server";

type State = "waiting" | "sending" | "paused" | "checking" | "done" | "failed" | "cancelled";
interface Told { name: string; page: string; note: string; reading: boolean; twins: { name: string; url: string }[] }
interface Place { begin: string; action: string; token: string; most: number; small: number; file: string; note: string; words: DOMStringMap; row: HTMLElement }

const AT_ONCE = 2;
/** So many milliseconds after it came, and after each answer, we ask what was found inside; for ten minutes,
 * since who reads it may have much else to read. */
const READ_AFTER = [1500, 2500, 6000, 10_000, ...Array<number>(29).fill(20_000)];
/** On their way, whatever page is open: who looks at another page meanwhile loses nothing. */
const jobs: Job[] = [];

class Job {
  state: State = "waiting";
  readonly row: HTMLElement;
  private request?: XMLHttpRequest;
  private tus?: Tus;

  constructor(readonly file: File, readonly place: Place) {
    this.row = place.row;
    this.row.querySelector(".t")!.textContent = file.name;
    this.bar.setAttribute("aria-label", file.name);
    this.row.querySelectorAll<HTMLElement>("[data-act]").forEach((button) => {
      button.setAttribute("aria-label", `${button.title}: ${file.name}`);
      button.addEventListener("click", () => this.act(button.dataset["act"]!));
    });
    if (file.size > place.most) this.fail(place.words["wordLarge"] ?? "", false);
    else this.show("waiting");
  }

  private get bar(): HTMLProgressElement { return this.row.querySelector("progress")!; }

  private act(name: string): void {
    if (name === "cancel") this.cancel();
    else if (name === "pause") { void this.tus?.abort(); this.show("paused"); next(); }
    else { this.show("waiting"); next(); }
  }

  async start(): Promise<void> {
    this.show("sending");
    if (this.file.size <= this.place.small && !this.place.file) this.sendWhole();
    else await this.sendInPieces();
  }

  private sendWhole(): void {
    const data = new FormData(), request = new XMLHttpRequest();
    data.append("csrfmiddlewaretoken", this.place.token);
    data.append("file", this.file, this.file.name);
    request.upload.addEventListener("progress", (event) => this.progress(event.loaded, event.total));
    request.addEventListener("error", () => this.fail());
    request.addEventListener("load", () => {
      if (request.status === 201) this.done(JSON.parse(request.responseText) as Told);
      else this.fail(sentence(request.responseText));
    });
    request.open("POST", this.place.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
    this.request = request;
  }

  private async sendInPieces(): Promise<void> {
    const { begin, file, note, token } = this.place;
    this.tus ??= await inPieces<Told>(this.file, { begin, token, about: file ? { file, note } : {} }, {
      progress: (sent, total) => this.progress(sent, total), failed: (why) => this.fail(why), done: (told) => this.done(told),
    });
    // Paused or cancelled while the library was on its way.
    if (this.state === "sending") this.tus.start();
  }

  private progress(sent: number, total: number): void {
    // What was on its way when it was paused is still told of.
    if (this.state !== "sending") return;
    this.bar.value = total ? (100 * sent) / total : 0;
    if (sent === total) { this.show("checking"); return; }
    const lang = document.documentElement.lang;
    const size = new Intl.NumberFormat(lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
    this.say(`${new Intl.NumberFormat(lang, { style: "percent" }).format(sent / total)} · ${size.format(total / 1e6)}`);
  }

  private done(told: Told): void {
    const link = Object.assign(document.createElement("a"), { href: told.page, textContent: told.name });
    this.row.querySelector(".t")!.replaceChildren(link);
    this.bar.value = 100;
    this.show("done");
    const twin = told.twins[0];
    if (twin) this.row.querySelector(".state")!.append(", ", this.place.words["wordTwin"] ?? "", " ", Object.assign(document.createElement("a"), { href: twin.url, textContent: twin.name }));
    if (told.note) this.note(told.note);
    else if (told.reading) void this.whatWasRead(told.page);
    if (this.place.file) location.assign(told.page);
    else if (!this.row.isConnected) toast(`${told.name}: ${this.place.words["wordDone"] ?? ""}`);
    next();
  }

  /** A locked, broken or loaded document is told of when it has been read, a moment later. */
  private async whatWasRead(page: string): Promise<void> {
    for (const pause of READ_AFTER) {
      await new Promise((resume) => { setTimeout(resume, pause); });
      const told = await fetch(`${page}/state`, { credentials: "same-origin" }).then((answer) => answer.json() as Promise<Told>).catch(() => null);
      if (told?.note) { this.note(told.note); document.querySelectorAll<Uploads>("k-uploads").forEach((one) => void one.refresh()); }
      if (!told?.reading) return;
    }
  }

  private note(words: string): void {
    this.row.querySelector(".state")!.append(Object.assign(document.createElement("span"), { className: "note", textContent: words }));
  }

  private fail(why = "", again = true): void {
    if (this.state === "cancelled") return;
    this.show("failed");
    this.say(why || (this.place.words["wordFailed"] ?? ""));
    this.row.querySelector<HTMLElement>("[data-act=retry]")!.hidden = !again;
    next();
  }

  private cancel(): void {
    this.show("cancelled");
    this.request?.abort();
    // Also on the server: what has arrived gives its room back.
    void this.tus?.abort(true).catch(() => undefined);
    jobs.splice(jobs.indexOf(this), 1);
    this.row.remove();
    next();
  }

  private show(state: State): void {
    this.state = state;
    this.row.className = `upload ${state}`;
    const shown: Record<string, boolean> = {
      pause: state === "sending" && (this.file.size > this.place.small || Boolean(this.place.file)), resume: state === "paused",
      retry: state === "failed", cancel: state !== "done" && state !== "checking",
    };
    this.row.querySelectorAll<HTMLElement>("[data-act]").forEach((button) => { button.hidden = !shown[button.dataset["act"]!]; });
    const word = this.place.words[`word${state[0]!.toUpperCase()}${state.slice(1)}`];
    this.say(word ?? "");
  }

  private say(words: string): void { this.row.querySelector(".state")!.textContent = words; }
}

/** Let the next ones begin, and tell whoever shows them. */
function next(): void {
  const free = AT_ONCE - jobs.filter((job) => job.state === "sending" || job.state === "checking").length;
  jobs.filter((job) => job.state === "waiting").slice(0, Math.max(0, free)).forEach((job) => void job.start());
  document.querySelectorAll<Uploads>("k-uploads").forEach((one) => one.tell());
}

window.addEventListener("beforeunload", (event) => {
  if (jobs.some((job) => job.state === "sending" || job.state === "waiting")) event.preventDefault();
});

class Uploads extends Live {
  private counted = 0;
  private veil?: HTMLElement;

  protected live(signal: AbortSignal): void {
    const everywhere = this.dataset["anywhere"] !== undefined;
    const place: HTMLElement | Document = everywhere ? document : this;
    this.classList.add("on");
    this.addEventListener("change", this.onChange, { signal });
    this.addEventListener("submit", this.onSubmit, { capture: true, signal });
    place.addEventListener("dragover", this.onDrag, { signal });
    place.addEventListener("dragleave", this.onLeave, { signal });
    place.addEventListener("drop", this.onDrop, { signal });
    signal.addEventListener("abort", () => this.unveil());
    this.counted = jobs.filter((job) => job.state === "done").length;
    this.tell();
  }

  private get field(): HTMLInputElement { return this.querySelector("input[type=file]")!; }
  private get rows(): HTMLElement { return this.querySelector("[data-rows]")!; }

  private onDrag = (event: Event): void => {
    if (!(event as DragEvent).dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (this.veil) return;
    this.veil = Object.assign(document.createElement("div"), { className: "dropveil", textContent: this.dataset["wordDrop"] ?? "" });
    (this.dataset["anywhere"] === undefined ? this : document.body).append(this.veil);
  };

  private onLeave = (event: Event): void => { if (!(event as DragEvent).relatedTarget) this.unveil(); };
  private unveil(): void { this.veil?.remove(); this.veil = undefined; }

  private onDrop = async (event: Event): Promise<void> => {
    const dropped = (event as DragEvent).dataTransfer;
    if (!dropped?.types.includes("Files")) return;
    event.preventDefault();
    this.unveil();
    const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    this.add((await Promise.all(entries.map((entry) => filesIn(entry)))).flat().map(({ file }) => file));
  };

  /** Where several can be chosen they begin at once; one version waits for its note. */
  private onChange = (): void => { if (this.field.multiple) this.take(); };

  private onSubmit = (event: SubmitEvent): void => {
    const [first] = this.field.files ?? [];
    const small = Number(this.dataset["small"]);
    if (!first || (this.dataset["file"] && first.size <= small)) return;
    event.preventDefault();
    event.stopPropagation();
    this.take();
  };

  private take(): void {
    this.add([...(this.field.files ?? [])]);
    this.field.value = "";
  }

  private add(files: File[]): void {
    const form = this.querySelector("form")!;
    const note = form.querySelector<HTMLInputElement>("[name=note]")?.value ?? "";
    for (const file of this.dataset["file"] ? files.slice(0, 1) : files) {
      const row = this.querySelector("template")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
      jobs.push(new Job(file, {
        begin: new URL(this.dataset["begin"]!, location.href).href, action: form.action, file: this.dataset["file"] ?? "", note,
        token: form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")!.value,
        most: Number(this.dataset["most"]), small: Number(this.dataset["small"]), words: { ...this.dataset }, row,
      }));
    }
    next();
  }

  /** Show the rows of all that goes to this place, and in the list what is here now. */
  tell(): void {
    const begin = new URL(this.dataset["begin"]!, location.href).href;
    const ours = jobs.filter((job) => job.place.begin === begin && job.place.file === (this.dataset["file"] ?? ""));
    ours.forEach((job) => { if (job.row.parentElement !== this.rows) this.rows.append(job.row); });
    this.rows.hidden = !ours.length;
    const done = ours.filter((job) => job.state === "done").length;
    const sum = this.querySelector("[data-sum]");
    if (sum && ours.length) sum.textContent = (this.dataset["wordSum"] ?? "").replace("%1", String(done)).replace("%2", String(ours.length));
    if (done > this.counted) void this.refresh();
    this.counted = done;
  }

  async refresh(): Promise<void> {
    const where = (this.dataset["refresh"] ?? "").split(" ").filter((one) => document.querySelector(one));
    if (!where.length) return;
    const page = new DOMParser().parseFromString(await getPiece(location.href), "text/html");
    for (const one of where) {
      const place = document.querySelector(one), fresh = page.querySelector(one);
      if (place && fresh) show(place, fresh.innerHTML);
    }
  }
}

customElements.define("k-uploads", Uploads);
