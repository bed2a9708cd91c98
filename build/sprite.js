// Puts the pictograms named in `style/icons.txt` into the page, as one hidden svg of symbols `i-NAME`.
//
// It is inlined, so that the first screen has its pictograms without another request, and `<use href="#i-house">` works
// under `default-src 'none'`. The symbols have no width, stroke or colour: those come from the css class of the element
// that uses them.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const icons = fileURLToPath(new URL("../node_modules/lucide-static/icons/", import.meta.url));

/** The names in a list of one a line; empty lines and lines that start with `#` don't count. */
export function names(list) {
  const all = list
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return [...new Set(all)];
}

/** One symbol. Throws an error that names the pictogram when Lucide has none of that name. */
export function symbol(name) {
  let svg;
  try {
    svg = readFileSync(`${icons}${name}.svg`, "utf8");
  } catch (cause) {
    throw new Error(`style/icons.txt: Lucide has no pictogram "${name}"; see https://lucide.dev/icons`, { cause });
  }
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</symbol>`;
}

/**
 * The whole sprite. `display="none"` is an attribute of svg, so a strict `style-src` does not block it. Our css makes every
 * svg a block, except those with `hidden`.
 */
export function sprite(list) {
  return `<svg hidden display="none" aria-hidden="true">${names(list).map(symbol).join("")}</svg>`;
}

/**
 * The Vite plugin.
 *
 * @param {{ list: string, pages: string[] }} options path of the list, and the pages (as `/index.html`) that get it
 * @returns {import("vite").Plugin}
 */
export function iconSprite({ list, pages }) {
  return {
    name: "icon-sprite",
    transformIndexHtml(html, { path }) {
      if (!pages.includes(path)) return html;
      const svg = sprite(readFileSync(list, "utf8"));
      return html.replace(/<body[^>]*>/, (body) => `${body}\n${svg}`);
    },
    configureServer(server) {
      server.watcher.add(list);
      server.watcher.on("change", (file) => {
        if (file === list) server.ws.send({ type: "full-reload" });
      });
    },
  };
}
