// The engines that the main ways are walked in. Each module starts a browser on a profile, and gives a driver or a page.

import * as chromium from "./chromium.js";
import * as firefox from "./firefox.js";
import * as webkit from "./webkit.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Page } from "./page.js";

const all = { chromium, firefox, webkit };

/** `ENGINES=webkit,firefox` walks in these only. */
const chosen = process.env.ENGINES?.split(",") ?? Object.keys(all);

export const engines = chosen.map((key) => {
  if (!all[key]) throw new Error(`no engine ${key}; there are ${Object.keys(all)}`);
  return all[key];
});

/** Somebody's device: a browser on a profile of its own. */
export class Device {
  #engine;
  #profile;
  #running;

  /** A new one; `base` is the address of the service. */
  static async of(engine, base) {
    const device = new Device();
    device.#engine = engine;
    device.#profile = await mkdtemp(path.join(tmpdir(), "mijn-brug-engine-"));
    device.base = base;
    await device.start();
    return device;
  }

  async start() {
    this.#running = await this.#engine.start(this.#profile, this.base);
    this.version = this.#running.version;
    this.page = this.#running.page ?? new Page(this.#running.driver, this.base);
  }

  /** Ends the browser as a phone does that needs its memory: with no word to it. */
  async kill() {
    await this.#running.kill();
  }

  /** Ends the browser, and forgets the profile. */
  async close() {
    await this.#running.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
