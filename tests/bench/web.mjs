// Measures the size and speed of the resident's app in Chromium, beside the smallest Leptos page built the same way.
//
// usage: node tests/bench/web.mjs LONG_PLAN.brug PASSPHRASE   (run by `cargo xtask bench`)
// The network is limited to 1.6 Mbit/s and 150 ms, the processor slowed down 4 times. Each figure is the median of RUNS visits,
// the two pages in turn. Writes docs/sizes.md. Times are for comparison with each other; nothing here passes or fails.

import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { browser, flags } from "../e2e/browser.js";
import { serve } from "../e2e/service.js";

const RUNS = Number(process.env.RUNS ?? 5);
const [longPlan, passphrase] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../", import.meta.url));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Slows a page down to a cheap phone on a slow network. */
async function slow(page, { network = true } = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  if (network) {
    const throughput = (1.6 * 1024 * 1024) / 8;
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return { bytes: () => bytes };
}

/** Milliseconds from the start of the navigation until the program's first button or link is painted. */
function usable(page, selector) {
  return page.evaluate(
    (selector) =>
      new Promise((resolve) => {
        const look = () => {
          const found = document.querySelector(selector);
          if (found) requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
          return Boolean(found);
        };
        if (!look()) {
          const observer = new MutationObserver(() => look() && observer.disconnect());
          observer.observe(document, { childList: true, subtree: true });
        }
      }),
    selector,
  );
}

async function visit(context, url, selector, options) {
  const page = await context.newPage();
  const traffic = await slow(page, options);
  await page.goto(url, { waitUntil: "commit" });
  const time = await usable(page, selector);
  const bytes = traffic.bytes();
  return { page, time, bytes };
}

async function profile(run) {
  const folder = await mkdtemp(path.join(tmpdir(), "mijn-brug-bench-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browser,
    args: flags,
    viewport: { width: 360, height: 740 },
    locale: "nl-NL",
  });
  try {
    return await run(context);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const PAGES = {
  minimal: { folder: path.join(root, "target/minimal-dist"), selector: "button" },
  app: { folder: path.join(root, "dist"), selector: "main button.nl-button" },
};

async function visits(name) {
  const { folder, selector } = PAGES[name];
  const service = await serve({ folder });
  try {
    return await profile(async (context) => {
      const first = await visit(context, service.url, selector);
      if (name === "app") await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      await first.page.close();
      const repeat = await visit(context, service.url, selector);
      return { first: first.time, bytes: first.bytes, repeat: repeat.time };
    });
  } finally {
    await service.stop();
  }
}

/** Opens an empty plan and a long one, and marks a mini-step as done in the long one. */
async function plans() {
  const service = await serve({ folder: PAGES.app.folder });
  try {
    return await profile(async (context) => {
      const setup = await context.newPage();
      await setup.goto(service.url);
      await setup.getByRole("button", { name: "Begin", exact: true }).click();
      await setup.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      await setup.close();
      const open = async (selector) => {
        const times = [];
        for (let run = 0; run < RUNS; run += 1) {
          const { page, time } = await visit(context, service.url, selector, { network: false });
          times.push(time);
          await page.close();
        }
        return median(times);
      };
      const empty = await open("main h1");
      const restore = await context.newPage();
      await restore.goto(`${service.url}/meer/bewaren`);
      await restore.locator('input[type="file"]').setInputFiles(longPlan);
      await restore.getByLabel("Het wachtwoord van de kopie").fill(passphrase);
      await restore.getByRole("button", { name: "Zet terug" }).click();
      await restore.getByRole("button", { name: "Bekijk je plan" }).waitFor({ timeout: 60_000 });
      await restore.close();
      const long = await open("main h1");
      const { page } = await visit(context, `${service.url}/plan/doel`, "main input[type=radio]", { network: false });
      await page.getByRole("radio").first().check();
      await page.getByLabel("Wat wil jij?").fill("Een regeling");
      await page.getByRole("button", { name: "Dit is mijn doel" }).click();
      await page.getByLabel("Welke stap brengt je dichterbij?").fill("Bellen");
      await page.getByRole("button", { name: "Voeg stap toe" }).click();
      const ticks = [];
      for (let run = 0; run < RUNS; run += 1) {
        await page.getByLabel("Wat ga je doen?").fill(`Bel nummer ${run}`);
        await page.getByRole("radio", { name: "Ja" }).check();
        await page.getByRole("button", { name: "Zet in mijn plan" }).click();
        await page.getByRole("button", { name: "Doe deze het eerst" }).click();
        await page.getByRole("button", { name: "Gelukt", exact: true }).waitFor();
        ticks.push(
          await page.evaluate(
            () =>
              new Promise((resolve) => {
                const button = [...document.querySelectorAll("main button")].find((it) => it.textContent.trim() === "Gelukt");
                const observer = new MutationObserver(() => {
                  if (!document.querySelector(".mb-moment")) return;
                  observer.disconnect();
                  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
                });
                observer.observe(document, { childList: true, subtree: true });
                const start = performance.now();
                button.click();
              }),
          ),
        );
        await page.getByRole("button", { name: /Zet terug/ }).click();
        await page.getByRole("link", { name: /Mijn plan/ }).click();
        await page.locator("a.mb-goal", { hasText: "Een regeling" }).last().click();
        await page.getByRole("link", { name: "Ministap erbij" }).first().click();
      }
      return { empty, long, tick: median(ticks) };
    });
  } finally {
    await service.stop();
  }
}

async function sizes() {
  const folder = PAGES.app.folder;
  const rows = [];
  const total = { all: 0 };
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith(".br") || entry.startsWith("begeleider") || entry.includes("caseworker") || entry.startsWith("demo")) continue;
    const { size } = await stat(path.join(folder, entry));
    total.all += size;
    if (size > 2000) rows.push([entry.replace(/-[\w-]{8}\./, ".").replace(/\.br$/, ""), size]);
  }
  return { rows: rows.toSorted((a, b) => b[1] - a[1]), all: total.all };
}

const seen = { minimal: [], app: [] };
for (let run = 0; run < RUNS; run += 1) {
  for (const name of Object.keys(PAGES)) seen[name].push(await visits(name));
  process.stderr.write(`visit ${run + 1} of ${RUNS}\n`);
}
const of = (name, key) => median(seen[name].map((it) => it[key]));
const opened = await plans();
const ms = (number) => `${Math.round(number)} ms`;
const kib = (number) => `${(number / 1024).toFixed(1)} KiB`;
const ratio = (key) => (of("app", key) / of("minimal", key)).toFixed(2);
const built = await sizes();
const page = `# Sizes and speed

Made by \`cargo xtask bench\`; do not edit. Chromium at 1.6 Mbit/s and 150 ms, processor slowed 4 times, median of ${RUNS}.
The minimal page is \`bench/minimal\`: one counter, built the same way.

| what | minimal page | Mijn Brug | ratio | to reach |
|---|---|---|---|---|
| first visit usable | ${ms(of("minimal", "first"))} | ${ms(of("app", "first"))} | ${ratio("first")} | 1.8 |
| repeat visit usable | ${ms(of("minimal", "repeat"))} | ${ms(of("app", "repeat"))} | ${ratio("repeat")} | 2 |
| over the wire until usable | ${kib(of("minimal", "bytes"))} | ${kib(of("app", "bytes"))} | ${ratio("bytes")} | at most 230 KiB |

| what, network not slowed | time | to reach |
|---|---|---|
| an empty plan opens | ${ms(opened.empty)} | |
| a plan of 5,000 records opens | ${ms(opened.long)} | ${ms(opened.empty * 1.5 + 400)} |
| "Gelukt" is painted, in that plan, after it is on the disk | ${ms(opened.tick)} | 100 ms |

| file, with Brotli | bytes |
|---|---|
${built.rows.map(([name, bytes]) => `| ${name} | ${bytes} |`).join("\n")}
`;
await writeFile(path.join(root, "docs/sizes.md"), page);
process.stdout.write(page);
