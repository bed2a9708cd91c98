import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { inputs, list, whyStale } from "./sources.js";

/** A workspace with two sources, as it is after a build. */
function built(context) {
  const folder = mkdtempSync(path.join(tmpdir(), "mijn-brug-sources-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write("src/resident/today.rs", "fn today() {}");
  write("style/main.css", "p {}");
  write("dist/index.html", "");
  write("target/dist-sources", list(folder));
  return { folder, write };
}

test("a build of the sources as they are is not stale, whatever their times say", (context) => {
  const { folder } = built(context);
  utimesSync(path.join(folder, "style/main.css"), new Date(), new Date(Date.now() + 60_000));
  assert.equal(whyStale(folder), undefined);
});

test("a source with another content is named, with what to run", (context) => {
  const { folder, write } = built(context);
  write("src/resident/today.rs", "fn tomorrow() {}");
  assert.match(whyStale(folder), /^dist is older than its sources: src\/resident\/today\.rs changed .*`cargo xtask build`/);
});

test("a new source counts, and a removed one", (context) => {
  const { folder, write } = built(context);
  write("public/new.json", "{}");
  rmSync(path.join(folder, "style/main.css"));
  assert.match(whyStale(folder), /public\/new\.json and 1 more changed/);
});

test("a test of the build's own scripts is no source", (context) => {
  const { folder, write } = built(context);
  write("src/worker/push.test.js", "");
  assert.equal(whyStale(folder), undefined);
});

test("without a whole build it says so", (context) => {
  const { folder, write } = built(context);
  rmSync(path.join(folder, "target/dist-sources"));
  assert.match(whyStale(folder), /no whole build/);
  write("target/dist-sources", list(folder));
  rmSync(path.join(folder, "dist"), { recursive: true });
  assert.match(whyStale(folder), /no whole build/);
});

test("every crate of ours that the programs use is among the inputs", () => {
  const manifest = readFileSync(new URL("../Cargo.toml", import.meta.url), "utf8");
  const [, dependencies] = manifest.match(/^\[dependencies\]\n([^[]*)/m);
  const crates = Array.from(dependencies.matchAll(/^mijn-brug-(\w+)/gm), (match) => match[1]);
  assert.ok(crates.length > 0);
  for (const name of crates) {
    for (const place of [`crates/${name}/src`, `crates/${name}/Cargo.toml`]) assert.ok(inputs.includes(place), place);
  }
});
