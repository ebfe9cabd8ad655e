/** The line to the others: y-websocket with two messages of our own, and what we know of what is saved. */
import { readVarString, readVarUint } from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { Kept } from "./kept";

export type Standing = "connecting" | "saved" | "saving" | "offline" | "alone" | "watching";
export interface Address { url: string; room: string; generation: string; name: string; hue: string; person: string }

/** Letters, as y-websocket sends them, and what the server sends beside. */
const SYNC = 0;
const SAVED = 100, STANDING = 101;
const UNREACHABLE = 8_000;

/** Counts what the server will say is on disk: its own sync messages with content. */
class CountedSocket extends WebSocket {
  sent = 0;
  override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data instanceof ArrayBuffer ? new Uint8Array(data) : null;
    if (bytes && bytes[0] === SYNC && (bytes[1] === 1 || bytes[1] === 2)) this.sent++;
    super.send(data);
  }
}

export interface Events {
  /** The first time the text is here: it may be edited now. */
  ready: () => void;
  /** Letters of the others are here and come into the text next. */
  hears: () => void;
  standing: (standing: Standing) => void;
  mayWrite: (may: boolean) => void;
  /** Closed for good, with the code of why; `unsent` when letters of ours are not on the server. */
  ended: (code: number, unsent: boolean) => void;
  /** Not reached at all for eight seconds, or reached again. */
  unreachable: (is: boolean) => void;
}

export class Room {
  readonly provider: WebsocketProvider;
  private kept: Kept | null = null;
  private keptUnder = "";
  private acknowledged = 0;
  /** Whether the text has ever been here: before that nobody can write. */
  isReady = false;
  private mayWrite = true;
  /** Letters of ours that no acknowledgement has covered yet, on this socket or an earlier one. */
  private unsent = false;
  private over = false;
  private timer: number | undefined;

  constructor(private readonly doc: Y.Doc, private readonly address: Address, private readonly events: Events, signal: AbortSignal) {
    this.provider = new WebsocketProvider(address.url, address.room, doc, {
      connect: false, disableBc: true, WebSocketPolyfill: CountedSocket, params: { gen: address.generation },
    });
    this.provider.awareness.setLocalStateField("user", { name: address.name, hue: address.hue, person: address.person, color: `hsl(${address.hue} 60% 40%)` });
    // The provider's messages may hold handlers of our own.
    const handlers = this.provider.messageHandlers, sync = handlers[SYNC]!;
    handlers[SYNC] = (...message) => { this.events.hears(); sync(...message); };
    handlers[SAVED] = (_encoder, decoder) => { this.acknowledged = readVarUint(decoder); this.say(); };
    handlers[STANDING] = (_encoder, decoder) => {
      this.mayWrite = readVarUint(decoder) === 1;
      this.provider.params["gen"] = readVarString(decoder);
      void this.keep(this.provider.params["gen"]);
      this.events.mayWrite(this.mayWrite);
      this.say();
    };
    this.provider.on("status", () => { this.acknowledged = 0; this.say(); this.watch(); });
    this.provider.on("sync", (synced: boolean) => { if (synced) this.begin(); this.watch(); });
    this.provider.on("connection-close", (event: CloseEvent | null) => { if (event && event.code >= 4400 && event.code < 4500) this.end(event.code); });
    doc.on("update", this.onUpdate);
    window.addEventListener("offline", () => { if (!this.over) this.provider.disconnect(); this.say(); }, { signal });
    window.addEventListener("online", () => { if (!this.over) this.provider.connect(); }, { signal });
    window.addEventListener("beforeunload", (event) => { if (this.unsent && this.onThisDevice === "alone") event.preventDefault(); }, { signal });
  }

  /** First what this device kept, then the line: so nothing is sent or shown twice. */
  async open(): Promise<void> {
    if (this.address.generation) await this.keep(this.address.generation);
    if (this.over) return;
    if (this.kept?.hadSome) { this.unsent = true; this.begin(); }
    if (navigator.onLine) this.provider.connect();
    this.watch();
    this.say();
  }

  get generation(): string { return this.provider.params["gen"] ?? ""; }

  get standing(): Standing {
    if (!this.provider.wsconnected || !navigator.onLine) return this.isReady ? this.onThisDevice : "connecting";
    if (!this.provider.synced) return this.isReady ? "saving" : "connecting";
    if (!this.mayWrite) return "watching";
    return this.acknowledged >= this.sent ? "saved" : "saving";
  }

  /** Without a line: what may be said of the letters here. */
  get onThisDevice(): "offline" | "saving" | "alone" {
    const standing = this.kept?.standing ?? "refused";
    return standing === "kept" ? "offline" : standing === "writing" ? "saving" : "alone";
  }

  /** True once everything typed is on the server's disk; false when that does not come in time. */
  async whenSaved(patience: number): Promise<boolean> {
    const end = performance.now() + patience;
    while (performance.now() < end) {
      if (this.standing === "saved") return true;
      await new Promise((done) => window.setTimeout(done, 40));
    }
    return this.standing === "saved";
  }

  close(): void {
    this.over = true;
    clearTimeout(this.timer);
    if (this.standing === "saved") this.kept?.forget();
    this.kept?.close();
    this.doc.off("update", this.onUpdate);
    this.provider.destroy();
  }

  /** The text kept here was handed over or is not wanted. */
  forget(): void { this.kept?.forget(); }

  private get sent(): number { return (this.provider.ws as CountedSocket | null)?.sent ?? 0; }

  private onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || origin === "kept") return;
    this.unsent = true;
    this.say();
  };

  private async keep(generation: string): Promise<void> {
    if (!generation || this.keptUnder === generation) return;
    this.keptUnder = generation;
    this.kept = await Kept.of(`${this.address.room} ${generation} ${this.address.person}`, this.doc, () => this.say());
    this.say();
  }

  private begin(): void {
    if (this.isReady) { this.say(); return; }
    this.isReady = true;
    this.events.ready();
    this.say();
  }

  private say(): void {
    if (this.over) return;
    const { standing } = this;
    if (standing === "saved") this.unsent = false;
    this.events.standing(standing);
  }

  private end(code: number): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.provider.disconnect();
    this.events.ended(code, this.unsent);
  }

  /** A line that is taken and dropped again is none: only a text that came through counts. */
  private watch(): void {
    if (this.provider.synced) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.events.unreachable(false);
    } else this.timer ??= window.setTimeout(() => { if (!this.provider.synced && !this.over) this.events.unreachable(true); }, UNREACHABLE);
  }
}
