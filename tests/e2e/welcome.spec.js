import { expect, test } from "./fixtures.js";
import { begin, button, link, navigation, onScreen, radio, ready } from "./steps.js";

test("Welkom explains the bridge, without a menu and without an account", async ({ page }) => {
  await page.goto("/");
  await onScreen(page, "Welkom bij Mijn Brug");
  await expect(page.getByText("Je hebt geen account nodig")).toBeVisible();
  await expect(navigation(page)).toBeHidden();
});

test("Begin leads to the first place on the bridge, and Welkom doesn't come back", async ({ page }) => {
  await begin(page);
  await link(page, "Begin hier").click();
  await onScreen(page, "Wonen");
  await page.goto("/");
  await onScreen(page, "Vandaag");
  await expect(navigation(page)).toBeVisible();
});

test("the language can be chosen before anything else", async ({ page }) => {
  await page.goto("/");
  await radio(page, "English").check();
  await onScreen(page, "Welcome to Mijn Brug");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await onScreen(page, "Welcome to Mijn Brug");
});

test("a copy can be restored from Welkom", async ({ page }) => {
  await page.goto("/");
  await link(page, "Ik heb een kopie").click();
  await onScreen(page, /Kopie/);
  await expect(button(page, "Zet terug")).toBeVisible();
});

test("the whole way from Welkom to a finished mini-step, with the links of the screens only", async ({ page }) => {
  await page.goto("/");
  await button(page, "Begin").click();
  await link(page, "Begin hier").click();
  await radio(page, /Soms kan ik de huur niet betalen/).check();
  await button(page, "Kies deze plek").click();
  await expect(page.getByText("Je plek bij Wonen staat op je brug.")).toBeVisible();
  await navigation(page).getByRole("link", { name: "Vandaag" }).click();
  await link(page, "Kies een doel").click();
  await radio(page, /^Wonen/).check();
  await page.getByLabel("Wat wil jij?").fill("De huur op tijd betalen");
  await button(page, "Dit is mijn doel").click();
  await page.getByLabel("Welke stap brengt je dichterbij?").fill("Weten wat ik moet betalen");
  await button(page, "Voeg stap toe").click();
  await page.getByLabel("Wat ga je doen?").fill("Zoek de brief over de huur op");
  await radio(page, "Ja").check();
  await button(page, "Zet in mijn plan").click();
  await onScreen(page, "Zoek de brief over de huur op");
  await ready(page);
  await navigation(page).getByRole("link", { name: "Vandaag" }).click();
  await button(page, "Gelukt").click();
  await onScreen(page, "Dat is gedaan");
  await expect(page.getByText("Je deed het: Zoek de brief over de huur op")).toBeVisible();
});
