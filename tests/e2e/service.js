// Starts the service with the built web app.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The folder with the built web app. */
export const web = path.resolve(root, process.env.MIJN_BRUG_WEB ?? "dist");

function program() {
  const candidates = [process.env.MIJN_BRUG_SERVICE, "target/debug/mijn-brug-service", "target/release/mijn-brug-service"];
  const found = candidates.filter(Boolean).map((file) => path.resolve(root, file)).find(existsSync);
  if (!found) throw new Error("mijn-brug-service is missing: run `cargo build -p mijn-brug-service`");
  return found;
}

/**
 * Starts the service and waits until it listens.
 *
 * @param {{ folder?: string, port?: number, options?: string[] }} options the web app's folder, the port (0 for a free one), and
 *   further options of the program
 * @returns {Promise<{ url: string, port: number, stop: () => Promise<void>, pause: () => Promise<void>, resume: (folder?: string) =>
 *   Promise<void>, command: (...args: string[]) => Promise<string>, kept: () => Promise<Buffer>, written: () => string }>} `pause`
 *   stops it but keeps its data; `resume` starts it again at the same address, with another build of the web app if one is given;
 *   `command` runs the service's program on the same data; `kept` returns all bytes that it stores, `written` all that it logged
 */
export async function serve({ folder = web, port = 0, options = [] } = {}) {
  const data = await mkdtemp(path.join(tmpdir(), "mijn-brug-e2e-"));
  const written = [];
  let running = await run({ folder, port, options, data, written });
  const pause = () => end(running.child);
  const resume = async (other = folder) => {
    running = await run({ folder: other, port: running.port, options, data, written });
  };
  const stop = async () => {
    await pause();
    await rm(data, { recursive: true, force: true });
  };
  const command = async (...args) => {
    const { stdout } = await promisify(execFile)(program(), [...args, "--data", data]);
    return stdout.trim();
  };
  const kept = async () => {
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return Buffer.concat(await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name)))));
  };
  const { url } = running;
  return { url, port: running.port, stop, pause, resume, command, kept, written: () => written.join("") };
}

/** Starts the service's program, and waits until it listens. */
async function run({ folder, port, options, data, written }) {
  if (!existsSync(path.join(folder, "index.html"))) throw new Error(`${folder} has no web app: run \`cargo xtask build\``);
  const child = spawn(program(), ["serve", "--listen", `127.0.0.1:${port}`, "--web", folder, "--data", data, ...options], {
    // Reminders are on unless an option says otherwise.
    env: { ...process.env, MIJN_BRUG_PUSH_CONTACT: "mailto:test@example.org" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => written.push(bytes));
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const found = line.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`the service ended with code ${code}`)));
  });
  return { child, url, port: Number(new URL(url).port) };
}

/** Stops a program. A browser may keep its connections open for long, and the tests do not wait for that. */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 1000);
  await ended;
  clearTimeout(impatient);
}
