/** Sending a large file in pieces (tus): what has arrived is safe, and it goes on after a broken line or another visit. */
import type { Upload as Tus } from "tus-js-client";

/** Each request brings so much; after it, as much is safe whatever happens. */
const PIECE = 4 * 1024 * 1024;

export interface Goal { begin: string; token: string; /** What is told with it: a name is always. */ about?: Record<string, string> }
export interface Hears<Told> { progress: (sent: number, total: number) => void; failed: (sentence: string) => void; done: (told: Told) => void }

/** Get ready to send `file` to `goal`; it begins with `start()`, where an earlier visit left it. */
export async function inPieces<Told>(file: File, { begin, token, about = {} }: Goal, hears: Hears<Told>): Promise<Tus> {
  const { Upload } = await import("tus-js-client");
  const tus: Tus = new Upload(file, {
    endpoint: begin,
    chunkSize: PIECE,
    retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
    headers: { "X-CSRFToken": token },
    metadata: { filename: file.name, ...about },
    removeFingerprintOnSuccess: true,
    fingerprint: (one) => Promise.resolve(["practica", (one as File).name, (one as File).size, (one as File).lastModified, begin, about["file"] ?? ""].join("-")),
    onProgress: hears.progress,
    onError: (problem) => hears.failed("originalResponse" in problem ? sentence(problem.originalResponse?.getBody() ?? "") : ""),
    onShouldRetry: (problem) => {
      const status = problem.originalResponse?.getStatus() ?? 0;
      return status === 0 || status >= 500 || status === 409 || status === 423 || status === 460;
    },
    onSuccess: () => void whatBecameOf<Told>(tus.url!).then((told) => { if (told) hears.done(told); else hears.failed(""); }),
  });
  const [former] = await tus.findPreviousUploads();
  if (former) tus.resumeFromPreviousUpload(former);
  return tus;
}

async function whatBecameOf<Told>(url: string): Promise<Told | null> {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    return ((await answer.json()) as { file: Told | null }).file;
  } catch { return null; }
}

/** What the server says went wrong; nothing where it says nothing we can read. */
export function sentence(body: string): string {
  try { return String((JSON.parse(body) as { error?: string }).error ?? ""); } catch { return ""; }
}
