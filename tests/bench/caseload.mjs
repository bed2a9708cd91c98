// Measures how fast the caseworker's list opens, its memory, and what a sync transfers, with years of records per resident.
//
// usage: node tests/bench/caseload.mjs FOLDER PASSPHRASE   (run by `cargo xtask bench caseload`, which makes the folder)
// A real service in Chromium, with the processor slowed down 4 times. Times are medians of RUNS openings. Nothing passes or fails.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { browser, flags } from "../e2e/browser.js";
import { serve } from "../e2e/service.js";

const RUNS = Number(process.env.RUNS ?? 5);
const BATCH = 500;
const [folder, passphrase] = process.argv.slice(2);
const caseload = JSON.parse(await readFile(path.join(folder, "caseload.json"), "utf8"));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const say = (text) => process.stderr.write(`${text}\n`);

/** Sends a request, and throws if the service refuses it. */
async function send(url, method, token, type, body) {
  const headers = { "content-type": type, ...(token && { authorization: `Bearer ${token}` }) };
  for (;;) {
    const answer = await fetch(url, { method, headers, body });
    if (answer.status !== 429) {
      if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
  }
}

const append = (url, { log, token }, bytes) =>
  send(`${url}/v1/logs/${log}/records`, "POST", token, "application/vnd.mijn-brug.records", bytes);

/** The records of a file, in batches that the service accepts. */
function batches(bytes) {
  const all = [];
  for (let start = 0; start < bytes.length; ) {
    let end = start;
    for (let n = 0; n < BATCH && end < bytes.length; n += 1) end += 4 + bytes.readUInt32BE(end);
    all.push(bytes.subarray(start, end));
    start = end;
  }
  return all;
}

/** Fills the service with the team and its residents, and returns the number of records. */
async function fill(service) {
  const { url } = service;
  const link = await service.command("team", "create", "Team", "--origin", url);
  const grant = link.match(/aanmelden=(\S+)/)[1];
  const { team, cases } = caseload;
  await send(`${url}/v1/teams`, "POST", null, "application/json", JSON.stringify({ grant, log: team.log, token: team.token }));
  for (const log of [team, ...cases]) {
    const { log: id, token } = log;
    if (log !== team) await send(`${url}/v1/logs`, "POST", team.token, "application/json", JSON.stringify({ log: id, token }));
    for (const batch of batches(await readFile(path.join(folder, id)))) await append(url, log, batch);
  }
}

/** Makes this browser a device of the team, as if it had enrolled long ago. */
async function becomeDevice(page, url) {
  await page.goto(`${url}/begeleider/`);
  await page.getByRole("button", { name: "Doe mee" }).waitFor();
  await page.evaluate(
    (hex) =>
      new Promise((resolve, reject) => {
        const bytes = Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
        const open = indexedDB.open("mijn-brug-begeleider");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction("keys", "readwrite");
          transaction.objectStore("keys").put(bytes, "keyring");
          transaction.oncomplete = () => resolve(open.result.close());
        };
      }),
    caseload.keyring,
  );
}

/** Unlocks the app; returns milliseconds from the tap until all residents are painted, and from the page's start until the form. */
async function unlock(page, url, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(`${url}/begeleider/`);
  await page.getByLabel("Je wachtwoord").fill(passphrase);
  const form = await page.evaluate(() => performance.getEntriesByType("paint").at(-1)?.startTime ?? 0);
  const list = await page.evaluate(
    (count) =>
      new Promise((resolve) => {
        const start = performance.now();
        const look = () => {
          if (document.querySelectorAll("main .mb-list > li").length < count) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true });
        [...document.querySelectorAll("main button")].find((it) => it.textContent.trim() === "Open").click();
      }),
    caseload.cases.length,
  );
  return { session, form, list };
}

const safe = (page) => page.getByText("Op dit apparaat en bij de dienst staat hetzelfde").waitFor({ timeout: 600_000 });

