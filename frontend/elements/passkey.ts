/** `<k-passkey mode data src>`: make or use a passkey, then send the form with it. */
import { Live } from "./live";
import { toast, words } from "./server";

interface Options { creation_options?: { publicKey: PublicKeyCredentialCreationOptionsJSON }; request_options?: { publicKey: PublicKeyCredentialRequestOptionsJSON } }

class Passkey extends Live {
  protected live(signal: AbortSignal): void {
    this.addEventListener("click", this.onClick, { signal });
    // A browser without passkeys should not offer one, and none makes them for an address of numbers.
    const able = typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential
      && !/^\[|^[\d.]+$/.test(location.hostname);
    this.querySelectorAll<HTMLElement>("[data-passkey]").forEach((button) => { button.hidden = !able; });
    this.querySelectorAll<HTMLElement>("[data-unable]").forEach((words) => { words.hidden = able; });
  }

  private get form(): HTMLFormElement { return this.querySelector("form") ?? this.closest("form")!; }

  private onClick = (event: MouseEvent): void => {
    const button = (event.target as Element).closest("[data-passkey]");
    if (!button) return;
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    this.use()
      // NotAllowedError is how browsers say that the person closed the window.
      .catch((error: Error) => { if (error.name !== "NotAllowedError") toast(words("Failed")); })
      .finally(() => button.removeAttribute("aria-busy"));
  };

  private async options(): Promise<Options> {
    const block = document.getElementById(this.getAttribute("data") ?? "");
    if (block?.textContent) return JSON.parse(block.textContent) as Options;
    const answer = await fetch(this.getAttribute("src") ?? this.form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json() as Options;
  }

  private async use(): Promise<void> {
    const options = await this.options();
    const credential = this.getAttribute("mode") === "create" ? await this.create(options) : await this.get(options);
    (this.form.elements.namedItem("credential") as HTMLInputElement).value = JSON.stringify(credential.toJSON());
    this.form.submit();
  }

  private async create(options: Options): Promise<PublicKeyCredential> {
    const wanted = options.creation_options!.publicKey;
    const box = this.form.elements.namedItem("passwordless");
    if (box instanceof HTMLInputElement) {
      wanted.authenticatorSelection = {
        ...wanted.authenticatorSelection,
        residentKey: box.checked ? "required" : "discouraged",
        requireResidentKey: box.checked,
        ...(box.checked ? { userVerification: "required" } : {}),
      };
    }
    return await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) }) as PublicKeyCredential;
  }

  private async get(options: Options): Promise<PublicKeyCredential> {
    const wanted = PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options!.publicKey);
    return await navigator.credentials.get({ publicKey: wanted }) as PublicKeyCredential;
  }
}

customElements.define("k-passkey", Passkey);
