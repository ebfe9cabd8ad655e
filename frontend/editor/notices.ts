/** What a writer must know in sentences above the text: no line, no right any more, a text that cannot be merged. */
import { icon, make, type Host } from "./host";
import { toast } from "../elements/server";

export class Notices {
  private readonly shown = new Map<string, HTMLElement>();

  constructor(private readonly host: Host) {}

  /** Nobody could be reached: writing goes on here, and there is a way without a line. */
  unreachable(is: boolean, why: "notReached" | "unreachable" | "unreachableAlone" = "unreachable", plain: () => void = () => {}): void {
    this.banner("unreachable", is ? "offline" : "", this.host.words[why], [[this.host.words["toPlain"] ?? "", plain]]);
  }

  watching(is: boolean): void { this.banner("watching", is ? "eye" : "", this.host.words["watching"]); }

  /** Why the server does not take the text as it is; empty when it does. */
  refused(sentence: string): void { this.banner("refused", sentence ? "warn" : "", sentence); }

  /** The line was closed for good: what happened, what is safe, what to do. */
  ended(code: number, unsent: string, acts: { plain: () => void; reload: () => void }): void {
    const { words } = this.host;
    const sentence = words[`ended_${code}`] ?? words["ended"];
    if (!unsent) { this.banner("ended", "warn", sentence, [[words["reload"] ?? "", acts.reload]]); return; }
    const text = make("textarea", { readonly: true, rows: "10", class: "input code", dir: "auto", "aria-label": words["unsent"] });
    text.value = unsent;
    const button = (label: string, kind: string, press: () => void): HTMLButtonElement => {
      const made = make("button", { type: "button", class: `btn ${kind}` }, label);
      made.addEventListener("click", press);
      return made;
    };
    const dialog = make("dialog", { class: "dialog", "data-made": true, "aria-labelledby": "unsent-title" },
      make("h2", { id: "unsent-title" }, words["unsent"] ?? ""), make("p", {}, sentence ?? ""), text,
      make("div", { class: "actions" },
        ...(code === 4409 ? [button(words["unsentPlain"] ?? "", "primary", () => { acts.plain(); dialog.close(); })] : []),
        button(words["copy"] ?? "", "line", () => { void navigator.clipboard.writeText(unsent).then(() => toast(words["copied"] ?? "")); }),
        button(words["reload"] ?? "", "ghost", acts.reload)));
    this.host.element.append(dialog);
    dialog.showModal();
  }

  private banner(name: string, face: string, sentence = "", acts: [string, () => void][] = []): void {
    this.shown.get(name)?.remove();
    this.shown.delete(name);
    if (!face || !sentence) return;
    const banner = make("div", { class: `banner ${face === "eye" ? "info" : "warn"}`, role: "status", "data-made": true }, icon(this.host, face), make("span", {}, sentence));
    for (const [label, press] of acts) {
      const button = make("button", { type: "button", class: "btn line small" }, label);
      button.addEventListener("click", press);
      banner.append(button);
    }
    this.shown.set(name, banner);
    this.host.element.prepend(banner);
  }
}
