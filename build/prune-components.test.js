import assert from "node:assert/strict";
import test from "node:test";
import postcss from "postcss";
import { pruneComponents } from "./prune-components.js";

async function check(css, expected) {
  const classes = 'class="nl-button mb-card"';
  const { css: found } = await postcss([pruneComponents({ classes })]).process(css, { from: undefined });
  assert.equal(found.replaceAll(/\s+/g, ""), expected.replaceAll(/\s+/g, ""));
}

test("a class of a component that no source names goes, with its media query", () =>
  check(".nl-button{a:b} .nl-button--busy{a:b} @media print{.utrecht-textbox{a:b}}", ".nl-button{a:b}"));

test("of several selectors the used ones stay", () => check(".nl-button, .nl-button--busy{a:b}", ".nl-button{a:b}"));

test("a longer name is another class", () => check(".nl-button-group{a:b}", ""));

test("our own classes, elements and states stay", () =>
  check(".mb-unknown{a:b} :focus-visible{a:b} [role=status]:empty{a:b}", ".mb-unknown{a:b} :focus-visible{a:b} [role=status]:empty{a:b}"));

test("a class in brackets is one of several", () =>
  check(":is(.nl-button,.nl-other):not(.nl-gone){a:b}", ":is(.nl-button,.nl-other):not(.nl-gone){a:b}"));
