import assert from "node:assert/strict";
import { test } from "node:test";
import postcss from "postcss";
import { pruneTokens } from "./prune-tokens.js";

async function check(css, expected, options) {
  const { css: pruned } = await postcss([pruneTokens(options)]).process(css, { from: undefined });
  const oneLine = pruned.replace(/\s+/g, " ").replace(/ ?}/g, " }").trim();
  assert.equal(oneLine, expected);
}

test("a token that nobody reads goes, and its empty rule with it", () =>
  check(":root { --a: 1px } p { color: red }", "p { color: red }"));

test("a token that a property reads stays", () =>
  check(":root { --a: 1px; --b: 2px } p { margin: var(--a) }", ":root { --a: 1px } p { margin: var(--a) }"));

test("a token that a used token reads stays, through any number of steps", () =>
  check(
    ":root { --a: var(--b); --b: calc(2 * var( --c )); --c: 1px; --d: var(--a) } p { margin: var(--a) }",
    ":root { --a: var(--b); --b: calc(2 * var( --c )); --c: 1px } p { margin: var(--a) }",
  ));

test("fallbacks count as read", () =>
  check(":root { --b: 1px } p { margin: var(--a, var(--b, 0)) }", ":root { --b: 1px } p { margin: var(--a, var(--b, 0)) }"));

test("what only the dark value reads stays", () =>
  check(
    ":root { --a: 0; --b: 1; --c: 2 } @media (x) { :root { --a: var(--b) } } p { margin: var(--a) }",
    ":root { --a: 0; --b: 1 } @media (x) { :root { --a: var(--b) } } p { margin: var(--a) }",
  ));

test("an emptied @media goes with its rule", () =>
  check("@media (x) { :root { --a: 1 } } p { margin: 0 }", "p { margin: 0 }"));

test("tokens that read each other in a ring, and nobody else, go", () =>
  check(":root { --a: var(--b); --b: var(--a) } p { margin: 0 }", "p { margin: 0 }"));

test("tokens named as used elsewhere stay", () =>
  check(":root { --a: var(--b); --b: 1; --c: 2 }", ":root { --a: var(--b); --b: 1 }", { alsoUsed: ["--a"] }));

test("a name that begins like a used one goes", () =>
  check(":root { --a: 1; --a-b: 2 } p { margin: var(--a) }", ":root { --a: 1 } p { margin: var(--a) }"));
