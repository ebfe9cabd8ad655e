/** Marks of a text. Each excludes only itself, as in the tree: a word may be bold, code and a link at once. */
import { InputRule, Mark, markInputRule, mergeAttributes } from "@tiptap/core";
import type { MarkType } from "@tiptap/pm/model";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { Highlight } from "@tiptap/extension-highlight";
import { Italic } from "@tiptap/extension-italic";
import { Strike } from "@tiptap/extension-strike";
import { Subscript } from "@tiptap/extension-subscript";
import { Superscript } from "@tiptap/extension-superscript";

/** Only these lead anywhere; everything else stays words. */
export function isAllowed(address: string): boolean {
  const scheme = /^([^/?#:]*):/.exec(address.replace(/[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]/g, ""))?.[1]?.toLowerCase();
  return Boolean(address.trim()) && (scheme === undefined || ["http", "https", "mailto"].includes(scheme));
}

/** `www.example.org/x` means https; what leads nowhere is no address. */
export function addressOf(typed: string): string {
  const text = typed.trim();
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(text)) return `mailto:${text}`;
  const address = /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(text) && !/^[^/]*\.(md|html?)$/.test(text) ? `https://${text}` : text;
  return isAllowed(address) ? address : "";
}

export const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  keepOnSplit: false,
  excludes: "link",
  addAttributes: () => ({ href: { default: "" }, title: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => (isAllowed(element.getAttribute("href") ?? "") ? null : false) }],
  // Pressing a link in the text edits it; the bubble says where it leads and opens it.
  renderHTML: ({ HTMLAttributes }) => {
    // Another browser may have put anything here.
    const { href, ...rest } = HTMLAttributes as Record<string, string | null>;
    return ["a", mergeAttributes(rest, { class: "wl", rel: "nofollow noopener" }, href && isAllowed(href) ? { href } : {}), 0];
  },
});

export const Keyboard = Mark.create({
  name: "keyboard",
  excludes: "keyboard",
  parseHTML: () => [{ tag: "kbd" }],
  renderHTML: () => ["kbd", { class: "key" }, 0],
  addInputRules() { return [markInputRule({ find: /(?:^|\s)(<kbd>([^<]+)<\/kbd>)$/, type: this.type })]; },
});

const CodeInside = Code.extend({ excludes: "code" });

/** `*word*` is slanted; `2 * 3 * 4` is arithmetic: a sign that stands beside a blank marks nothing. */
function marked(sign: string, type: MarkType): InputRule {
  const letter = sign[0]!.replace(/[*=~_]/, "\\$&"), around = letter.repeat(sign.length);
  return markInputRule({ find: new RegExp(`(?:^|\\s)(${around}(?![\\s${letter}])([^${letter}]*[^\\s${letter}])${around})$`), type });
}

// In the order in which a tree writes them.
export const marks = [
  Link,
  Bold.extend({ addInputRules() { return [marked("**", this.type), marked("__", this.type)]; } }),
  Italic.extend({ addInputRules() { return [marked("*", this.type), marked("_", this.type)]; } }),
  Strike.extend({ addInputRules() { return [marked("~~", this.type)]; } }),
  Highlight.extend({ addInputRules() { return [marked("==", this.type)]; } }),
  Subscript.extend({ excludes: "subscript" }),
  Superscript.extend({ excludes: "superscript" }), Keyboard, CodeInside,
];
