// R2: until a caseworker announces rewards, the app has no trace of them: not on a screen, not for a screen reader, not in a
// hidden element, not in the texts that it loads, and not in any file that the service worker stores on the phone.

import { openDetails } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { follow, open } from "./steps.js";

test.use({ isFilled: true });

const words =
  /(?<![\p{L}])(bon|bonnen|voucher|vouchers|beloning|beloningen|belonen|beloond|waardebon|waardebonnen|cadeaubon|cadeaukaart|reward|rewards|rewarded|rewarding|gift card)(?![\p{L}])/iu;

test("R2: no screen holds a word about rewards, seen, hidden or read aloud", async ({ page, paths }) => {
  test.setTimeout(240_000);
  await open(page, "/");
  for (const path of paths) {
    await follow(page, path);
    await openDetails(page);
    expect(await page.content(), `the page of ${path}`).not.toMatch(words);
    expect(await page.locator("body").ariaSnapshot(), `the accessibility tree of ${path}`).not.toMatch(words);
  }
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toMatch(words);
});

/** The files that the service worker stores on the phone at the first visit. */
async function precached(request) {
  const worker = await (await request.get("/sw.js")).text();
  return Array.from(worker.matchAll(/"?url"?:"([^"]+)"/g), ([, url]) => url);
}

/** Names in the format of records, and the folder that is requested later: no screen shows them. */
const forMachines = /rewards_announced|reward_promised|voucher_[a-z_]+|voucher(?=kind|code)|Voucher(?:Kind|Code)|rewards/g;

test("R2: no file on the phone names rewards, in its name or its content", async ({ request }) => {
  const files = await precached(request);
  expect(files.filter((file) => file.endsWith(".wasm")).length).toBeGreaterThan(2);
  expect(files).toEqual(expect.arrayContaining(["locales/nl.json", "welcome/nl.json", "locales/en.json", "bridge/nl.json", "index.html"]));
  const found = [];
  for (const file of [...files, "sw.js"]) {
    if (/bon(?!e)|reward|voucher|belon|waarder/i.test(file)) found.push(`name: ${file}`);
    const bytes = await (await request.get(`/${file}`)).body();
    if (file.endsWith(".wasm")) {
      // Texts in wasm have no gaps between them, so parts of words count too. Only a release build has no names of functions.
      const text = bytes.toString("latin1").replace(forMachines, " ");
      for (const [word] of text.matchAll(/.{0,20}(?:bonnen|beloning|belonen|waardebon|cadeau|waardering|compensatie|rewards?|voucher).{0,20}/gi)) found.push(`${file}: ${word}`);
    } else if (/\.(html|css|js|json|svg|webmanifest)$/.test(file)) {
      const text = bytes.toString();
      const [word] = text.match(words) ?? [];
      if (word) found.push(`${file}: ${word}`);
      // The keys of texts must not give it away either.
      if (/"(reward|voucher|bonnen)\./.test(text)) found.push(`${file}: a key`);
    }
  }
  expect(found).toEqual([]);
});

test("R2: the texts that name them are not downloaded", async ({ page, request }) => {
  expect((await precached(request)).filter((file) => /^(rewards|begeleider)\//.test(file))).toEqual([]);
  const asked = [];
  page.on("request", (asking) => asked.push(new URL(asking.url()).pathname));
  await open(page, "/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  expect(asked.filter((path) => path.startsWith("/rewards"))).toEqual([]);
});

test("R2: the navigation has four items", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Vandaag", "Mijn brug", "Mijn plan", "Meer"]);
});
