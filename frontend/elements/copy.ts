/** `<k-copy value>`: copies a link, or with `content` what stands behind it; without scripts it is the link. */
import { Live } from "./live";
import { toast, words } from "./server";

class Copy extends Live {
  protected live(signal: AbortSignal): void { this.addEventListener("click", this.onClick, { signal }); }

  private onClick = (event: MouseEvent): void => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const link = new URL(this.getAttribute("value") ?? "", location.href).href;
    const copied = this.hasAttribute("content") ? copyBehind(link) : navigator.clipboard.writeText(link);
    copied.then(() => toast(this.getAttribute("said") ?? words("Copied")), () => toast(words("Failed")));
  };
}

/** Browsers let a page copy only while it answers a press, so the text is promised at once. */
function copyBehind(link: string): Promise<void> {
  const text = fetch(link, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  });
  if (!("ClipboardItem" in window)) return text.then((words) => navigator.clipboard.writeText(words));
  const plain = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
}

customElements.define("k-copy", Copy);
