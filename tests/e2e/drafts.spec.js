// Half-typed text survives a killed browser, a reload, another screen and another tab; and nobody can read it on the disk.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "./fixtures.js";
import { start } from "./killable-browser.js";
import { begin, button, field, inOwnWords, link, makePlan, mark, onScreen, open, openMore, radio } from "./steps.js";

const NOTE = "Wil je er iets bij schrijven?";
const WISH = "Wat wil jij?";
const PLACED = "/brug/geplaatst/thuis.wonen";
const GOAL = "/plan/nieuw-doel/thuis.wonen";

/** The bytes of the drafts in the database, as text. */
const drafts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open("mijn-brug");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const rows = opened.result.transaction("drafts").objectStore("drafts").getAll();
          rows.onsuccess = () => {
            opened.result.close();
            resolve(rows.result.map((bytes) => new TextDecoder("latin1").decode(bytes)));
          };
        };
      }),
  );

/** The names of the files below a folder that contain one of these. */
async function holding(folder, needles) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(path.join(entry.parentPath ?? entry.path, entry.name)).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(entry.name);
  }
  return found;
}

/** Waits until the browser has saved the contents of fields for its next start: an extra field shows when. */
async function hasWritten(page, profile) {
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    field.id = "nobodys";
    document.body.append(field);
  });
  await page.locator("#nobodys").pressSequentially("zeepaardjes");
  await expect.poll(() => holding(profile, inFiles("zeepaardjes"))).not.toEqual([]);
}

/** The bytes of a word in the encodings that files use. */
const inFiles = (word) => ["utf8", "utf16le"].map((encoding) => Buffer.from(word, encoding));

