// A class of ours in a stylesheet that no source names is a rule without effect: a name that was changed in one place only.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The texts of the files with these endings in a folder, as one. */
function textOf(folder, endings) {
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)));
  return files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), "utf8")).join("\n");
}

const named = (text) => new Set(text.match(/\bmb-[\w-]+/g));

test("every class of ours that has a style is in a source", () => {
  const pages = ["index.html", "begeleider/index.html"].map((page) => readFileSync(path.join(root, page), "utf8"));
  const used = named([textOf("src", [".rs", ".js", ".svg"]), textOf("public", [".js"]), ...pages].join("\n"));
  const rules = textOf("style", [".css"]).replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const styled = new Set(Array.from(rules.matchAll(/\.(mb-[\w-]+)/g), ([, name]) => name));
  assert.ok(styled.size > 100);
  // A source may put the end of a name together, as in "mb-shade--{level}".
  const isNamed = (name) => used.has(name) || Array.from(used).some((start) => start.endsWith("-") && name.startsWith(start));
  assert.deepEqual([...styled].filter((name) => !isNamed(name)), []);
});
