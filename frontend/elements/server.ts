/** Talking to the server from an element: the CSRF token, words for people, HTML the server wrote. */

/** The token of this page: from the form at hand, any form, or the cookie. */
function token(near?: Element | null): string {
  const field = (near ?? document).querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")
    ?? document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]");
  return field?.value ?? /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** POST `data` to our own server. */
export function post(url: string, data: FormData, near?: Element | null): Promise<Response> {
  return fetch(url, { method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": token(near), "X-Requested-With": "fetch" } });
}

/** POST `data` as JSON to our own server; with `keepalive` (small data) also when the page is left meanwhile. */
export function postJson(url: string, data: unknown, keepalive = false): Promise<Response> {
  return fetch(url, { method: "POST", keepalive, body: JSON.stringify(data), credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" } });
}

/** GET a piece of HTML. Throws unless the server says it is fine. */
export async function getPiece(url: string, signal?: AbortSignal): Promise<string> {
  const answer = await fetch(url, { credentials: "same-origin", signal: signal ?? null, headers: { "X-Requested-With": "fetch", Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** Put HTML written by our server into `place`. The only door through which text becomes elements here. */
export function show(place: Element, html: string): void {
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  window.htmx.process(place);
}

/** A sentence of the interface in the reader's language; the server wrote it on <body>. */
export function words(name: "Saved" | "Kept" | "Copied" | "Failed" | "Unreached" | "Close"): string {
  return document.body.dataset[`words${name}`] ?? "";
}

/** Run `work` once `pause` milliseconds after the last call. */
export function afterPause(work: () => void, pause: number): () => void {
  let waiting: number | undefined;
  return () => { clearTimeout(waiting); waiting = window.setTimeout(work, pause); };
}

/** Say what happened out of sight, for ten seconds. */
export function toast(sentence: string): void {
  const row = document.createElement("div");
  row.className = "toast";
  row.append(Object.assign(document.createElement("span"), { textContent: sentence }));
  document.getElementById("toasts")?.append(row);
  window.setTimeout(() => row.remove(), 10_000);
}
