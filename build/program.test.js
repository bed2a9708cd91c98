import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { program } from "./program.js";

const page = '<script type="module" src="/src/boot.js?caseworker"></script>';

function folder(context) {
  const glue = mkdtempSync(path.join(tmpdir(), "mijn-brug-program-"));
  context.after(() => rmSync(glue, { recursive: true }));
  return glue;
}

test("in development it notes which program's page was asked for", (context) => {
  const glue = folder(context);
  program({ glue, stamp: path.join(glue, "stamp") }).transformIndexHtml.handler(page, {});
  assert.ok(existsSync(path.join(glue, "caseworker.asked")));
  assert.ok(!existsSync(path.join(glue, "resident.asked")));
});

test("a build notes nothing", (context) => {
  const glue = folder(context);
  program({ glue }).transformIndexHtml.handler(page, {});
  assert.ok(!existsSync(path.join(glue, "caseworker.asked")));
});

test("in development a program that isn't there yet is waited for; in a build it is an error", (context) => {
  const glue = folder(context);
  const load = (plugin) => plugin.load.call({ error: (why) => assert.fail(why) }, "\0program:resident");
  assert.match(load(program({ glue, stamp: path.join(glue, "stamp") })), /new Promise/);
  assert.throws(() => load(program({ glue })), /run `cargo xtask build`/);
});
