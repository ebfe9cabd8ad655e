/** What is typed, on this device: every change is written down here before any line carries it. */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";

const STORE = "updates", HANDED = "practica:texts ";
/** Bytes of an update that says nothing. */
const NOTHING = 2;
const DAYS = 30;

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open("practica-texts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true }).createIndex("name", "name");
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

interface Row { name: string; data: Uint8Array; at: number }

function added(base: IDBDatabase, rows: Row[]): Promise<void> {
  return new Promise((done, failed) => {
    const transaction = base.transaction(STORE, "readwrite"), store = transaction.objectStore(STORE);
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error);
    rows.forEach((row) => store.add(row));
    transaction.commit();
  });
}

/** What pages handed over as they were left goes where all the rest is. */
async function takeIn(base: IDBDatabase): Promise<void> {
  const places = Object.keys(localStorage).filter((key) => key.startsWith(HANDED));
  if (!places.length) return;
  await added(base, places.map((key) => ({ name: key.slice(HANDED.length), data: fromBase64(localStorage.getItem(key) ?? ""), at: Date.now() })));
  places.forEach((key) => localStorage.removeItem(key));
}

export class Kept {
  /** What the store has not been given yet, and what it has not confirmed yet. */
  private waiting: Uint8Array[] = [];
  private underway: Uint8Array[] = [];
  private failed = false;
  /** Nothing is kept: the next letter is written down with all that it builds on. */
  private isBare = false;

  private constructor(private readonly base: IDBDatabase, private readonly name: string, private readonly doc: Y.Doc, readonly hadSome: boolean, private readonly changed: () => void) {
    doc.on("update", this.onUpdate);
    window.addEventListener("pagehide", this.handOver);
  }

  /** Bring what this device kept under `name` into `doc`, and keep what changes from now on; `changed` hears whenever
   * `standing` may be another. Null where nothing can be kept. */
  static async of(name: string, doc: Y.Doc, changed: () => void = () => {}): Promise<Kept | null> {
    try {
      const base = await opened();
      await takeIn(base);
      const rows = await new Promise<Row[]>((done, failed) => {
        const request = base.transaction(STORE).objectStore(STORE).index("name").getAll(name);
        request.onsuccess = () => done(request.result as Row[]);
        request.onerror = () => failed(request.error);
      });
      // Letters that came while the store was being opened: those to come build on them.
      const before = Y.encodeStateAsUpdate(doc);
      if (rows.length) Y.applyUpdate(doc, Y.mergeUpdates(rows.map((row) => row.data)), "kept");
      const kept = new Kept(base, name, doc, rows.length > 0 && !doc.store.pendingStructs, changed);
      if (before.length > NOTHING) kept.onUpdate(before, null);
      kept.tidy();
      return kept;
    } catch { return null; }
  }

  /** Whether the store has confirmed every letter, is about to, or took the last ones not: it is full, or was taken away. */
  get standing(): "kept" | "writing" | "refused" {
    if (this.failed) return "refused";
    return this.waiting.length || this.underway.length ? "writing" : "kept";
  }

  private onUpdate = (data: Uint8Array, origin: unknown): void => {
    if (origin === "kept") return;
    this.waiting.push(this.isBare ? Y.encodeStateAsUpdate(this.doc) : data);
    this.isBare = false;
    if (!this.underway.length) void this.write();
    this.changed();
  };

  /** One transaction takes all that waits: a slow disk is asked seldom, and is never far behind. */
  private async write(): Promise<void> {
    this.underway = this.waiting.splice(0);
    try {
      await added(this.base, [{ name: this.name, data: Y.mergeUpdates(this.underway), at: Date.now() }]);
      this.failed = false;
      this.underway = [];
    } catch {
      // The next letter tries again.
      this.failed = true;
      this.waiting.unshift(...this.underway.splice(0));
    }
    if (!this.failed && this.waiting.length) void this.write();
    this.changed();
  }

  /** The page is being left, and a store that is slow would be left too: what it lacks is put where putting is at once. */
  private handOver = (): void => {
    // What is still under way when it was forgotten is lacking nowhere.
    const lacking = this.isBare ? [] : [...this.underway, ...this.waiting];
    try { if (lacking.length) localStorage.setItem(HANDED + this.name, toBase64(Y.mergeUpdates(lacking))); } catch { /* Full: nothing more can be done in this moment. */ }
  };

  /** Everything is on the server: this device need not keep it. */
  forget(): void {
    this.waiting = [];
    this.failed = false;
    this.isBare = true;
    this.each((row) => row.name === this.name);
  }

  /** What nobody came back for in a month. */
  private tidy(): void {
    this.each((row) => row.at < Date.now() - DAYS * 86_400_000);
  }

  private each(goes: (row: Row) => boolean): void {
    const request = this.base.transaction(STORE, "readwrite").objectStore(STORE).openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (goes(cursor.value as Row)) cursor.delete();
      cursor.continue();
    };
  }

  close(): void {
    this.doc.off("update", this.onUpdate);
    window.removeEventListener("pagehide", this.handOver);
    if (this.waiting.length) void this.write();
    // What is under way is still carried out.
    this.base.close();
  }
}
