// Takes the screenshots of the README, docs/screenshots/*.png, from the example plan: `cargo xtask screenshots`.
//
// The example has its own clock, and size, language, time zone and theme are fixed, so the same fonts give the same
// pictures on any day. Manually: CHROMIUM=… MIJN_BRUG_SERVICE=… node tests/screenshots.mjs [FOLDER OF THE BUILT APPS]

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { smallerPng } from "./smaller-png.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const pictures = path.join(root, "docs", "screenshots");
const web = path.resolve(process.argv[2] ?? path.join(root, "dist"));

/** The maximum size of a picture in bytes: people also read a README on a phone. */
const mostBytes = 60 * 1024;

const phone = { viewport: { width: 360, height: 800 }, deviceScaleFactor: 1.5 };
const tablet = { viewport: { width: 768, height: 1024 }, deviceScaleFactor: 1 };

/** Every picture: its file, the first screen, and what to tap there to reach which heading. */
const screens = [
  { file: "vandaag", at: "/" },
  { file: "vandaag-donker", at: "/", colorScheme: "dark" },
  { file: "gelukt", at: "/", tap: ["button", "Gelukt"], then: "Het is gelukt" },
  { file: "niet-gelukt", at: "/", tap: ["link", "Niet gelukt"], then: /^Niet gelukt\?/ },
  { file: "mijn-brug", at: "/brug" },
  { file: "een-plek-kiezen", at: "/brug", tap: ["link", /^Schulden/], then: "Schulden" },
  { file: "mijn-plan", at: "/plan" },
  { file: "mijn-brug-tablet", at: "/brug", device: tablet },
];

const data = await mkdtemp(path.join(tmpdir(), "mijn-brug-"));
const service = spawn(
  process.env.MIJN_BRUG_SERVICE ?? path.join(root, "target/debug/mijn-brug-service"),
  ["serve", "--listen", "127.0.0.1:0", "--web", web, "--data", data],
  { stdio: ["ignore", "pipe", "inherit"] },
);
let browser;
try {
  const origin = await address(service);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
  });
  await mkdir(pictures, { recursive: true });
  for (const screen of screens) await take(origin, screen);
} finally {
  await browser?.close();
  service.kill();
  await rm(data, { recursive: true, force: true });
}

/** The address on which the service listens, from the first line that it prints. */
async function address(program) {
  const ended = new Promise((_, reject) => {
    program.once("error", reject);
    program.once("exit", (code) => reject(new Error(`the service ended with code ${code} before it listened`)));
  });
  // Handled here or by the race below; avoid an unhandled rejection.
  ended.catch(() => {});
  const line = await Promise.race([createInterface({ input: program.stdout })[Symbol.asyncIterator]().next(), ended]);
  const found = line.value?.match(/http:\/\/\S+/);
  if (!found) throw new Error(`the service did not say where it listens: ${line.value}`);
  return found[0];
}

async function take(origin, { file, at, tap, then, device = phone, colorScheme = "light" }) {
  const context = await browser.newContext({
    ...device,
    colorScheme,
    hasTouch: true,
    locale: "nl-NL",
    reducedMotion: "reduce",
    serviceWorkers: "block",
    timezoneId: "Europe/Amsterdam",
  });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${origin}${at}?demo`);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("Dit is een voorbeeld").waitFor();
  if (tap) {
    const [role, name] = tap;
    await page.getByRole(role, { name, exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: then }).waitFor();
  }
  // Wait for pictures and fonts, also those of the stylesheets, and then remove the focus that the app puts on the heading after
  // its paint.
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode()));
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await frame();
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  const bytes = smallerPng(await page.screenshot({ animations: "disabled", caret: "hide" }));
  await context.close();
  if (errors.length > 0) throw new Error(`${file}: ${errors.join("; ")}`);
  if (bytes.length > mostBytes) throw new Error(`${file}.png has ${bytes.length} bytes, more than ${mostBytes}`);
  const target = path.join(pictures, `${file}.png`);
  await writeFile(target, bytes);
  console.log(`${path.relative(root, target).padEnd(44)} ${String(bytes.length).padStart(7)}`);
}
