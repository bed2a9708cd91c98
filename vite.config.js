import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { caseworkerWorker } from "./build/caseworker-worker.js";
import { devWorker } from "./build/dev-worker.js";
import { hoverWherePossible } from "./build/hover.js";
import { program } from "./build/program.js";
import { pruneComponents } from "./build/prune-components.js";
import { pruneTokens } from "./build/prune-tokens.js";
import { iconSprite } from "./build/sprite.js";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

// `cargo xtask` says where it put the programs; otherwise, use those of a release build.
const glue = here(process.env.MIJN_BRUG_PROGRAMS ?? "target/web");

// The first versions with what the programs need (wasm reference types) and what the css uses (`:has`).
const target = ["chrome111", "firefox121", "safari16.4"];

/** The tokens that the content's drawings read: they are separate files, which inherit the page's colours. */
const drawingTokens = () =>
  ["public/bridge/drawings", "public/stress/drawings"].flatMap((folder) =>
    readdirSync(here(folder)).flatMap((file) =>
      Array.from(readFileSync(here(path.join(folder, file)), "utf8").matchAll(/var\((--[\w-]+)\)/g), (match) => match[1]),
    ),
  );

export default defineConfig(({ mode, command }) => {
  const build = {
    target,
    assetsInlineLimit: 0,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Only the sizes with Brotli matter, which `cargo xtask test` prints.
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  };

  // The baseline for `cargo xtask bench`: the smallest Leptos page, built the same way.
  if (mode === "minimal") {
    return {
      root: here("bench/minimal"),
      publicDir: false,
      logLevel: "warn",
      build: { ...build, outDir: here("target/minimal-dist") },
      resolve: { alias: { "/src": here("src") } },
      plugins: [program({ glue })],
    };
  }

  build.rolldownOptions.input = { resident: here("index.html"), caseworker: here("begeleider/index.html") };
  return {
    logLevel: command === "build" ? "warn" : "info",
    build: { ...build, outDir: here("dist") },
    css: { postcss: { plugins: [pruneComponents({ classes: sources() }), pruneTokens({ alsoUsed: drawingTokens() }), hoverWherePossible()] } },
    server: {
      port: 8080,
      strictPort: true,
      // cargo writes there all the time; the stamp tells when a program is ready.
      watch: { ignored: ["**/target/**", "**/dist/**"] },
    },
    plugins: [
      themeLast(),
      devWorker(),
      iconSprite({ list: here("style/icons.txt"), pages: ["/index.html", "/begeleider/index.html"] }),
      program({ glue, stamp: command === "serve" ? path.join(glue, "stamp") : undefined }),
      caseworkerWorker({ source: here("src/caseworker-worker.js"), dist: here("dist") }),
      VitePWA({
        strategies: "injectManifest",
        srcDir: "src",
        filename: "sw.js",
        outDir: "dist",
        // The source and the address have different names; the plugin supports only one name for both.
        integration: {
          configureCustomSWViteBuild(config) {
            config.build.rollupOptions.input = here("src/service-worker.js");
          },
        },
        // The program registers /sw.js itself, and the manifest is a plain file in public/.
        injectRegister: false,
        manifest: false,
        devOptions: { enabled: false },
        injectManifest: {
          target: "es2022",
          minify: true,
          sourcemap: false,
          // Exactly the resident's files: nothing of the caseworker's, no example data, and no text that may
          // not be on the phone yet (R2).
          globPatterns: ["**/*"],
          globIgnores: ["begeleider/**", "assets/caseworker*", "assets/zxing*", "demo/**", "rewards/**", "**/*.br", "sw.js"],
          dontCacheBustURLsMatching: /^assets\//,
          maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        },
      }),
    ],
  };
});

/** Everything that names classes: the screens, the scripts and the pages. */
function sources() {
  const folders = ["src", "public", "begeleider"].map(here);
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => path.join(folder, file)));
  return [...files, here("index.html")].filter((file) => /\.(rs|js|html)$/.test(file)).map((file) => readFileSync(file, "utf8")).join("\n");
}

/** A municipality's theme overrides tokens, so its stylesheet comes after all others. */
function themeLast() {
  const link = /[ \t]*<link rel="stylesheet" href="\/theme\/theme\.css"\s*\/?>\n?/;
  return {
    name: "theme-last",
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const theme = html.match(link);
        return theme ? html.replace(link, "").replace("</head>", `${theme[0].trim()}\n  </head>`) : html;
      },
    },
  };
}
