/** `<k-uploads>`: sends many files, each with its progress; large ones in pieces (tus), so that they can be
    paused, and go on after a broken line or another visit. Without scripts the form inside does its work. */
import type { Upload as Tus } from "tus-js-client";
import { filesIn } from "./dropped";
import { Live } from "./live";
import { getPiece, show, toast } from "./server";

type State = "waiting" | "sending" | "paused" | "checking" | "done" | "failed" | "cancelled";
interface Told { name: string; page: string; twins: { name: string; url: string }[] }
interface Place { begin: string; action: string; token: string; most: number; small: number; file: string; note: string; words: DOMStringMap; row: HTMLElement }

const AT_ONCE = 2;
/** Each request brings so much; after it, as much is safe whatever happens. */
const PIECE = 4 * 1024 * 1024;
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
    const { Upload } = await import("tus-js-client");
    const { begin, file, note, token } = this.place;
    this.tus ??= new Upload(this.file, {
      endpoint: begin,
      chunkSize: PIECE,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
      headers: { "X-CSRFToken": token },
      metadata: { filename: this.file.name, ...(file ? { file, note } : {}) },
      removeFingerprintOnSuccess: true,
      fingerprint: (one) => Promise.resolve(["practica", (one as File).name, (one as File).size, (one as File).lastModified, begin, file].join("-")),
      onProgress: (sent, total) => this.progress(sent, total),
      onError: (problem) => this.fail("originalResponse" in problem ? sentence(problem.originalResponse?.getBody() ?? "") : ""),
      onShouldRetry: (problem) => {
        const status = problem.originalResponse?.getStatus() ?? 0;
        return status === 0 || status >= 500 || status === 409 || status === 423 || status === 460;
      },
      onSuccess: () => void this.whatBecameOfIt(),
    });
    const [former] = await this.tus.findPreviousUploads();
    if (former) this.tus.resumeFromPreviousUpload(former);
    // Paused or cancelled while the library was on its way.
    if (this.state === "sending") this.tus.start();
  }

  private async whatBecameOfIt(): Promise<void> {
    try {
      const answer = await fetch(this.tus!.url!, { credentials: "same-origin" });
      const told = (await answer.json()) as { file: Told | null };
      if (told.file) this.done(told.file);
      else this.fail();
    } catch { this.fail(); }
  }

  private progress(sent: number, total: number): void {
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
    if (this.place.file) location.assign(told.page);
    else if (!this.row.isConnected) toast(`${told.name}: ${this.place.words["wordDone"] ?? ""}`);
    next();
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

/** What the server says went wrong; nothing where it says nothing we can read. */
function sentence(body: string): string {
  try { return String((JSON.parse(body) as { error?: string }).error ?? ""); } catch { return ""; }
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

  private async refresh(): Promise<void> {
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
