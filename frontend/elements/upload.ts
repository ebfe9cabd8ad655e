/** `<k-upload>`: choose or drop files, a folder or a zip; shows how far the upload is. Without scripts a plain form. */
import { type Chosen, filesIn } from "./dropped";
import { Live } from "./live";
import { words } from "./server";

class Upload extends Live {
  private dropped: Chosen[] = [];

  protected live(signal: AbortSignal): void {
    this.dropped = [];
    this.addEventListener("dragover", this.onDrag, { signal });
    this.addEventListener("dragleave", this.onLeave, { signal });
    this.addEventListener("drop", this.onDrop, { signal });
    this.addEventListener("change", this.onChange, { signal });
    this.addEventListener("submit", this.onSubmit, { capture: true, signal });
  }

  // Neither is there where a place on the server is named instead.
  private get field(): HTMLInputElement | null { return this.querySelector("input[type=file]"); }
  private get rows(): HTMLElement | null { return this.querySelector("[data-rows]"); }

  private onDrag = (event: DragEvent): void => { event.preventDefault(); this.firstElementChild?.classList.add("over"); };
  private onLeave = (): void => this.firstElementChild?.classList.remove("over");

  private onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    this.onLeave();
    // Entries must be asked for before anything is awaited; the list empties itself afterwards.
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    this.dropped = (await Promise.all(entries.map((entry) => filesIn(entry)))).flat();
    this.list();
  };

  private onChange = (): void => { this.dropped = []; this.list(); };

  private get chosen(): Chosen[] {
    if (this.dropped.length) return this.dropped;
    return [...(this.field?.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  }

  private list(): void {
    const size = this.chosen.reduce((sum, { file }) => sum + file.size, 0);
    const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
    const first = this.chosen[0]?.path ?? "";
    const label = this.chosen.length > 1 ? `${first.split("/")[0]} (${this.chosen.length})` : first;
    if (!first) { this.rows?.replaceChildren(); return; }
    const row = Object.assign(document.createElement("div"), { className: "upload" });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", label);
    row.append(
      document.createElement("i"),
      Object.assign(document.createElement("span"), { className: "t", textContent: label }),
      Object.assign(document.createElement("span"), { className: "state", textContent: format.format(size / 1_000_000) }),
      bar,
    );
    this.rows?.replaceChildren(row);
  }

  private onSubmit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const { field } = this;
    if (!field || !this.chosen.length) return;
    event.preventDefault();
    // Before the form hears of it: htmx would send it as well.
    event.stopPropagation();
    const data = new FormData(form, event.submitter);
    data.delete(field.name);
    for (const { file, path } of this.chosen) {
      data.append(field.name, file, file.name);
      // A file's name travels without its folders; the paths go beside it, in the same order.
      if (this.chosen.length > 1 || path !== file.name) data.append("paths", path);
    }
    this.send(form, data);
  };

  private send(form: HTMLFormElement, data: FormData): void {
    const request = new XMLHttpRequest();
    const bar = this.rows?.querySelector("progress");
    const state = this.rows?.querySelector(".state");
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
    const button = form.querySelector("button[type=submit], button:not([type])");
    button?.setAttribute("aria-busy", "true");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable || !bar || !state) return;
      bar.value = (100 * event.loaded) / event.total;
      state.textContent = percent.format(event.loaded / event.total);
    });
    const fail = (): void => {
      button?.removeAttribute("aria-busy");
      this.rows?.firstElementChild?.classList.add("failed");
      if (state) state.textContent = words("Failed");
    };
    request.addEventListener("error", fail);
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else if (request.getResponseHeader("Content-Type")?.startsWith("text/html"))
        void window.htmx.swap({ sourceElement: document.body, target: document.body, swap: "innerMorph", text: request.responseText });
      else fail();
    });
    request.open("POST", form.action);
    request.send(data);
  }
}

customElements.define("k-upload", Upload);
