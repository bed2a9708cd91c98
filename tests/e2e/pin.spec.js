import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { button, field, onScreen, open } from "./steps.js";

async function setPin(page, pin) {
  await open(page, "/meer/pincode");
  await field(page, "Nieuwe pincode").fill(pin);
  await field(page, "Nog een keer dezelfde pincode").fill(pin);
  await button(page, "Zet pincode aan").click();
}

test("a pin code locks the app: nothing of the plan shows before it, and the right one opens", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "2580");
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await page.goto("/");
  await expect(field(page, "Je pincode")).toBeVisible();
  expect(await page.content()).not.toContain("Bel de woningbouw");
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await field(page, "Je pincode").fill("0000");
  await button(page, "Open").click();
  await expect(page.getByText("Deze pincode klopt niet. Probeer het nog een keer.")).toBeVisible();
  expect(await page.content()).not.toContain("Bel de woningbouw");
  await field(page, "Je pincode").fill("2580");
  await button(page, "Open").click();
  await expect(page.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
});

test("a pin code is four to eight digits, typed twice the same", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "12");
  await expect(page.getByText("Kies 4 tot 8 cijfers.")).toBeVisible();
  await field(page, "Nieuwe pincode").fill("2580");
  await field(page, "Nog een keer dezelfde pincode").fill("2581");
  await button(page, "Zet pincode aan").click();
  await expect(page.getByText("De twee pincodes zijn niet gelijk. Typ hem hier nog een keer.")).toBeVisible();
  await page.goto("/");
  await onScreen(page, "Je volgende stap");
});

test("the phone's back key closes the question to erase everything, also before there is a plan", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "2580");
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await page.goto("/");
  await page.getByText("Pincode vergeten?").click();
  await button(page, "Wis deze telefoon").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await field(page, "Je pincode").fill("2580");
  await button(page, "Open").click();
  await onScreen(page, "Je volgende stap");
});

test("a pin code can be removed", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "2580");
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await field(page, "Je pincode").fill("0000");
  await button(page, "Haal pincode weg").click();
  await expect(page.getByText("Deze pincode klopt niet. Probeer het nog een keer.")).toBeVisible();
  await field(page, "Je pincode").fill("2580");
  await button(page, "Haal pincode weg").click();
  await expect(page.getByText("Je pincode staat uit.")).toBeVisible();
  await page.goto("/");
  await onScreen(page, "Je volgende stap");
});

test("somebody who forgot the pin code can erase the phone, after a second question", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "2580");
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await page.goto("/");
  await page.getByText("Pincode vergeten?").click();
  await button(page, "Wis deze telefoon").click();
  await button(page, "Nee, bewaar alles").click();
  await expect(field(page, "Je pincode")).toBeVisible();
  await button(page, "Wis deze telefoon").click();
  await button(page, "Ja, wis alles").click();
  await onScreen(page, "Welkom bij Mijn Brug");
});

test("somebody who finds the app open cannot change the pin code without knowing it", async ({ page }) => {
  await havePlan(page);
  await setPin(page, "2580");
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await field(page, "Je oude pincode").fill("1111");
  await field(page, "Nieuwe pincode").fill("1234");
  await field(page, "Nog een keer dezelfde pincode").fill("1234");
  await button(page, "Zet pincode aan").click();
  await expect(page.getByText("Deze pincode klopt niet. Probeer het nog een keer.")).toBeVisible();
  await field(page, "Je oude pincode").fill("2580");
  await button(page, "Zet pincode aan").click();
  await expect(field(page, "Je oude pincode")).toHaveValue("");
  await page.goto("/");
  await field(page, "Je pincode").fill("1234");
  await button(page, "Open").click();
  await onScreen(page, "Je volgende stap");
});
