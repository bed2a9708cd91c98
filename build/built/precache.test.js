// What the built service worker caches on the phone: exactly the files of the resident's app.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const read = (file) => readFileSync(path.join(dist, file));

/** Every file of the build, as a path in `dist`. */
const built = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));

/** The precache's list in sw.js: path → revision, which is null where the name holds a hash. */
const precached = new Map(
  Array.from(read("sw.js").toString().matchAll(/\{"?revision"?:(null|"\w+"),"?url"?:"([^"]+)"\}/g), (entry) => [
    entry[2],
    JSON.parse(entry[1]),
  ]),
);

/** The files of assets/ that a page leads to, at once or through other files. */
function assetsOf(page) {
  const found = new Set();
  const todo = [page];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    // Wasm names no files, and would be slow to read as text.
    if (file.endsWith(".wasm")) continue;
    const text = read(file).toString();
    for (const name of built) {
      if (!name.startsWith("assets/") || name.endsWith(".br") || found.has(name)) continue;
      if (text.includes(path.basename(name))) {
        found.add(name);
        todo.push(name);
      }
    }
  }
  return found;
}

const resident = assetsOf("index.html");
const caseworker = assetsOf("begeleider/index.html");

test("the precache is exactly the resident's files", () => {
  const shared = (file) => !/^(assets|begeleider|demo|rewards)\//.test(file) && !file.endsWith(".br") && file !== "sw.js";
  const expected = [...built.filter(shared), ...resident].sort();
  assert.deepEqual([...precached.keys()].sort(), expected);
});

test("the resident's page leads to its program, and not to the caseworker's", () => {
  assert.ok([...resident].some((file) => /resident.*\.wasm$/.test(file)));
  assert.ok([...caseworker].some((file) => /caseworker.*\.wasm$/.test(file)));
  assert.ok(![...resident].some((file) => file.includes("caseworker")));
});

test("every file of assets/ belongs to a page", () => {
  const assets = built.filter((file) => file.startsWith("assets/") && !file.endsWith(".br"));
  assert.deepEqual(assets.filter((file) => !resident.has(file) && !caseworker.has(file)), []);
});

test("files without a hash in their name have their content's hash as revision", () => {
  for (const [file, revision] of precached) {
    const hash = createHash("md5").update(read(file)).digest("hex");
    assert.equal(revision, file.startsWith("assets/") ? null : hash, file);
  }
});

test("the pages name only files that are there", () => {
  for (const page of ["index.html", "begeleider/index.html"]) {
    const named = Array.from(read(page).toString().matchAll(/(?:href|src)="\/([^"]+)"/g), (match) => match[1]);
    assert.deepEqual(named.filter((file) => !existsSync(path.join(dist, file))), [], page);
  }
});

test("the manifest names only files that are there", () => {
  const { icons } = JSON.parse(read("manifest.webmanifest"));
  assert.deepEqual(icons.filter((icon) => !existsSync(path.join(dist, icon.src))), []);
});

test("the pages hold no script or style of their own, and nothing of elsewhere", () => {
  for (const page of ["index.html", "begeleider/index.html"]) {
    const html = read(page).toString();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
    for (const [script] of html.matchAll(/<script[^>]*>[^<]*/g)) assert.match(script, /src="\/[^"]+"[^>]*>$/);
    assert.doesNotMatch(html, /(?:href|src)="(?:https?:)?\/\//);
  }
});
