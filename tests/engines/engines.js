// The engines for the main flows. Each module starts a browser on a profile, and returns a driver or a page.

import * as chromium from "./chromium.js";
import * as firefox from "./firefox.js";
import * as webkit from "./webkit.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Page } from "./page.js";

const all = { chromium, firefox, webkit };

/** `ENGINES=webkit,firefox` uses only these. */
const chosen = process.env.ENGINES?.split(",") ?? Object.keys(all);

export const engines = chosen.map((key) => {
  if (!all[key]) throw new Error(`no engine ${key}; there are ${Object.keys(all)}`);
  return all[key];
});

/** A person's device: a browser with its own profile. */
export class Device {
  #engine;
  #profile;
  #running;

  /** Makes a device; `base` is the address of the service. */
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

  /** Kills the browser without warning, as a phone does that needs the memory. */
  async kill() {
    await this.#running.kill();
  }

  /** Closes the browser, and deletes the profile. */
  async close() {
    await this.#running.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
