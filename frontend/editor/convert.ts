/** Text to Markdown and back: always by the server, which has the only parser and the only writer. */
import type { JSONContent } from "@tiptap/core";
import * as Y from "yjs";
import { post } from "../elements/server";
import type { Host } from "./host";

export interface Written { markdown: string; version: number }

export class ConversionRefused extends Error {}

export class Converter {
  constructor(private readonly host: Host) {}

  async toTree(markdown: string): Promise<JSONContent> {
    return (await this.ask<{ tree: JSONContent }>({ markdown })).tree;
  }

  /** The Markdown of a whole document, and the version of the page that is saved by now. What is no draft is
   * spelled as the page is, where it says the same. */
  toMarkdown(doc: Y.Doc, draft = false): Promise<Written> {
    const update = base64(Y.encodeStateAsUpdate(doc));
    return this.ask<Written>(draft ? { update } : { update, whole: "1" });
  }

  /** What was made of `base` as plain text, put into what others made of it in `doc` meanwhile. */
  merge(base: string, mine: string, doc: Y.Doc): Promise<{ tree: JSONContent; stuck: number }> {
    return this.ask({ base, markdown: mine, update: base64(Y.encodeStateAsUpdate(doc)) });
  }

  private async ask<Answer>(values: Record<string, string>): Promise<Answer> {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) data.append(name, value);
    const answer = await post(this.host.urls.convert, data, this.host.element);
    const body = (await answer.json().catch(() => ({}))) as Answer & { error?: string };
    if (answer.status === 422) throw new ConversionRefused(body.error ?? "");
    if (!answer.ok) throw new Error(String(answer.status));
    return body;
  }
}

export function base64(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(letters);
}
