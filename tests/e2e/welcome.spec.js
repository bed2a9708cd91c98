import { expect, test } from "./fixtures.js";
import { begin, button, link, navigation, onScreen, radio } from "./steps.js";

test("Welkom explains the bridge, without a menu and without an account", async ({ page }) => {
  await page.goto("/");
  await onScreen(page, "Welkom bij Mijn Brug");
  await expect(page.getByText(/Geen account\.$/)).toBeVisible();
  await expect(navigation(page)).toBeHidden();
});

test("Begin leads to the question of what is difficult, and Welkom doesn't come back", async ({ page }) => {
  await begin(page);
  await page.goto("/");
  await onScreen(page, "Vandaag");
  await expect(navigation(page)).toBeVisible();
  await link(page, "Naar mijn brug").click();
  await onScreen(page, "Waar loop je tegenaan?");
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
  await expect(button(page, "Zet kopie terug")).toBeVisible();
});

test("the whole way from Welkom to a finished mini-step, with the links of the screens only", async ({ page }) => {
  await page.goto("/");
  await button(page, "Begin").click();
  await link(page, "Wonen").click();
  await button(page, /^Ik heb een woning met een groot probleem/).first().click();
  await link(page, "Hier iets aan doen").click();
  await page.getByText("Zelf schrijven").click();
  await page.getByLabel("Wat wil jij?").fill("De huur op tijd betalen");
  await button(page, "Dit is mijn doel").click();
  await onScreen(page, "Wat doe je eerst?");
  await page.getByText("Zelf schrijven").click();
  await page.getByLabel("Wat ga je doen?").fill("Zoek de brief over de huur op");
  await radio(page, "Ja").check();
  await button(page, "Zet in mijn plan").click();
  await onScreen(page, "Staat in je plan");
  await link(page, "Ga naar Vandaag").click();
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await expect(page.getByText("Dit heb je gedaan: Zoek de brief over de huur op")).toBeVisible();
});
