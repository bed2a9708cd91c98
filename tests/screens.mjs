// Takes pictures of every screen that links lead to, of both apps, at three widths, light and dark, for people to look at.
//
// usage: node tests/screens.mjs PAGE CARD CODE   (run by `cargo xtask screenshots`, which serves the example)
// Pictures go to target/screens/APP/WIDTH-THEME/SCREEN.png.

import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const [origin, card, code] = process.argv.slice(2);
const folder = fileURLToPath(new URL("../target/screens", import.meta.url));
const passphrase = "drie gewone woorden achter elkaar";
const themes = ["light", "dark"];

/** Screens of the same kind look alike, so one of each suffices. */
const kind = (address) => address.replace(/[0-9a-f]{12,}/g, "id").replace(/(plek|nieuw-doel)\/.+/, "$1/domein");
const file = (address) => kind(address).replaceAll("/", "-").replace(/^-|-$/g, "") || "begin";

async function settled(page) {
  await page.getByRole("main").getByRole("heading", { level: 1 }).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** Goes to a screen without a reload, which would lock the caseworker's app. */
async function go(page, address) {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  await page.waitForFunction((to) => location.pathname === to, address);
  await settled(page);
}

async function take(page, app, name) {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const target = path.join(folder, app, `${width}-${colorScheme}`, `${name}.png`);
      await page.screenshot({ path: target, fullPage: true, animations: "disabled" });
    }
  }
  console.log(`${app} ${name}`);
}

/** Visits every screen that can be reached by links from here. */
async function walk(page, app, under) {
  const seen = new Set();
  const waiting = [new URL(page.url()).pathname];
  while (waiting.length > 0) {
    const address = waiting.shift();
    if (seen.has(kind(address))) continue;
    seen.add(kind(address));
    await go(page, address);
    await take(page, app, file(address));
    const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    waiting.push(...links.map((link) => link.split(/[?#]/)[0]).filter((link) => under(link) && !link.endsWith("/welkom")));
  }
}

async function open(browser, address) {
  const context = await browser.newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam" });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const phone = await open(browser, `${origin}herstel`);
  await phone.getByLabel("De code", { exact: true }).fill(card);
  await phone.getByRole("button", { name: "Haal mijn plan op" }).click();
  await phone.getByRole("button", { name: "Ja, dit is mijn plan" }).click();
  // The plan arrives, and with it the celebration of what was given last.
  await phone.waitForURL(/\/moment$/);
  await settled(phone);
  await take(phone, "resident", "moment");
  await go(phone, "/");
  await walk(phone, "resident", (link) => !link.startsWith("/begeleider"));

  const tablet = await open(browser, `${origin}begeleider/`);
  await take(tablet, "caseworker", "join");
  await tablet.getByLabel("De code van je collega").fill(code);
  await tablet.getByLabel("Je voornaam").fill("Collega");
  for (const field of await tablet.locator("input[type=password]").all()) await field.fill(passphrase);
  await tablet.getByRole("button", { name: "Doe mee" }).click();
  await tablet.getByRole("heading", { level: 1, name: "Inwoners" }).waitFor();
  await tablet.getByRole("link", { name: /^Inwoner 12/ }).waitFor();
  await walk(tablet, "caseworker", (link) => link.startsWith("/begeleider"));

  await tablet.setViewportSize({ width: 1280, height: 900 });
  await go(tablet, "/begeleider/");
  await tablet.getByRole("link", { name: /^Inwoner 2/ }).first().click();
  await tablet.getByRole("link", { name: "Gesprek" }).first().click();
  await tablet.getByRole("button", { name: "Begin het gesprek" }).click();
  const parts = tablet.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("listitem").getByRole("button");
  await parts.first().waitFor();
  for (let number = 0; number < (await parts.count()); number += 1) {
    await tablet.setViewportSize({ width: 1280, height: 900 });
    await parts.nth(number).click();
    await settled(tablet);
    await take(tablet, "caseworker", `review-${number + 1}`);
  }
} finally {
  await browser.close();
}
