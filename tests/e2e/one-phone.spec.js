// The joint review on the resident's own phone: the resident holds it, the caseworker asks. Nothing needs a network or a link.

import { expect, test } from "./fixtures.js";
import { button, field, makePlan, onScreen, open, radio } from "./steps.js";
import { hold } from "./paired.js";

const words =
  /(?<![\p{L}])(bon|bonnen|voucher|vouchers|beloning|beloningen|belonen|beloond|waardebon|waardebonnen|cadeaubon|cadeaukaart|reward|rewards|rewarded|rewarding|gift card)(?![\p{L}])/iu;

test("two people agree on one phone, and no part names a later one", async ({ page }) => {
  test.setTimeout(180_000);
  await makePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  for (const part of ["Welkom", "Terugkijken", "De brug", "Doel en eerste stap"]) {
    await onScreen(page, part);
    expect(await page.content(), part).not.toMatch(words);
    expect(await page.locator("body").ariaSnapshot(), part).not.toMatch(words);
    if (part === "Doel en eerste stap") {
      await button(page, "Voeg ministap toe").click();
      await field(page, "Wat ga je doen?").fill("Zoek het nummer op");
      await radio(page, "Ja").check();
      await button(page, "Zet in mijn plan").click();
      await expect(page.getByText("Zoek het nummer op")).toBeVisible();
    }
    await page.getByRole("button", { name: /^Naar: / }).click();
  }
  await onScreen(page, "Afspreken");
  await page.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
  await button(page, "Spreek dit samen af").click();
  await hold(page, "Inwoner zegt ja");
  await expect(page.getByText("Inwoner heeft ja gezegd op de eigen telefoon")).toBeVisible();
  await hold(page, "Begeleider zegt ja");
  await expect(page.getByText("Begeleider heeft ja gezegd, samen op één scherm")).toBeVisible();
  expect(await page.content()).not.toMatch(words);
  await button(page, "Naar: Volgende keer").click();
  await onScreen(page, "Volgende keer");
  await button(page, "Naar: Samenvatting").click();
  await onScreen(page, "Samenvatting");
  await expect(page.getByText("Bel de woningbouw").first()).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toMatch(words);
});

test("the parts are behind one line on a phone, and lead anywhere", async ({ page }) => {
  await makePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await onScreen(page, "Welkom");
  const line = page.getByRole("button", { name: /Deel 1 van 7/ });
  await expect(line).toHaveAttribute("aria-expanded", "false");
  await line.click();
  await page.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: "6 Volgende keer" }).click();
  await onScreen(page, "Volgende keer");
  await expect(page.getByRole("button", { name: /Deel 6 van 7/ })).toHaveAttribute("aria-expanded", "false");
  await page.getByText("Vraag die je kunt stellen").click();
  await expect(page.getByText("Wanneer wil je weer praten?")).toBeVisible();
});
