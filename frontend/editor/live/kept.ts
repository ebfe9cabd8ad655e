/** What is typed, on this device: every change is written down here before any line carries it. */
import * as Y from "yjs";

const STORE = "updates";
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

export class Kept {
  private constructor(private readonly base: IDBDatabase, private readonly name: string, private readonly doc: Y.Doc, readonly hadSome: boolean) {
    doc.on("update", this.write);
  }

  /** Bring what this device kept under `name` into `doc`, and keep what changes from now on. Null where nothing can be kept. */
  static async of(name: string, doc: Y.Doc): Promise<Kept | null> {
    try {
      const base = await opened();
      const rows = await new Promise<Row[]>((done, failed) => {
        const request = base.transaction(STORE).objectStore(STORE).index("name").getAll(name);
        request.onsuccess = () => done(request.result as Row[]);
        request.onerror = () => failed(request.error);
      });
      if (rows.length) Y.applyUpdate(doc, Y.mergeUpdates(rows.map((row) => row.data)), "kept");
      const kept = new Kept(base, name, doc, rows.length > 0);
      kept.tidy();
      return kept;
    } catch { return null; }
  }

  private write = (data: Uint8Array, origin: unknown): void => {
    if (origin !== "kept") this.base.transaction(STORE, "readwrite").objectStore(STORE).add({ name: this.name, data, at: Date.now() } satisfies Row);
  };

  /** Everything is on the server: this device need not keep it. */
  forget(): void {
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
    this.doc.off("update", this.write);
    this.base.close();
  }
}
