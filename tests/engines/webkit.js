// WebKitGTK, driven by its own WebDriver, on a virtual display (Xvfb), because it has no headless mode.

import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Builder, Capabilities, Key } from "selenium-webdriver";
import { FileDetector } from "selenium-webdriver/remote/index.js";
import { testingLibrary } from "./testing-library.js";

export const name = "WebKitGTK";

const program = fileURLToPath(new URL("webkit-browser.py", import.meta.url));

/** A free port. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Waits until a program listens on a port. */
async function listening(port) {
  const isOpen = () =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  const end = Date.now() + 30_000;
  while (!(await isOpen())) {
    if (Date.now() > end) throw new Error(`nobody listens on port ${port}`);
    await pause(50);
  }
}

/** Starts a virtual display, and returns its number. */
async function screen() {
  const child = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1700x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const [number] = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once("line", (line) => resolve([line.trim()]))),
    new Promise((_, reject) => child.once("error", reject)),
  ]);
  return { display: `:${number}`, stop: () => child.kill("SIGTERM") };
}

/** Starts WebKit on a profile. */
export async function start(profile) {
  const { display, stop } = await screen();
  const port = await freePort();
  const server = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    detached: true,
    stdio: "ignore",
    env: {
      ...process.env,
      DISPLAY: display,
      LANG: "nl_NL.UTF-8",
      LIBGL_ALWAYS_SOFTWARE: "1",
      // WebKit's sandbox does not start under root.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await listening(port);
  const capabilities = new Capabilities({
    browserName: "mijn-brug-tests",
    "webkitgtk:browserOptions": { binary: program, args: [profile] },
  });
  const web = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await web.manage().setTimeouts({ script: 30_000, pageLoad: 60_000 });
  const about = await web.getCapabilities();
  const kill = async () => {
    process.kill(-server.pid, "SIGKILL");
    await ended;
    stop();
  };
  return {
    version: `WebKitGTK ${about.getBrowserVersion()}`,
    driver: driver(web),
    kill,
    close: async () => {
      await web.quit().catch(() => {});
      await kill();
    },
  };
}

function driver(web) {
  web.setFileDetector(new FileDetector());
  const ready = () => web.executeScript(`if (typeof TestingLibraryDom !== "object") { ${testingLibrary} }`);
  const run = async (expression, ...args) => {
    await ready();
    const answer = await web.executeAsyncScript(
      `const args = [...arguments]; const done = args.pop();
       Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      ...args,
    );
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value ?? undefined;
  };
  return {
    open: (url) => web.get(url),
    reload: () => web.navigate().refresh(),
    url: () => web.getCurrentUrl(),
    run,
    element: run,
    click: (element) => element.click(),
    type: (element, text) => element.sendKeys(text),
    upload: (element, file) => element.sendKeys(file),
    press: (key) => web.actions().keyDown(Key[key.toUpperCase()]).perform(),
    release: (key) => web.actions().keyUp(Key[key.toUpperCase()]).perform(),
  };
}
