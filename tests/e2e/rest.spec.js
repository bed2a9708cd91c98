import { expect, test } from "./fixtures.js";
import { addMiniStep, at, button, makeAppointment, makePlan, onScreen, open, planMiniStep } from "./steps.js";

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

test("a rest ends automatically, and nothing has piled up", async ({ page }) => {
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

const HOUR = 3_600_000;

/** Moves the clock of an app that stays open, until the app has noticed: the part that does so may still be loading. */
async function passes(page, hours, seen) {
  await page.clock.fastForward(hours * HOUR);
  await expect(async () => {
    await page.clock.fastForward("00:30");
    await seen();
  }).toPass({ timeout: 30_000 });
}

test("a rest that ends at midnight ends in an app that stays open, on both screens", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-23T10:00:00+01:00") });
  await makePlan(page, ["Bel de woningbouw"]);
  await open(page, "/meer/rust");
  const choose = page.getByRole("button", { name: /^Een paar dagen/ });
  await choose.click();
  await expect(page.getByText("Je hebt rust tot en met donderdag 26 november.")).toBeVisible();
  await passes(page, 71, () => expect(page.getByText("Je hebt rust tot en met vandaag.")).toBeVisible({ timeout: 2_000 }));
  await passes(page, 24, () => expect(choose).toBeVisible({ timeout: 2_000 }));
  await expect(page.getByText(/^Je hebt rust tot/)).toHaveCount(0);
  await choose.click();
  await expect(page.getByText("Je hebt rust tot en met maandag 30 november.")).toBeVisible();

  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Even rust" })).toBeVisible();
  await passes(page, 96, () => expect(button(page, "Gelukt")).toBeVisible({ timeout: 2_000 }));
  await onScreen(page, "Je volgende stap");
});

test("Vandaag follows midnight in an app that stays open", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-23T22:00:00+01:00") });
  const { step } = await makePlan(page, ["Bel de woningbouw"]);
  await addMiniStep(page, step, "Lees de brief");
  await planMiniStep(page, { day: "2026-11-24", time: "10:00" });
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-11-23", time: "23:00" });
  await onScreen(page, "Je volgende stap");
  const main = page.getByRole("main");
  const heading = (name) => main.getByRole("heading", { level: 2, name });
  await expect(heading("Bel de woningbouw")).toBeVisible();
  await expect(main.getByText("Goedenavond")).toBeVisible();
  await expect(main.getByRole("link", { name: "Bekijk de afspraak" })).toBeVisible();
  await passes(page, 10, () => expect(heading("Lees de brief")).toBeVisible({ timeout: 2_000 }));
  await expect(main.getByText("Vandaag, 10.00 uur")).toBeVisible();
  await expect(main.getByText("Goedemorgen")).toBeVisible();
  await expect(main.getByRole("link", { name: "Bekijk de afspraak" })).toHaveCount(0);
});

test("an open-ended rest lasts until the person ends it", async ({ page }) => {
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
