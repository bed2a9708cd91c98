// The joint review on the resident's phone: Vandaag says that it is in progress, proposals are answered there, and if there is
// only one phone, the whole review is done on it.

import { expect, expectedErrors, enrol, isSafe, pair, test } from "./paired.js";
import { havePlan } from "./ready-plan.js";
import { button, link, makePlan, onScreen, open } from "./steps.js";

test.use({ expectedErrors });

test("Vandaag says that a review is in progress, without a touch of the phone", async ({ paired: { tablet, phone, link: enrolment } }) => {
  test.setTimeout(240_000);
  await makePlan(phone);
  await enrol(tablet, enrolment);
  await pair(phone, tablet);
  await isSafe(phone);
  await open(phone, "/");
  await expect(phone.getByText("Je gesprek is bezig")).toHaveCount(0);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await link(tablet, "Gesprek").click();
  await button(tablet, "Begin het gesprek").click();
  await expect(phone.getByText("Je gesprek is bezig")).toBeVisible();
  await link(phone, "Naar het gesprek").click();
  await expect(phone.getByRole("navigation", { name: "Delen van het gesprek" })).toBeVisible();
});

test("with one phone the review is held on it, also without a network", async ({ page, context }) => {
  await havePlan(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await open(page, "/meer");
  await page.getByRole("link", { name: /Gesprek op deze telefoon/ }).click();
  await onScreen(page, "Gesprek");
  await button(page, "Begin het gesprek").click();
  await expect(page.getByRole("navigation", { name: "Delen van het gesprek" })).toBeVisible();
  await open(page, "/");
  await expect(button(page, "Gelukt")).toBeVisible();
});
