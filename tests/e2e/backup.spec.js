import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { begin, button, field, finish, makePlan, mark, onScreen, open } from "./steps.js";

const words = "vier gele fietsen";

async function makeCopy(page, passphrase = words) {
  await open(page, "/meer/bewaren");
  await field(page, "Bedenk een wachtwoord").fill(passphrase);
  await field(page, "Nog een keer hetzelfde wachtwoord").fill(passphrase);
  const download = page.waitForEvent("download");
  await button(page, "Maak kopie").click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^mijn-brug-\d{4}-\d{2}-\d{2}\.brug$/);
  await expect(page.getByText(/^Je bestand is klaar: mijn-brug-/)).toBeVisible();
  return { name: file.suggestedFilename(), mimeType: "application/octet-stream", buffer: await readFile(await file.path()) };
}

async function restore(page, copy, passphrase = words) {
  await open(page, "/meer/bewaren");
  await field(page, "Kies je kopie").setInputFiles(copy);
  await field(page, "Het wachtwoord van de kopie").fill(passphrase);
  await button(page, "Zet kopie terug").click();
}

test("a copy brings the whole plan to another phone", async ({ page, otherPhone }) => {
  await makePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await finish(page);
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/, { note: "Sinds mei lukt het." });
  const copy = await makeCopy(page);
  expect(copy.buffer.includes("woningbouw")).toBe(false);
  const other = await otherPhone();
  await other.goto("/");
  await onScreen(other, "Welkom bij Mijn Brug");
  await restore(other, copy);
  await onScreen(other, "Kopie terug­zetten");
  await button(other, "Bekijk je plan").click();
  await expect(other.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
  await open(other, "/plan/terugblik");
  await expect(other.getByText("Zoek de brief")).toBeVisible();
  await open(other, "/brug");
  await expect(other.getByRole("main")).toContainText("Ik kan hier blijven. Er moet nog iets beter.");
});

test("restoring the same plan twice adds nothing and loses nothing", async ({ page }) => {
  await havePlan(page, ["Zoek de brief"]);
  const copy = await makeCopy(page);
  await finish(page);
  await restore(page, copy);
  await expect(page.getByText("Alles uit de kopie stond al op deze telefoon.")).toBeVisible();
  await button(page, "Bekijk je plan").click();
  await onScreen(page, "Vandaag");
  await open(page, "/plan/terugblik");
  await expect(page.getByText("Zoek de brief")).toBeVisible();
});

test("another plan is replaced only after a second question", async ({ page, otherPhone }) => {
  await makePlan(page, ["Zoek de brief"]);
  const copy = await makeCopy(page);
  const other = await otherPhone();
  await makePlan(other, ["Mijn eigen stap"]);
  await restore(other, copy);
  await button(other, "Nee, laat alles zo").click();
  await open(other, "/");
  await expect(other.getByRole("heading", { name: "Mijn eigen stap" })).toBeVisible();
  await restore(other, copy);
  await button(other, "Ja, vervang het plan").click();
  await button(other, "Bekijk je plan").click();
  await expect(other.getByRole("heading", { name: "Zoek de brief" })).toBeVisible();
  await expect(other.getByText("Mijn eigen stap")).toHaveCount(0);
});

test("a wrong passphrase says so and changes nothing", async ({ page, otherPhone }) => {
  await makePlan(page, ["Zoek de brief"]);
  const copy = await makeCopy(page);
  const other = await otherPhone();
  await begin(other);
  await restore(other, copy, "vier rode fietsen");
  await expect(other.getByText(/^Dit wachtwoord klopt niet\./)).toBeVisible();
  await field(other, "Het wachtwoord van de kopie").fill(words);
  await button(other, "Zet kopie terug").click();
  await expect(button(other, "Bekijk je plan")).toBeVisible();
});

test("other, empty, truncated and changed files are refused, and nothing is lost", async ({ page }) => {
  await havePlan(page, ["Zoek de brief"]);
  const copy = await makeCopy(page);
  const changed = Buffer.from(copy.buffer);
  changed[changed.length - 20] ^= 1;
  const cases = [
    [Buffer.from("Beste meneer, hierbij de brief."), "Dit is geen kopie van Mijn Brug. Kies een ander bestand."],
    [Buffer.alloc(0), /Dit is geen kopie|beschadigd of niet compleet/],
    [copy.buffer.subarray(0, copy.buffer.length - 100), /^Deze kopie is beschadigd of niet compleet\./],
    [changed, /^Deze kopie is beschadigd of niet compleet\.|wachtwoord klopt niet/],
  ];
  for (const [buffer, message] of cases) {
    await restore(page, { ...copy, buffer });
    await expect(page.getByRole("alert").getByText(message)).toBeVisible();
  }
  await open(page, "/");
  await expect(page.getByRole("heading", { name: "Zoek de brief" })).toBeVisible();
});

test("without a file, or with a short or mistyped password, the app says what is missing", async ({ page }) => {
  await havePlan(page);
  await open(page, "/meer/bewaren");
  await button(page, "Zet kopie terug").click();
  await expect(page.getByText("Kies eerst het bestand met je kopie.")).toBeVisible();
  await field(page, "Bedenk een wachtwoord").fill("kort");
  await button(page, "Maak kopie").click();
  await expect(page.getByText("Dit wachtwoord is te kort.")).toBeVisible();
  await field(page, "Bedenk een wachtwoord").fill(words);
  await field(page, "Nog een keer hetzelfde wachtwoord").fill("vier gele fietse");
  await button(page, "Maak kopie").click();
  await expect(page.getByText("De twee wachtwoorden zijn niet gelijk.")).toBeVisible();
});
