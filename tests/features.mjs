// Which tests cover which feature: `node tests/features.mjs` writes docs/features.md from tests/features.json, and fails if a named
// test does not exist or a feature names none. With `--check` it writes nothing, and fails if the page is outdated.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = path.join(root, "docs", "features.md");
const read = (file) => readFileSync(path.join(root, file), "utf8");

// The folders that the short names stand for.
const places = {
  rules: "crates/plan/tests/rules",
  plan: "crates/plan/tests",
  seal: "crates/seal/tests",
  service: "crates/service/tests",
  app: "src",
  tests: "tests",
  e2e: "tests/e2e",
  engines: "tests/engines",
  xtask: "xtask/src",
  build: "build",
};

// Each feature, and its tests as "place/file: name of the test".
const features = JSON.parse(read("tests/features.json"));

const known = new Map();
/** The names of the tests in a file. */
function testsOf(file) {
  if (!known.has(file)) {
    const source = read(file);
    const names = file.endsWith(".rs")
      ? source.matchAll(/#\[test\]\s*(?:#\[[^\n]*\]\s*)*fn (\w+)/g)
      : source.matchAll(/\b(?:test|way)\(\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g);
    known.set(file, new Set([...names].map(([, quoted, template]) => quoted ?? template)));
  }
  return known.get(file);
}

const missing = [];
/** Parses `place/file: name` to the path of the file and the name; records it if there is no such test. */
function find(reference) {
  const [, place, rest, name] = reference.match(/^(\w+)\/(.+?): (.+)$/) ?? [];
  const file = places[place] && `${places[place]}/${rest}`;
  const exists = file && isFile(file) && testsOf(file).has(name);
  if (!exists) missing.push(reference);
  return { file, name };
}

function isFile(file) {
  const folder = path.join(root, path.dirname(file));
  try {
    return readdirSync(folder).includes(path.basename(file));
  } catch {
    return false;
  }
}

const plain = (text) => text.replaceAll("|", "\\|");
const row = ({ feature, tests, note }) => {
  // One line per file, with the names of its tests.
  const byFile = grouped(tests.map(find));
  const shown = [...byFile].map(([file, found]) => {
    const names = found.map(({ name }) => (file.endsWith(".rs") ? `\`${name}\`` : `“${name}”`));
    return `[${file}](../${file}): ${names.join(", ")}`;
  });
  if (shown.length === 0) missing.push(`a test of “${feature}”`);
  const cell = [...shown, ...(note ? [note] : [])].join("<br>");
  return `| ${plain(feature)} | ${plain(cell)} |`;
};

/** Groups the tests by file. */
function grouped(found) {
  const byFile = new Map();
  for (const one of found) byFile.set(one.file, [...(byFile.get(one.file) ?? []), one]);
  return byFile;
}

const parts = features.map(({ title, rows }) =>
  [`## ${title}`, "", "| feature | tested by |", "|---|---|", ...rows.map(row)].join("\n"),
);
const text = [
  "<!-- Written by `node tests/features.mjs` from tests/features.json. Do not edit by hand. -->",
  "# Features and their tests",
  "",
  "Each feature of the product, and the tests that show it. The command fails when a test that is named here does not exist.",
  "",
  parts.join("\n\n"),
  "",
].join("\n");

const checks = process.argv.includes("--check");
if (missing.length > 0) {
  console.error(`tests/features.json lacks, or names what does not exist:\n  ${missing.join("\n  ")}`);
  process.exitCode = 1;
} else if (!checks) {
  writeFileSync(page, text);
} else if (!isFile("docs/features.md") || read("docs/features.md") !== text) {
  console.error("docs/features.md is not up to date: run `node tests/features.mjs`");
  process.exitCode = 1;
}
if (!process.exitCode) {
  const all = features.flatMap(({ rows }) => rows);
  const count = new Set(all.flatMap(({ tests }) => tests)).size;
  console.log(`${all.length} features, shown by ${count} tests`);
}
