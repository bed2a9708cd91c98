// Builds the caseworker's service worker, `begeleider/sw.js`, with the list of exactly the caseworker's files.
//
// The plugin that builds the resident's service worker supports only one, so this one calls the same two libraries
// itself.

import { build } from "vite";
import { getManifest } from "workbox-build";

/** Files that the caseworker's app never asks for: the resident's page, program and installation, and example data. */
const others = [
  "index.html",
  "sw.js",
  "begeleider/sw.js",
  "assets/resident*",
  "assets/split*",
  "manifest.webmanifest",
  "icons/**",
  "pictures/**",
  "demo/**",
  "**/*.br",
];

/**
 * The Vite plugin.
 *
 * @param {{ source: string, dist: string }} options the worker's source, and the folder of the built site
 * @returns {import("vite").Plugin}
 */
export function caseworkerWorker({ source, dist }) {
  return {
    name: "caseworker-worker",
    apply: "build",
    closeBundle: {
      sequential: true,
      order: "post",
      async handler() {
        const { manifestEntries } = await getManifest({
          globDirectory: dist,
          globPatterns: ["**/*"],
          globIgnores: others,
          // The worker is in a folder, but the files are named from the root.
          modifyURLPrefix: { "": "/" },
          dontCacheBustURLsMatching: /^\/?assets\//,
          maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        });
        await build({
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          define: { "self.__WB_MANIFEST": JSON.stringify(manifestEntries) },
          build: {
            target: "es2022",
            outDir: `${dist}/begeleider`,
            emptyOutDir: false,
            modulePreload: false,
            rolldownOptions: { input: source, output: { entryFileNames: "sw.js", format: "iife" } },
          },
        });
      },
    },
  };
}
