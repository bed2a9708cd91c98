import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { at, button, field, link, makePlan, onScreen, open, radio } from "./steps.js";

const next = (page) => page.getByRole("main").getByRole("heading", { level: 2 }).first();

async function notDone(page) {
  await open(page, "/");
  await link(page, "Niet gelukt").click();
  await onScreen(page, "Niet gelukt? Dat kan.");
}

test("R4: four exits of the same size, and nothing is counted", async ({ page }) => {
  await havePlan(page);
  await notDone(page);
  const exits = page.getByRole("main").getByRole("listitem").getByRole("button");
  await expect(exits).toHaveCount(4);
  await expect(exits.locator("strong")).toHaveText(["Maak kleiner", "Andere dag", "Vraag hulp", "Stop hiermee"]);
  await expect(page.getByText("We houden niet bij wat niet lukt.")).toBeVisible();
  const sizes = await exits.evaluateAll((all) => all.map((exit) => exit.getBoundingClientRect().width));
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(1);
});

test("smaller: the parts replace the step", async ({ page }) => {
  await makePlan(page, ["Mijn papieren op orde"]);
  await notDone(page);
  await page.getByRole("button", { name: /^Maak kleiner/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Maak kleiner" })).toBeFocused();
  await field(page, "Stapje 1").fill("Leg de brieven op tafel");
  await field(page, "Stapje 2").fill("Maak twee stapels");
  await button(page, "Zet op mijn lijst").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("status").filter({ hasText: "Je stap is nu kleiner." })).toBeVisible();
  await expect(next(page)).toHaveText("Leg de brieven op tafel");
  await expect(page.getByText("Mijn papieren op orde")).toHaveCount(0);
});

test("another day: the step moves, and today is free", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw"]);
  await notDone(page);
  await page.getByRole("button", { name: /^Andere dag/ }).click();
  await radio(page, /25-11/).check();
  await button(page, "Kies deze dag").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByText("Woensdag 25 november", { exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Deze stap doe je woensdag 25 november." })).toBeVisible();
});

test("help: who and what are stored with the step", async ({ page }) => {
  await havePlan(page);
  await notDone(page);
  await page.getByRole("button", { name: /^Vraag hulp/ }).click();
  await field(page, "Wie kan je helpen?").fill("mijn zus");
  await field(page, "Wat wil je vragen?").fill("Wil je meeluisteren?");
  await button(page, "Bewaar mijn vraag").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("status").filter({ hasText: /^Je vraag is bewaard\.$/ })).toBeVisible();
  await expect(page.getByText("Hulp van mijn zus")).toBeVisible();
  await expect(page.getByText("Je vraag: Wil je meeluisteren?")).toBeVisible();
});

test("let go: the step leaves the list and can be restored", async ({ page }) => {
  const { miniSteps } = await makePlan(page, ["Bel de woningbouw", "Schrijf een brief"]);
  await notDone(page);
  await page.getByRole("button", { name: /^Stop hiermee/ }).click();
  await button(page, "Houd deze stap").click();
  await page.getByRole("button", { name: /^Stop hiermee/ }).click();
  await button(page, "Stop met deze stap").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("status").filter({ hasText: "Je bent gestopt met deze stap. Dat mag." })).toBeVisible();
  await expect(next(page)).toHaveText("Schrijf een brief");
  await page.goto(`/plan/ministap/${miniSteps[0]}`);
  await button(page, "Zet terug op mijn lijst").click();
  await expect(button(page, "Gelukt")).toBeVisible();
});

test("R4: after all four exits no screen counts what did not work", async ({ page }) => {
  const { goal } = await makePlan(page, ["Bel de woningbouw", "Schrijf een brief"]);
  await notDone(page);
  await page.getByRole("button", { name: /^Vraag hulp/ }).click();
  await button(page, "Bewaar mijn vraag").click();
  await onScreen(page, "Je volgende stap");
  await notDone(page);
  await page.getByRole("button", { name: /^Stop hiermee/ }).click();
  await button(page, "Stop met deze stap").click();
  await onScreen(page, "Je volgende stap");
  for (const path of ["/", "/plan", `/plan/doel/${goal}`, "/plan/terugblik", "/brug"]) {
    await open(page, path);
    const text = await page.getByRole("main").innerText();
    expect(text, path).not.toMatch(/\d+ keer|niet gelukt:|mislukt|gemist|overgeslagen|reeks|dagen op rij/i);
  }
});