test("half-typed text survives a killed browser, and no file reveals it", async ({ baseURL }) => {
  test.setTimeout(90_000);
  const profile = await mkdtemp(path.join(tmpdir(), "mijn-brug-draft-"));
  const words = "Ik probeer al drie weken te kanariebellen";
  let running = await start(profile, baseURL);
  try {
    await begin(running.page);
    await mark(running.page, "thuis.wonen", /^Ik kan hier blijven/);
    await open(running.page, PLACED);
    await openMore(running.page);
    await field(running.page, NOTE).pressSequentially(words);
    await expect.poll(() => drafts(running.page)).toHaveLength(1);
    await hasWritten(running.page, profile);
    await running.kill();
    expect(await holding(profile, inFiles("kanariebellen"))).toEqual([]);
    running = await start(profile, baseURL);
    await open(running.page, PLACED);
    await expect(field(running.page, NOTE)).toHaveValue(words);
  } finally {
    await running.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("a visible password is in no file", async ({ baseURL }) => {
  test.setTimeout(90_000);
  const profile = await mkdtemp(path.join(tmpdir(), "mijn-brug-shown-"));
  const { page, kill } = await start(profile, baseURL);
  try {
    await begin(page);
    await open(page, "/meer/bewaren");
    await page.getByRole("checkbox", { name: "Laat het wachtwoord zien" }).first().check();
    await field(page, "Het wachtwoord van de kopie").pressSequentially("kanariebellen");
    await expect(field(page, "Het wachtwoord van de kopie")).toHaveAttribute("type", "text");
    await hasWritten(page, profile);
    expect(await holding(profile, inFiles("kanariebellen"))).toEqual([]);
  } finally {
    await kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("nothing done meanwhile loses it; saving forgets it", async ({ page }) => {
  await begin(page);
  await open(page, GOAL);
  await inOwnWords(page);
  const wish = field(page, WISH);
  const ways = {
    "following a link": async () => {
      await page.getByRole("link", { name: "Meer", exact: true }).click();
      await onScreen(page, "Meer");
      await page.goBack();
    },
    "going back and forward": async () => {
      await page.goBack();
      await page.goForward();
    },
    "loading anew, at once": () => page.reload(),
    "another language and back": async () => {
      await open(page, "/meer/weergave");
      for (const [language, lang] of [["English", "en"], ["Nederlands", "nl"]]) {
        await radio(page, language).check();
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
      }
      await open(page, GOAL);
    },
    "a dark theme": async () => {
      await open(page, "/meer/weergave");
      await radio(page, "Donker").check();
      await page.goBack();
    },
  };
  for (const [way, go] of Object.entries(ways)) {
    await test.step(way, async () => {
      await wish.fill(`Wens na ${way}`);
      await go();
      await expect(wish).toHaveValue(`Wens na ${way}`);
    });
  }
  await button(page, "Dit is mijn doel").click();
  await expect(page).toHaveURL(/\/plan\/doel\/.+/);
  await open(page, GOAL);
  await expect(wish).toHaveValue("");
});

test("two tabs with one form keep their own, and saving in one leaves the other", async ({ page, context }) => {
  await begin(page);
  await open(page, GOAL);
  await inOwnWords(page);
  await field(page, WISH).fill("Van de eerste");
  const count = async () => (await drafts(page)).length;
  await expect.poll(count).toBeGreaterThan(0);
  const ofTheFirst = await count();
  const other = await context.newPage();
  await open(other, GOAL);
  await expect(field(other, WISH)).toHaveValue("");
  await inOwnWords(other);
  await field(other, WISH).fill("Van de tweede");
  await expect.poll(count).toBeGreaterThan(ofTheFirst);
  await page.reload();
  await expect(field(page, WISH)).toHaveValue("Van de eerste");
  await other.reload();
  await expect(field(other, WISH)).toHaveValue("Van de tweede");
  await button(other, "Dit is mijn doel").click();
  await onScreen(other, "Wat doe je eerst?");
  await page.reload();
  await expect(field(page, WISH)).toHaveValue("Van de eerste");
  // When a tab is closed, the next one gets its draft.
  await page.close();
  await open(other, "/plan");
  await open(other, GOAL);
  await expect(field(other, WISH)).toHaveValue("Van de eerste");
});

test("a text too long to keep breaks nothing, and an old one is dropped", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-03-02T10:00:00+01:00"));
  await makePlan(page);
  await open(page, GOAL);
  await inOwnWords(page);
  await field(page, WISH).fill("a".repeat(200_000));
  await open(page, "/afspraak");
  const before = (await drafts(page)).length;
  await field(page, "Met wie?").fill("Half geschreven");
  await expect.poll(async () => (await drafts(page)).length).toBeGreaterThan(before);
  await page.clock.setFixedTime(new Date("2026-03-31T10:00:00+02:00"));
  await open(page, "/afspraak");
  await expect(field(page, "Met wie?")).toHaveValue("Half geschreven");
  await page.clock.setFixedTime(new Date("2026-04-02T10:00:00+02:00"));
  await open(page, "/afspraak");
  await expect(field(page, "Met wie?")).toHaveValue("");
  await expect.poll(() => drafts(page)).toEqual([]);
});

test("behind a pin code it is kept, sealed", async ({ page }) => {
  await begin(page);
  await open(page, "/meer/pincode");
  await field(page, "Nieuwe pincode").fill("2580");
  await field(page, "Nog een keer dezelfde pincode").fill("2580");
  await button(page, "Zet pincode aan").click();
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await page.getByRole("link", { name: "Mijn plan", exact: true }).click();
  await link(page, "Nieuw doel").click();
  await link(page, "Wonen").click();
  await inOwnWords(page);
  await field(page, WISH).fill("Mijn kanarie");
  await page.reload();
  await expect(field(page, "Je pincode")).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(kept + (await drafts(page)).join() + (await page.content())).not.toContain("kanarie");
  await field(page, "Je pincode").fill("2580");
  await button(page, "Open").click();
  await expect(field(page, WISH)).toHaveValue("Mijn kanarie");
});
