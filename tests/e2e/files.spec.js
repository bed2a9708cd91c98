// Saving and sharing files: the messages are correct if a download does nothing, if a share sheet opens, and if sharing is refused.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { at, button, field, link, makeAppointment, makePlan, onScreen, open, ready as leave } from "./steps.js";

const WORDS = "vier gele fietsen";

/** What a browser inside another app does: a download by a link does nothing, silently. */
const noDownloads = () => {
  HTMLAnchorElement.prototype.click = () => {};
};

/** A share sheet that ends as `window.sheet` says, and records the files that it got. */
const withSheet = () => {
  window.shared = [];
  navigator.canShare = ({ files }) => files.length > 0;
  navigator.share = async ({ files }) => {
    window.shared.push(...files.map(({ name, type, size }) => ({ name, type, size })));
    if (window.sheet === "silent") await new Promise(() => {});
    if (window.sheet) throw new DOMException("no", window.sheet);
  };
};

async function makeCopy(page) {
  await field(page, "Bedenk een wachtwoord").fill(WORDS);
  await field(page, "Nog een keer hetzelfde wachtwoord").fill(WORDS);
  await button(page, "Maak kopie").click();
}

/** Confirms that the file is there. Another question above it on the screen may have a "Ja" too. */
const seen = (page) => button(page, "Ja").last().click();

const ready = (page) => page.getByText(/^Je bestand is klaar: mijn-brug-/);
const last = (page) => page.getByText(/^Je laatste kopie is van /);

test("only a file that the person saw counts as a copy; otherwise there are other ways", async ({ page }) => {
  await page.addInitScript(noDownloads);
  await havePlan(page);
  await open(page, "/meer/bewaren");
  await makeCopy(page);
  await expect(page.getByText("Zie je het bestand?")).toBeVisible();
  await expect(page.getByText(/Je vindt|opgeslagen|^Bewaard$/)).toHaveCount(0);
  await button(page, "Nee").click();
  await expect(page.getByText(/Lukt het niet\?/)).toBeVisible();
  await expect(last(page)).toHaveCount(0);
  // The next method: opening the file in a new tab.
  const [popup] = await Promise.all([page.context().waitForEvent("page"), button(page, "Open in een nieuw tabblad").click()]);
  await popup.close();
  await button(page, "Nee").click();
  await button(page, "Download nog een keer").click();
  await seen(page);
  await expect(page.getByText(/^Mooi\. Je hebt een kopie\./)).toBeVisible();
  await expect(last(page)).toBeVisible();
  await page.reload();
  await expect(last(page)).toBeVisible();
});

test("a phone with a share sheet gets it; closed, silent or refusing, the file stays within reach", async ({ page }) => {
  await page.addInitScript(withSheet);
  await havePlan(page);
  await open(page, "/meer/bewaren");
  await makeCopy(page);
  await expect(page.getByText("Zie je het bestand?")).toBeVisible();
  expect(await page.evaluate(() => window.shared)).toEqual([{ name: expect.stringMatching(/\.brug$/), type: "application/octet-stream", size: expect.any(Number) }]);
  await seen(page);
  await expect(last(page)).toBeVisible();

  await page.evaluate(() => (window.sheet = "AbortError"));
  await makeCopy(page);
  await expect(page.getByText("Dat kan gebeuren. Kies hieronder een andere manier.")).toBeVisible();
  await page.evaluate(() => (window.sheet = "silent"));
  await button(page, "Deel het bestand").click();
  await expect(page.getByText("Zie je het bestand?")).toBeVisible();
  // What Chromium does with a kind of file that it does not share.
  await page.evaluate(() => (window.sheet = "NotAllowedError"));
  const [download] = await Promise.all([page.waitForEvent("download"), makeCopy(page)]);
  expect(download.suggestedFilename()).toMatch(/\.brug$/);
  await expect(ready(page)).toBeVisible();
});

/** Presses a button that downloads a calendar file, and returns its unfolded lines. */
async function calendarFile(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  const text = await readFile(await download.path(), "utf8");
  return text.replaceAll("\r\n ", "").split("\r\n");
}

const value = (lines, name) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);

