// A browser that can be killed as a phone does: all its processes at once, without warning (SIGKILL).

import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
import { browser as program, flags } from "./browser.js";

/** A page that also accepts paths as addresses: the shared steps know no origin, and this browser has no base address. */
const relative = (page, origin) =>
  new Proxy(page, {
    get: (target, name) => {
      if (name === "goto") return (place) => target.goto(new URL(place, origin).href);
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

/** Starts a browser on a profile, in a process group of its own. */
export async function start(profile, origin) {
  const child = spawn(program, [...flags, "--headless", "--lang=nl", "--accept-lang=nl", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const endpoint = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    ended.then(() => reject(new Error(`the browser ended: ${said}`)));
  });
  const connection = await chromium.connectOverCDP(endpoint);
  const context = connection.contexts()[0];
  const page = context.pages()[0] ?? (await context.newPage());
  const kill = async () => {
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await connection.close();
  };
  return { page: relative(page, origin), kill };
}
