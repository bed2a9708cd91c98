// Connects a page to its program. In a module requested as `…?resident`, `import init, { name } from "program"` returns
// the glue that `cargo xtask` made for that program, and the page preloads the wasm before any script runs.

import { existsSync, mkdirSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The Vite plugin.
 *
 * @param {{ glue: string, stamp?: string }} options folder with `NAME/NAME.js` of each program; and, for `dev`, the
 *   file that is touched when a program was rebuilt. Then `NAME.asked` in the folder is touched when a browser requests a
 *   program's page, and `cargo xtask dev` rebuilds only that program
 * @returns {import("vite").Plugin}
 */
export function program({ glue, stamp }) {
  return {
    name: "program",
    enforce: "pre",

    resolveId(source, importer) {
      const [from, name] = importer?.split("?") ?? [];
      if (!name) return null;
      if (source === "program") return `\0program:${name}`;
      // What the script imports becomes part of it: a file that both pages share would be a request of its own.
      return source.startsWith("./") ? `${path.resolve(path.dirname(from), source)}?${name}` : null;
    },

    load(id) {
      if (!id.startsWith("\0program:")) return null;
      const name = id.slice("\0program:".length);
      const file = path.join(glue, name, `${name}.js`);
      if (!existsSync(file) && stamp) return notYet(name);
      if (!existsSync(file)) this.error(`${file} is missing: run \`cargo xtask build\`, which makes it`);
      return `export { default } from ${JSON.stringify(file)};\nexport const name = ${JSON.stringify(name)};`;
    },

    transformIndexHtml: {
      order: "post",
      handler(html, { bundle, chunk }) {
        const [, asked] = (stamp && html.match(/\/boot\.js\?(\w+)/)) || [];
        if (asked) {
          mkdirSync(glue, { recursive: true });
          writeFileSync(path.join(glue, `${asked}.asked`), "");
        }
        const wasm = bundle && chunk ? wasmOf(chunk, bundle) : [];
        return wasm.map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href: `/${file}` },
          injectTo: "head",
        }));
      },
    },

    configureServer(server) {
      if (!stamp) return;
      const reload = () => {
        server.moduleGraph.invalidateAll();
        server.ws.send({ type: "full-reload" });
      };
      watchFile(stamp, { interval: 300 }, reload);
      server.httpServer?.on("close", () => unwatchFile(stamp, reload));
    },
  };
}

/** Stands in for a program that is being built for the first time; the page is reloaded when it is there. */
function notYet(name) {
  const message = `${name} is being built: the page reloads when it is ready`;
  return `console.info(${JSON.stringify(message)});
export default () => new Promise(() => {});
export const name = ${JSON.stringify(name)};`;
}

/** The wasm files that a page's script, or what it imports, starts with; a part that is loaded later (`split_…`) is not one. */
function wasmOf(entry, bundle) {
  const found = new Set();
  const seen = new Set();
  const todo = [entry];
  for (let chunk = todo.pop(); chunk; chunk = todo.pop()) {
    if (chunk.type !== "chunk" || seen.has(chunk)) continue;
    seen.add(chunk);
    for (const file of chunk.viteMetadata?.importedAssets ?? []) if (/_bg[^/]*\.wasm$/.test(file)) found.add(file);
    for (const file of chunk.imports) todo.push(bundle[file]);
  }
  return [...found];
}
