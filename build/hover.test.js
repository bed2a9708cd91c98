import assert from "node:assert/strict";
import { test } from "node:test";
import postcss from "postcss";
import { hoverWherePossible } from "./hover.js";

async function check(css, expected) {
  const { css: made } = await postcss([hoverWherePossible()]).process(css, { from: undefined });
  assert.equal(made.replace(/\s+/g, " ").replace(/ ?}/g, " }").trim(), expected);
}

test("a rule of a hover holds only where something hovers", () =>
  check("a:hover { color: red }", "@media (hover: hover) { a:hover { color: red } }"));

test("what shares the rule stays for everybody, before it", () =>
  check("a:hover, a:focus { color: red }", "a:focus { color: red } @media (hover: hover) { a:hover { color: red } }"));

test("inside another @media it stays there", () =>
  check("@media (x) { a:hover { color: red } }", "@media (x) { @media (hover: hover) { a:hover { color: red } } }"));

test("a rule that says so itself, and one without a hover, stay as they are", () =>
  check(
    "@media (hover: hover) { a:hover { color: red } } a { color: blue }",
    "@media (hover: hover) { a:hover { color: red } } a { color: blue }",
  ));
