// Asking for notifications: our own question first, then the browser's; and the screen that shows the current state.

import { findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { answerPush } from "./push-browser.js";
import { at, button, link, makePlan, onScreen, open } from "./steps.js";

const question = (page) => page.getByRole("heading", { name: "Een herinnering op je telefoon?" });

/** A plan with one reminder, on the screen of its mini-step. */
async function firstReminder(page) {
  const { miniSteps } = await makePlan(page, ["Bel de woningbouw"]);
  await expect(page.getByRole("button", { name: /^Herinner mij / })).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  await page.getByRole("button", { name: /^Herinner mij / }).click();
  await expect(link(page, "Verander de herinnering")).toBeVisible();
  return `/plan/ministap/${miniSteps[0]}`;
}

test("after the first reminder we ask; 'Ja' asks the browser, and Herinneringen shows that it is on", async ({ page }) => {
  await answerPush(page, "granted");
  await firstReminder(page);
  await expect(question(page)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await button(page, "Ja").click();
  await expect(page.getByText("Gelukt. Je krijgt een herinnering.")).toBeVisible();
  await expect(question(page)).toHaveCount(0);

  await open(page, "/meer/herinneringen");
  const here = page.getByRole("switch", { name: /Herinneringen op deze telefoon/ });
  await expect(here).toBeChecked();
  await expect(page.getByText("Je hebt een herinnering. Tik om te lezen.")).toBeVisible();
  await page.getByRole("switch", { name: /Laat zien waar het over gaat/ }).check();
  await expect(page.getByText("Als ik mijn koffie op heb, dan bel ik")).toBeVisible();
  await expect(page.getByRole("link", { name: /Bel de woningbouw/ })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await here.uncheck();
  await expect(page.getByText("Je ziet herinneringen nu alleen als je de app opent.")).toBeVisible();
  await expect(here).not.toBeChecked();
});

test("after a no to the browser the app says how to allow it, and does not ask again", async ({ page }) => {
  await answerPush(page, "denied");
  const path = await firstReminder(page);
  await button(page, "Ja").click();
  await expect(page.getByText("Je telefoon laat geen meldingen van deze app toe.")).toBeVisible();
  // The calendar remains as a way to be reminded.
  await expect(button(page, "Zet in mijn agenda")).toBeVisible();
  await open(page, path);
  await expect(link(page, "Verander de herinnering")).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  await open(page, "/meer/herinneringen");
  await expect(page.getByText(/Tik op het teken links naast het adres/)).toBeVisible();
  await expect(page.getByRole("switch", { name: /Meldingen/ })).toHaveCount(0);
});

test("'Nu niet' holds for a month; Meer is always there", async ({ page }) => {
  await answerPush(page, "granted");
  await at(page, "2026-11-23T10:00:00+01:00");
  const path = await firstReminder(page);
  await button(page, "Nu niet").click();
  await expect(question(page)).toHaveCount(0);
  for (const [moment, is] of [["2026-12-22T10:00:00+01:00", 0], ["2026-12-24T10:00:00+01:00", 1]]) {
    await at(page, moment);
    await open(page, path);
    // The reminder fired in the meantime.
    await button(page, "Niet vandaag").click();
    await expect(link(page, "Verander de herinnering")).toBeVisible();
    await expect(question(page)).toHaveCount(is);
  }
  await open(page, "/meer");
  await page.getByRole("link", { name: /^Herinneringen/ }).click();
  await page.getByRole("switch", { name: /Herinneringen op deze telefoon/ }).check();
  await expect(page.getByText("Aan. Ook als de app dicht is.")).toBeVisible();
});

test("the calendar is an alternative, and a phone without notifications says so", async ({ page }) => {
  await page.addInitScript(() => delete window.PushManager);
  await firstReminder(page);
  await expect(page.getByText(/Hier krijg je geen herinnering als de app dicht is/)).toBeVisible();
  await open(page, "/meer/herinneringen");
  await expect(page.getByText(/Deze telefoon kan je niet herinneren/)).toBeVisible();
});

test("an iPhone's Safari leads to the home screen first, with pictures", async ({ otherPhone }) => {
  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
  const page = await otherPhone({ userAgent });
  await page.addInitScript(() => delete window.PushManager);
  await firstReminder(page);
  await expect(page.getByText("Op een iPhone kan dat alleen met de app op je begin­scherm.")).toBeVisible();
  await link(page, "Zet op begin­scherm").click();
  await onScreen(page, "Op je begin­scherm");
  await open(page, "/meer/herinneringen");
  await expect(page.getByText(/Tik onder in Safari/)).toBeVisible();
});

test("a test message says which step failed", async ({ page }) => {
  await answerPush(page, "granted");
  await firstReminder(page);
  await button(page, "Ja").click();
  await expect(page.getByText("Gelukt. Je krijgt een herinnering.")).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await open(page, "/meer/herinneringen");
  await button(page, "Probeer een herinnering").click();
  // There is no push service here; everything before it works.
  await expect(page.getByText(/De dienst voor herinneringen antwoordt nu niet/)).toBeVisible({ timeout: 60_000 });
});
