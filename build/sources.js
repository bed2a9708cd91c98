// What `dist` was built from. `cargo xtask build` keeps the list beside the build, and the browser tests compare: testing
// a stale build proves nothing. Compares contents, not times, so that switching branches back and forth forces no rebuild.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Files and folders that the build reads. */
export const inputs = [
  ".cargo/config.toml",
  "Cargo.lock",
  "Cargo.toml",
  "begeleider",
  "build",
  "crates/plan/Cargo.toml",
  "crates/plan/src",
  "crates/seal/Cargo.toml",
  "crates/seal/src",
  "crates/sync/Cargo.toml",
  "crates/sync/src",
  "index.html",
  "package-lock.json",
  "public",
  "src",
  "style",
  "vite.config.js",
  "xtask/src/web.rs",
];

/** Where the list of the last whole build is. Outside `dist`, which is served as it is. */
const kept = "target/dist-sources";

/** Every input with the hash of its content, a line each, as `sha256sum` writes them. */
export function list(folder = root) {
  return filesOf(folder)
    .map((file) => `${createHash("sha256").update(readFileSync(path.join(folder, file))).digest("hex")}  ${file}\n`)
    .join("");
}

/** Why `dist` is not the build of the sources as they are now, and what to do; `undefined` when it is. */
export function whyStale(folder = root) {
  const act = "Run `cargo xtask build`, or the quick `cargo xtask build --debug` to try one change.";
  const file = path.join(folder, kept);
  if (![file, path.join(folder, "dist/index.html")].every(existsSync)) return `dist has no whole build of \`cargo xtask\`. ${act}`;
  const [then, now] = [hashes(readFileSync(file, "utf8")), hashes(list(folder))];
  const changed = [...new Set([...then.keys(), ...now.keys()])].filter((source) => then.get(source) !== now.get(source)).sort();
  if (changed.length === 0) return undefined;
  const [first] = changed;
  const others = changed.length > 1 ? ` and ${changed.length - 1} more` : "";
  return `dist is older than its sources: ${first}${others} changed since it was built. ${act}`;
}

/** File → hash. */
function hashes(listed) {
  const lines = listed.split("\n").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf("  ") + 2), line.slice(0, line.indexOf("  "))]));
}

function filesOf(folder) {
  const files = inputs.flatMap((input) => {
    const place = path.join(folder, input);
    if (!existsSync(place)) return [];
    if (statSync(place).isFile()) return [input];
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
  });
  return files.filter((file) => !file.endsWith(".test.js")).sort();
}

// `cargo xtask` runs this file as a program: `list` before it builds, `check` before it tests.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "list") {
    process.stdout.write(list());
  } else {
    const why = whyStale();
    if (why) console.error(why);
    process.exitCode = why ? 1 : 0;
  }
}
