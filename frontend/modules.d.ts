/** Modules that come without types. */
declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    config: Record<string, unknown>;
    process(node: Node): void;
    swap(context: { sourceElement: Element; target: Element; swap: string; text: string }): Promise<void>;
  };
  export default htmx;
}
declare module "htmx.org/dist/ext/hx-preload.js";
declare module "htmx.org/dist/ext/hx-history-cache.js";
