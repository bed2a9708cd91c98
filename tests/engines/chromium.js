// Chromium, driven by Playwright, whose pages have all that the steps need.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { browser as program, flags } from "../e2e/browser.js";
import { until } from "./page.js";

export const name = "Chromium";

/** Starts Chromium on a profile, in a process group of its own, so that all its processes can be killed. */
export async function start(profile, base) {
  const child = spawn(program, [...flags, "--headless", "--lang=nl", "--accept-lang=nl", "--window-size=800,1600", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const endpoint = await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = line.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    ended.then((code) => reject(new Error(`the browser ended with code ${code}`)));
  });
  const connection = await chromium.connectOverCDP(endpoint);
  const context = connection.contexts()[0];
  context.setDefaultTimeout(40_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const goto = page.goto.bind(page);
  // This browser has no base address for paths.
  page.goto = (path) => goto(new URL(path, base).href);
  // Playwright's own `waitForFunction` uses DevTools for its first check only. Later checks run in the page, whose policy forbids `eval`.
  page.waitForFunction = (expression) =>
    until(expression, async () => ((await page.evaluate(expression)) === true ? true : undefined));
  const kill = async () => {
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await connection.close();
  };
  return { version: `Chromium ${connection.version()}`, page, kill, close: kill };
}
