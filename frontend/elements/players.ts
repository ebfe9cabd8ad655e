/** Cards of films and talks can be played where they stand. Nothing of the other site is loaded before somebody
    presses Play; then it comes in a frame that may do no more than play. */

/** What a player needs: its own scripts and memory, and to open its own page. Never to lead ours elsewhere. */
const MAY = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox";
const ALLOW = "fullscreen; picture-in-picture; encrypted-media; autoplay";

/** A button beside every card that has a player and none yet. */
function offerPlayers(): void {
  document.querySelectorAll<HTMLAnchorElement>("a[data-player]:not([data-offered])").forEach((card) => {
    card.dataset["offered"] = "";
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn line small", textContent: `▶ ${card.dataset["play"] ?? ""}` });
    button.dataset["plays"] = "";
    button.style.cssText = "margin-block-start:.5rem;font-family:var(--font-ui)";
    card.after(button);
  });
}

/** Heard at the document: a page out of the history holds the button, and nobody who listens to it. */
function onClick(event: MouseEvent): void {
  const button = (event.target as Element).closest?.<HTMLElement>("[data-plays]"), card = button?.previousElementSibling;
  if (button && card instanceof HTMLAnchorElement && card.dataset["player"]) play(card, button);
}

function play(card: HTMLAnchorElement, button: HTMLElement): void {
  const address = new URL(card.dataset["player"]!, location.href);
  if (address.protocol !== "https:") return;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", MAY);
  frame.allow = ALLOW;
  // The provider is told which site asks, as some play for none else, and not which page.
  frame.referrerPolicy = "strict-origin";
  frame.title = card.textContent ?? "";
  frame.style.cssText = "display:block;inline-size:100%;aspect-ratio:16/9;block-size:auto;border:0;border-radius:var(--r-2);background:#000;margin-block-start:.5rem";
  // Where this site does not allow the player any more, the card stays and leads there.
  const refused = (event: SecurityPolicyViolationEvent): void => { if (event.effectiveDirective === "frame-src" && event.blockedURI.startsWith(address.origin)) frame.remove(); };
  document.addEventListener("securitypolicyviolation", refused);
  frame.addEventListener("load", () => document.removeEventListener("securitypolicyviolation", refused), { once: true });
  frame.src = address.href;
  button.replaceWith(frame);
  frame.focus();
}

offerPlayers();
document.addEventListener("click", onClick);
document.addEventListener("htmx:finally:swap", offerPlayers);
export {};
