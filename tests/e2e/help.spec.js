// "Nu hulp nodig" and "Wat stress doet": content that must be there when it is needed.

import { expect, test } from "./fixtures.js";
import { begin, button, field, follow, kept, link, onScreen, open } from "./steps.js";

const numbers = (page) => page.getByRole("main").getByRole("link", { name: /^\+?[\d -]+$/ });

test("the numbers call at a tap, danger first", async ({ page }) => {
  await begin(page);
  await follow(page, "/meer");
  await page.getByRole("link", { name: /^Nu hulp nodig/ }).click();
  await onScreen(page, "Nu hulp nodig");
  await expect(page.getByText("Je wijkteam")).toBeVisible();
  await expect(numbers(page).first()).toHaveAttribute("href", "tel:112");
  await expect(link(page, "0800-0113")).toHaveAttribute("href", "tel:08000113");
});

test("the doctor's number is filled in once, and something that is no number is refused", async ({ page }) => {
  await begin(page);
  await open(page, "/meer/hulp");
  await field(page, "Het nummer van je huisarts").fill("mijn huisarts");
  await page.getByRole("heading", { level: 1 }).focus();
  await expect(page.getByText(/^Vul een telefoonnummer in\./)).toBeVisible();
  await field(page, "Het nummer van je huisarts").fill("010 - 123 45 67");
  await page.getByRole("heading", { level: 1 }).focus();
  await kept(page, 1);
  await page.reload();
  await expect(link(page, "010 - 123 45 67")).toHaveAttribute("href", "tel:0101234567");
});

test.describe("a file that fails", () => {
  test.use({ serviceWorkers: "block", expectedErrors: /Failed to load resource|Service Worker registration blocked/ });

  test("without the file, or with a broken one, the national numbers are shown", async ({ page }) => {
    await begin(page);
    for (const answer of [{ status: 500, body: "" }, { status: 200, body: "{ kapot" }, { status: 200, body: '{"version":"1","language":"nl","numbers":[]}' }]) {
      await page.route("**/help/nl.json", (route) => route.fulfill(answer));
      await open(page, "/meer/hulp");
      await expect(numbers(page)).toHaveText(["112", "0800-0113", "0800-2000", "0800-8020", "0800-8115"]);
      await page.unroute("**/help/nl.json");
    }
  });

  test("without the stress cards the screen says so", async ({ page }) => {
    await begin(page);
    await page.route("**/stress/nl.json", (route) => route.fulfill({ status: 500, body: "" }));
    await open(page, "/meer/stress");
    await expect(page.getByText(/^De kaarten zijn er nu niet\./)).toBeVisible();
  });
});

test("the stress cards are read one at a time", async ({ page }) => {
  await begin(page);
  await open(page, "/meer/stress");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Veel zorgen maken je hoofd vol"]);
  for (let place = 1; place < 5; place += 1) {
    await button(page, "Volgende kaart").click();
    await expect(page.getByText(`Kaart ${place + 1} van 5`)).toBeVisible();
    await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  }
  await link(page, "Klaar met lezen").click();
  await onScreen(page, "Meer");
});
