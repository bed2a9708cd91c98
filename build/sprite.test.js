import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { names, sprite, symbol } from "./sprite.js";

test("names: comments, empty lines, spaces and repeats don't count", () =>
  assert.deepEqual(names("house\n\n# a note\n  heart \nhouse\n"), ["house", "heart"]));

test("a symbol has its own box and no size, stroke or colour", () => {
  const svg = symbol("house");
  assert.match(svg, /^<symbol id="i-house" viewBox="0 0 24 24"><path d="[^"]+"\/><path d="[^"]+"\/><\/symbol>$/);
});

test("an unknown pictogram is an error that names it", () =>
  assert.throws(() => sprite("house\nhouze"), /no pictogram "houze"/));

test("the project's own list makes a sprite without styles or scripts", () => {
  const svg = sprite(readFileSync(new URL("../style/icons.txt", import.meta.url), "utf8"));
  assert.doesNotMatch(svg, /style=|<script|<style|stroke=/);
});
