// Help with problems: the report of what went wrong can be shown and copied, and contains nothing from the plan.

import { findings } from "./axe.js";
import { button, field, inOwnWords, link, makePlan, mark, onScreen, open } from "./steps.js";
import { enrol, expect, isSafe, pair, test } from "./paired.js";

const TITLE = "Hulp bij problemen";
const CANARIES = ["Kanarie", "Zebrapad", "Paradijs"];

/** Goes to the screen from Meer, without loading the page: the lines are in memory only. */
async function toHelp(page) {
  await page.getByRole("navigation").getByRole("link", { name: "Meer" }).click();
  await link(page, /^Hulp bij problemen/).or(page.getByRole("link", { name: TITLE })).first().click();
  await onScreen(page, TITLE);
}

/** The value under this name in the report. */
const said = (page, name) => page.getByRole("definition").nth(["Versie", "Browser", "Opslag", "Kopie bij je begeleider", "Wat er is misgegaan"].indexOf(name));

/** Copies the report, and reads the clipboard. */
async function copied(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(page, "Kopieer deze tekst").click();
  await expect(page.getByRole("status").filter({ hasText: "De tekst is gekopieerd." })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Fails if a text contains words from the plan, or anything like an id, a token or a code. */
function isClean(text) {
  for (const word of CANARIES) expect(text).not.toContain(word);
  expect(text).not.toMatch(/[0-9a-f]{8}/i);
  expect(text).not.toMatch(/[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]{4}/);
  expect(text).not.toMatch(/[A-Za-z0-9+/_-]{24}/);
}

test("on a good day it says so, with version, browser and storage, and axe finds nothing", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  await open(page, "/meer");
  await toHelp(page);
  await expect(said(page, "Versie")).toHaveText(/^\d+\.\d+\.\d+ \([\w-]{8}\)$/);
  await expect(said(page, "Browser")).toHaveText(await page.evaluate(() => navigator.userAgent));
  await expect(said(page, "Opslag")).toHaveText(/\d+ \/ \d+ MB$/);
  await expect(said(page, "Kopie bij je begeleider")).toHaveText(/^Je deelt nu niets\s+online, unsent: 0/);
  await expect(said(page, "Wat er is misgegaan")).toHaveText("Er is niets misgegaan sinds je de app hebt geopend.");
  expect(await findings(page)).toEqual([]);
});

test("a write that fails leaves the browser's class and words, and no word of the plan", async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      if (!window.fails) return put.apply(this, values);
      throw new DOMException(`Internal error committing 'Kanarie' ${"0a1b2c3d".repeat(4)}`, "UnknownError");
    };
  });
  await makePlan(page, ["Kanarie bellen"], "Zebrapad");
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await page.evaluate(() => (window.fails = true));
  await field(page, "Wat wil jij?").fill("Paradijs");
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByRole("alert").filter({ hasText: /^Bewaren lukte niet/ })).toBeVisible();
  await toHelp(page);
  const errors = said(page, "Wat er is misgegaan");
  await expect(errors).toHaveText(/\d\d:\d\d:\d\d store write: UnknownError: Internal error committing …/);
  const text = await copied(page);
  expect(text).toContain("store write: UnknownError");
  isClean(text);
});

test.describe("errors that nobody caught", () => {
  test.use({ expectedErrors: /./ });

  test("fifty are kept, by their class only; a repeated one is counted", async ({ page }) => {
    await makePlan(page, ["Kanarie bellen"]);
    await open(page, "/meer");
    const letters = "abcdefghijklmnopqrstuvwxyz";
    await page.evaluate((letters) => {
      const error = (name) => Object.assign(new Error("Kanarie 0123456789abcdef"), { name });
      const throwIt = (name) => dispatchEvent(new ErrorEvent("error", { error: error(name) }));
      for (let n = 0; n < 60; n += 1) throwIt(`${letters[Math.floor(n / 26)]}${letters[n % 26]}Error`);
      for (let n = 0; n < 3; n += 1) throwIt("chError");
      throwIt("Kanarie");
      Promise.reject("Zebrapad");
      Promise.reject(error("TypeError"));
    }, letters);
    await toHelp(page);
    const lines = (await said(page, "Wat er is misgegaan").textContent()).split("\n");
    expect(lines).toHaveLength(50);
    const words = lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ""));
    expect(words.slice(0, 4)).toEqual([
      "unhandledrejection: TypeError",
      "unhandledrejection: error",
      "error: error",
      "error: chError ×4",
    ]);
    isClean(await copied(page));
  });
});

test.describe("without a clipboard", () => {
  test("the text is selected for the person to copy, and the screen says so", async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { get: () => undefined }));
    await makePlan(page);
    await open(page, "/meer/problemen");
    await button(page, "Kopieer deze tekst").click();
    await expect(page.getByText("Kopiëren lukt niet. De tekst is nu geselecteerd. Kopieer hem zelf.")).toBeVisible();
    expect(await page.evaluate(() => String(getSelection()))).toMatch(/Versie[^]*Wat er is misgegaan/);
  });
});

test.describe("a plan that cannot be opened", () => {
  test("the technical errors are behind a line of that screen", async ({ page }) => {
    await makePlan(page, ["Kanarie bellen"]);
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
      };
    });
    await page.goto("/");
    await onScreen(page, "Je plan staat er nog");
    await page.getByText(TITLE, { exact: true }).click();
    const errors = page.getByRole("definition").last();
    await expect(errors).toHaveText(/start: unreachable\s+\S+ store open: UnknownError: Internal error opening backing store for indexedDB\.open\. ×4/);
    expect(await findings(page)).toEqual([]);
    isClean(await copied(page));
  });
});

test.describe("with a caseworker", () => {
  test.use({ expectedErrors: /Failed to load resource|net::ERR_/ });

  test("a request that fails leaves its kind and status, and no id; the caseworker has the screen too", async ({ paired }) => {
    const { phone, tablet, link: address } = paired;
    await makePlan(phone, ["Kanarie bellen"], "Zebrapad");
    await enrol(tablet, address);
    await pair(phone, tablet, "Paradijs");
    await isSafe(phone);
    const problem = { type: "about:blank", status: 500, code: "internal", title: "" };
    await phone.route("**/v1/logs/**", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", json: problem }));
    await mark(phone, "thuis.wonen", /^Ik kan hier blijven/);
    await toHelp(phone);
    await expect(async () => {
      await phone.getByRole("link", { name: "Terug" }).click();
      await toHelp(phone);
      await expect(said(phone, "Wat er is misgegaan")).toHaveText(/ sync: internal/, { timeout: 500 });
    }).toPass();
    await expect(said(phone, "Wat er is misgegaan")).toHaveText(/(GET|POST) \/v1\/logs\/…\/(records|ids): 500 internal/);
    await expect(said(phone, "Kopie bij je begeleider")).toHaveText(/unsent: [1-9]\d*(, synced: \d\d:\d\d:\d\d)?, stopped: internal/);
    isClean(await copied(phone));

    await tablet.getByRole("link", { name: "Team", exact: true }).click();
    await tablet.route("**/v1/heads", (route) => route.abort());
    await tablet.evaluate(() => dispatchEvent(new Event("online")));
    await expect(async () => {
      await tablet.getByRole("link", { name: "Team", exact: true }).click();
      await tablet.getByRole("link", { name: /^Hulp bij problemen/ }).click();
      await expect(tablet.getByRole("definition").last()).toHaveText(/POST \/v1\/heads: TypeError/, { timeout: 500 });
    }).toPass();
    expect(await findings(tablet)).toEqual([]);
    isClean(await copied(tablet));
  });
});