test("an appointment in the calendar moves with a second file, and goes with a third", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00" });
  await link(page, "Bekijk de afspraak").click();
  const first = await calendarFile(page, "Zet in mijn agenda");
  await seen(page);
  await page.goto("/");
  await expect(page.getByText(/In je agenda staat/)).toHaveCount(0);

  // The phone's clock goes back, but the order of changes in the plan stays.
  await at(page, "2026-11-22T10:00:00+01:00");
  await link(page, "Bekijk de afspraak").click();
  await link(page, "Verander de afspraak").click();
  await field(page, "Welke dag?").fill("2026-12-03");
  await leave(page);
  await page.goto("/");
  await expect(page.getByText("Je afspraak is op een ander moment.", { exact: false })).toBeVisible();
  // The file was only offered, or not put in the calendar: the calendar still has the old moment.
  await calendarFile(page, "Zet het nieuwe moment in mijn agenda");
  await open(page, "/");
  await expect(page.getByText(/In je agenda staat/)).toBeVisible();
  const second = await calendarFile(page, "Zet het nieuwe moment in mijn agenda");
  await button(page, "Nee").last().click();
  await expect(page.getByText(/Lukt het niet\?/)).toBeVisible();
  await open(page, "/");
  await expect(page.getByText(/In je agenda staat/)).toBeVisible();
  await calendarFile(page, "Zet het nieuwe moment in mijn agenda");
  await seen(page);
  await expect(page.getByText("Mooi.", { exact: true })).toBeVisible();
  expect(value(second, "UID")).toBe(value(first, "UID"));
  expect(Number(value(second, "SEQUENCE"))).toBeGreaterThan(Number(value(first, "SEQUENCE")));
  expect([value(first, "DTSTART"), value(second, "DTSTART")]).toEqual(["20261201T090000Z", "20261203T090000Z"]);
  await page.goto("/");
  await expect(page.getByText(/In je agenda staat/)).toHaveCount(0);

  await button(page, "Ik kan niet").click();
  await calendarFile(page, "Haal hem uit mijn agenda");
  await open(page, "/");
  const third = await calendarFile(page, "Haal hem uit mijn agenda");
  await seen(page);
  await expect(page.getByText("Mooi.", { exact: true })).toBeVisible();
  expect(value(third, "UID")).toBe(value(first, "UID"));
  expect(Number(value(third, "SEQUENCE"))).toBeGreaterThan(Number(value(second, "SEQUENCE")));
  expect([value(third, "METHOD"), value(third, "STATUS")]).toEqual(["CANCEL", "CANCELLED"]);
  await page.goto("/");
  await expect(page.getByText(/In je agenda staat/)).toHaveCount(0);
});

test("a phone that travels does not claim that an appointment moved", async ({ page, otherPhone }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00" });
  await link(page, "Bekijk de afspraak").click();
  await calendarFile(page, "Zet in mijn agenda");
  await seen(page);
  await expect(page.getByText("Mooi.", { exact: true })).toBeVisible();
  const storageState = await page.context().storageState({ indexedDB: true });
  for (const timezoneId of ["America/New_York", "UTC"]) {
    const abroad = await otherPhone({ storageState, timezoneId });
    await at(abroad, "2026-11-23T15:00:00Z");
    await open(abroad, "/");
    await link(abroad, "Bekijk de afspraak").click();
    await onScreen(abroad, "Mijn begeleider");
    // Once the appointment is shown, the part of the program that checks the calendar has been loaded.
    await expect(button(abroad, "Zet in mijn agenda")).toBeVisible();
    await expect(abroad.getByText(/In je agenda staat/)).toHaveCount(0);
    await link(abroad, "Verander de afspraak").click();
    await field(abroad, "Hoe laat?").fill("11:00");
    await leave(abroad);
    await open(abroad, "/");
    await expect(abroad.getByText(/In je agenda staat/)).toBeVisible();
  }
});

test("without the calendar file its words can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(noDownloads);
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00", place: "Het Serviceplein" });
  await link(page, "Bekijk de afspraak").click();
  await button(page, "Zet in mijn agenda").click();
  await button(page, "Nee").click();
  await button(page, "Kopieer de tekst").click();
  await expect(page.getByText("De tekst is gekopieerd.")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Mijn begeleider\n.*1 december.*10[.:]00.*\nHet Serviceplein$/);
  await onScreen(page, "Mijn begeleider");
});
