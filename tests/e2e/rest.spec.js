import { expect, test } from "./fixtures.js";
import { at, button, makePlan, onScreen, open } from "./steps.js";

test("a rest of a few days: Vandaag asks nothing until the person returns", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw"]);
  await open(page, "/meer/rust");
  await page.getByRole("button", { name: /^Een paar dagen/ }).click();
  await expect(page.getByText("Je hebt rust tot en met donderdag 26 november.")).toBeVisible();
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Even rust" })).toBeVisible();
  await expect(button(page, "Gelukt")).toHaveCount(0);
  await button(page, "Ik ben er weer").click();
  await expect(button(page, "Gelukt")).toBeVisible();
});

test("a rest ends by itself, and nothing has piled up", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw", "Schrijf een brief"]);
  await open(page, "/meer/rust");
  await page.getByRole("button", { name: /^Een week/ }).click();
  await expect(page.getByText(/^Je hebt rust tot en met/)).toBeVisible();
  await at(page, "2026-12-02T10:00:00+01:00");
  await open(page, "/");
  await onScreen(page, "Je volgende stap");
  await expect(button(page, "Gelukt")).toHaveCount(1);
});

test("an open rest lasts until the person says so", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw"]);
  await open(page, "/meer/rust");
  await page.getByRole("button", { name: /^Tot ik terug ben/ }).click();
  await expect(page.getByText("Je hebt rust tot je zelf terugkomt.")).toBeVisible();
  await at(page, "2027-02-01T10:00:00+01:00");
  await open(page, "/meer/rust");
  await expect(page.getByText("Je hebt rust tot je zelf terugkomt.")).toBeVisible();
  await button(page, "Ik ben er weer").click();
  await expect(page.getByText("Fijn dat je er weer bent. Je plan staat nog zoals het was.")).toBeVisible();
});