/** The private memory of the page's process, in MiB. */
async function memory(context) {
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = [];
  for (const { id, type } of processInfo) {
    if (type !== "renderer") continue;
    const smaps = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    const kib = (name) => Number(smaps.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1] ?? 0);
    sizes.push((kib("Private_Clean") + kib("Private_Dirty")) / 1024);
  }
  return Math.max(...sizes);
}

/** Counts the traffic, headers included. */
async function traffic(session) {
  const count = { up: 0, down: 0, requests: 0 };
  const lines = (headers) => Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 0);
  await session.send("Network.enable", { maxPostDataSize: 1_000_000 });
  session.on("Network.requestWillBeSent", ({ request }) => {
    count.requests += 1;
    const body = (request.postDataEntries ?? []).reduce((sum, { bytes }) => sum + Buffer.from(bytes ?? "", "base64").length, 0);
    count.up += Math.max(body, request.postData?.length ?? 0) + request.url.length;
  });
  session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => (count.up += lines(headers)));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (count.down += encodedDataLength));
  return count;
}

async function run(service) {
  const { url } = service;
  const data = await mkdtemp(path.join(tmpdir(), "mijn-brug-bench-"));
  const open = () =>
    chromium.launchPersistentContext(data, {
      executablePath: browser,
      args: flags,
      viewport: { width: 1024, height: 768 },
      locale: "nl-NL",
    });
  let context = await open();
  try {
    let page = await context.newPage();
    await becomeDevice(page, url);
    let start = performance.now();
    await unlock(page, url, 1);
    await safe(page);
    const first = performance.now() - start;
    const firstMemory = await memory(context);
    say(`first load: ${Math.round(first / 1000)} s`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    // The next day: a new process, without anything of the first load in memory.
    await context.close();
    context = await open();
    page = await context.newPage();

    const times = [];
    let session;
    for (let run = 0; run < RUNS; run += 1) {
      const opened = await unlock(page, url, 4);
      ({ session } = opened);
      await safe(page);
      times.push(opened);
      say(`opening ${run + 1} of ${RUNS}: ${Math.round(opened.list)} ms`);
    }
    const memoryOpen = await memory(context);

    for (const log of caseload.cases.filter(({ later }) => later)) await append(url, log, Buffer.from(log.later, "hex"));
    const count = await traffic(session);
    start = performance.now();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("Bezig met bijwerken").waitFor();
    await safe(page);
    const sync = performance.now() - start;
    const moved = { ...count };

    const link = page.getByRole("link", { name: /Inwoner 30/ });
    start = performance.now();
    await link.click();
    await page.getByRole("heading", { name: "De brug" }).waitFor({ timeout: 60_000 });
    const opened = performance.now() - start;
    return { first, firstMemory, times, memoryOpen, count: moved, sync, opened, memoryCase: await memory(context) };
  } finally {
    await context.close();
    await rm(data, { recursive: true, force: true });
  }
}

const service = await serve();
try {
  say("filling the service …");
  await fill(service);
  const seen = await run(service);
  const ms = (number) => `${Math.round(number)} ms`;
  const mib = (number) => `${Math.round(number)} MiB`;
  const kb = (number) => `${(number / 1000).toFixed(1)} kB`;
  const list = median(seen.times.map((it) => it.list));
  process.stdout.write(`| ${caseload.cases.length} residents, processor slowed 4 times, median of ${RUNS} | | to reach |
|---|---|---|
| from the passphrase until the list is painted | ${ms(list)} | 2000 ms |
| memory of the page with the list | ${mib(seen.memoryOpen)} | 150 MiB |
| memory after the very first load of everything | ${mib(seen.firstMemory)} | |
| memory with one resident open | ${mib(seen.memoryCase)} | 150 MiB |
| a sync with 3 changed logs moves | ${kb(seen.count.up + seen.count.down)} (${kb(seen.count.up)} up, ${kb(seen.count.down)} down, ${seen.count.requests} requests) | 20 kB |
| that sync takes | ${ms(seen.sync)} | |
| opening a resident | ${ms(seen.opened)} | |
| the very first load of everything, processor not slowed | ${(seen.first / 1000).toFixed(1)} s | |
`);
} finally {
  await service.stop();
}
