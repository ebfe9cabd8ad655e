/** Dialogs, popovers and toasts: closing them, and opening dialogs where the browser cannot by itself. */

/** Close whatever floats above the page; a new page starts without it. */
export function closeFloating(): void {
  document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((dialog) => dialog.close());
  document.querySelectorAll<HTMLElement>("[popover]:popover-open").forEach((popover) => popover.hidePopover());
}

export function watchFloating(): void {
  const browserDoesIt = "commandForElement" in HTMLButtonElement.prototype;
  document.addEventListener("click", (event) => {
    const pressed = event.target as Element;
    pressed.closest("[data-close]")?.closest(".toast")?.remove();
    const button = pressed.closest<HTMLButtonElement>("button[commandfor]");
    if (button && !browserDoesIt) {
      const dialog = document.getElementById(button.getAttribute("commandfor") ?? "");
      if (dialog instanceof HTMLDialogElement) button.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
    }
    // A press on the dimmed page behind a dialog closes it.
    if (pressed instanceof HTMLDialogElement && pressed.open) {
      const box = pressed.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) pressed.close();
    }
  });
}
