// R2: until a caseworker announces rewards, the app holds no trace of them. Not on a screen, not for a screen reader, not
// in a hidden element, not in the texts that it loads.

import { expect, test } from "./fixtures.js";
import { open } from "./steps.js";

test.use({ isFilled: true });

const words =
  /(?<![\p{L}])(bon|bonnen|voucher|vouchers|beloning|beloningen|belonen|beloond|waardebon|waardebonnen|cadeaubon|cadeaukaart|reward|rewards|rewarded|rewarding|gift card)(?![\p{L}])/iu;

test("R2: no screen holds a word about rewards, seen, hidden or read aloud", async ({ page, paths }) => {
  test.setTimeout(120_000);
  for (const path of paths) {
    await open(page, path);
    for (const details of await page.locator("details").all()) await details.evaluate((it) => it.setAttribute("open", ""));
    expect(await page.content(), `the page of ${path}`).not.toMatch(words);
    expect(await page.locator("body").ariaSnapshot(), `the accessibility tree of ${path}`).not.toMatch(words);
  }
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toMatch(words);
});

for (const file of ["/locales/nl.json", "/locales/en.json", "/bridge/nl.json", "/bridge/en.json", "/manifest.webmanifest"]) {
  test(`R2: ${file} holds no word about rewards`, async ({ request }) => {
    const answer = await request.get(file);
    expect(answer.ok()).toBe(true);
    const text = await answer.text();
    expect(text).not.toMatch(words);
    // The names of texts can be read as well.
    expect(text).not.toMatch(/"(reward|voucher|bonnen)\./);
  });
}

test("R2: the navigation has four items", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Vandaag", "Mijn brug", "Mijn plan", "Meer"]);
});
