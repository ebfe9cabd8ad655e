// Builds styles, fonts, icons and elements into practica/kit/ui/static/dist, and refuses to grow past its size.
import * as esbuild from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(here, "../practica/kit/ui/static/dist");
const watching = process.argv.includes("--watch");
// A build beside the old one, swapped at the end: a running server never sees half a bundle.
const out = watching ? dist : `${dist}.${process.pid}`;
const LIMITS = { css: 15 * 1024, js: 25 * 1024, editor: 190 * 1024 };

/** The content of a hashed file is its name; so it may be kept for ever. */
function hashed(name, extension, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  return `${name}-${hash}.${extension}`;
}

/** One sprite with the Lucide icons named in icons.json and our own from icons/, as <symbol id="i-…">. */
function sprite() {
  const named = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
  const drawn = readdirSync(join(here, "icons")).filter((file) => file.endsWith(".svg") && file !== "favicon.svg");
  const sources = [
    ...Object.entries(named).map(([name, lucide]) => [name, join(here, "node_modules/lucide-static/icons", `${lucide}.svg`)]),
    ...drawn.map((file) => [basename(file, ".svg"), join(here, "icons", file)]),
  ];
  const symbols = sources.map(([name, path]) => {
    const body = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path, "utf8"))[1];
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

/** Compressed neighbours, which the static file server sends as they are. */
function compress(path) {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}

/** Everything a first page loads as script: the entry and what it imports at once. */
function firstScripts(outputs, entry) {
  const seen = new Set([entry]);
  for (const path of seen)
    for (const link of outputs[path].imports) if (link.kind === "import-statement") seen.add(link.path);
  return [...seen];
}

function finish(result) {
  const outputs = result.metafile.outputs;
  const files = {};
  const inOut = (path) => relative(out, resolve(here, path)).replaceAll("\\", "/");
  let entry;
  for (const [path, output] of Object.entries(outputs)) {
    if (output.entryPoint === "app.ts") { files["app.js"] = inOut(path); entry = path; }
    if (output.entryPoint?.startsWith("css/")) files[basename(output.entryPoint)] = inOut(path);
    const [source] = Object.keys(output.inputs);
    const font = /\/(inter|literata|jetbrains-mono)-latin-(?:opsz|wght)-normal\.woff2$/.exec(source ?? "");
    if (font) files[`fonts/${font[1]}`] = inOut(path);
  }
  const write = (key, name, extension, content) => {
    files[key] = hashed(name, extension, content);
    writeFileSync(join(out, files[key]), content);
  };
  write("sprite.svg", "sprite", "svg", sprite());
  write("favicon.svg", "favicon", "svg", readFileSync(join(here, "icons/favicon.svg"), "utf8"));
  // The licences of what is shipped go along with it.
  for (const name of ["inter", "literata", "jetbrains-mono"])
    copyFileSync(join(here, `node_modules/@fontsource-variable/${name}/LICENSE`), join(out, `LICENSE-${name}.txt`));
  const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
  const scripts = firstScripts(outputs, entry);
  const sizes = {
    css: gzipped(join(out, files["app.css"])),
    js: scripts.reduce((sum, path) => sum + gzipped(resolve(here, path)), 0),
  };
  // What the edit page loads beside that: the editor with what it imports at once.
  const editor = Object.keys(outputs).find((path) => outputs[path].entryPoint === "editor/index.ts");
  if (editor) {
    const own = firstScripts(outputs, editor).filter((path) => !scripts.includes(path));
    sizes.editor = own.reduce((sum, path) => sum + gzipped(resolve(here, path)), 0);
  }
  const imports = scripts.filter((path) => path !== entry).map(inOut);
  writeFileSync(join(out, "manifest.json"), JSON.stringify({ files, imports, sizes, limits: LIMITS }, null, 1) + "\n");
  for (const [kind, size] of Object.entries(sizes))
    console.log(`frontend: ${kind} ${(size / 1024).toFixed(1)} KB gzip of ${LIMITS[kind] / 1024}`);
  const over = Object.keys(sizes).filter((kind) => sizes[kind] > LIMITS[kind]);
  if (over.length && !watching) throw new Error(`Over the size limit: ${over.join(", ")}. Load it lazily, or take something out.`);
  if (!watching) readdirSync(out, { recursive: true }).filter((f) => /\.(js|css|svg)$/.test(f)).forEach((f) => compress(join(out, f)));
}

const options = {
  absWorkingDir: here,
  // Styles of pages few people open are files of their own, linked where they are needed.
  entryPoints: [{ in: "app.ts", out: "app" }, { in: "css/app.css", out: "app" }, { in: "css/editor.css", out: "editor" }, { in: "css/gaps.css", out: "gaps" }, { in: "css/collections.css", out: "collections" }, { in: "css/files.css", out: "files" }, { in: "css/review.css", out: "review" }, { in: "css/annotations.css", out: "annotations" }, { in: "css/tree.css", out: "tree" }, { in: "css/covers.css", out: "covers" }, { in: "css/types.css", out: "types" }],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["es2022", "chrome123", "firefox121", "safari17.5"],
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "c/[name]-[hash]",
  assetNames: "a/[name]-[hash]",
  loader: { ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
};

if (watching) {
  const after = { name: "manifest", setup: (build) => build.onEnd((result) => { if (!result.errors.length) finish(result); }) };
  mkdirSync(out, { recursive: true });
  const context = await esbuild.context({ ...options, plugins: [after] });
  await context.watch();
} else {
  mkdirSync(out, { recursive: true });
  try {
    finish(await esbuild.build(options));
    if (existsSync(dist)) rmSync(dist, { recursive: true });
    renameSync(out, dist);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
