/** The schema: every node and mark of the tree, so that nothing of a text is dropped when it is opened. */
import type { JSONContent } from "@tiptap/core";
import type { Host } from "../host";
import { blocks } from "./blocks";
import { inline } from "./inline";
import { marks } from "./marks";
import { shortcuts } from "./shortcuts";
import { tables } from "./tables";

export const schema = (host: Host) => [...blocks(host), ...inline(host), ...tables, ...marks, shortcuts];

/** A tree of the server as the editor takes it: a picture's link is an attribute of it. */
export function fromTree(node: JSONContent): JSONContent {
  if (node.type === "image") {
    const link = node.marks?.find((mark) => mark.type === "link")?.attrs;
    return { type: "image", attrs: { ...node.attrs, ...(link ? { href: link["href"], hrefTitle: link["title"] } : {}) } };
  }
  return node.content ? { ...node, content: node.content.map(fromTree) } : node;
}
