/** A block of code with its language. */
import type { NodeViewRenderer } from "@tiptap/core";
import { make, type Host } from "../host";
import { set, type Shown } from "./setting";

const LANGUAGES = [
  "bash", "c", "cpp", "csharp", "css", "diff", "go", "html", "ini", "java", "javascript", "json", "kotlin", "lua", "markdown",
  "php", "python", "r", "ruby", "rust", "scala", "sql", "swift", "typescript", "xml", "yaml",
];

export const codeView = (host: Host): NodeViewRenderer => ({ editor, node, getPos }) => {
  const shown: Shown = { editor, node, getPos };
  const choice = make("select", { class: "code-language", "aria-label": host.words["language"], contenteditable: "false" });
  const inside = make("code", {});
  const dom = make("div", { class: "code-block" }, choice, make("pre", { class: "code", dir: "ltr" }, inside));
  const draw = (): void => {
    const language = (shown.node.attrs["language"] as string | null) ?? "";
    const known = language && !LANGUAGES.includes(language) ? [language, ...LANGUAGES] : LANGUAGES;
    choice.replaceChildren(make("option", { value: "" }, host.words["noLanguage"] ?? ""), ...known.map((name) => make("option", { value: name }, name)));
    choice.value = language;
  };
  choice.addEventListener("change", () => set(shown, { language: choice.value || null }));
  draw();
  return {
    dom,
    contentDOM: inside,
    update: (next) => {
      if (next.type !== shown.node.type) return false;
      const changed = next.attrs["language"] !== shown.node.attrs["language"];
      shown.node = next;
      if (changed) draw();
      return true;
    },
    stopEvent: (event) => event.target === choice,
    ignoreMutation: (change) => change.type !== "selection" && !inside.contains(change.target),
  };
};
