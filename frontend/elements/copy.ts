/** `<k-copy value>`: copies a link; without scripts it is the link itself. */
import { Live } from "./live";
import { toast, words } from "./server";

class Copy extends Live {
  protected live(signal: AbortSignal): void { this.addEventListener("click", this.onClick, { signal }); }

  private onClick = (event: MouseEvent): void => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const link = new URL(this.getAttribute("value") ?? "", location.href).href;
    navigator.clipboard.writeText(link).then(() => toast(words("Copied")), () => toast(words("Failed")));
  };
}

customElements.define("k-copy", Copy);
