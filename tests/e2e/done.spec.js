import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { at, button, finish, link, makePlan, onScreen, open, planMiniStep } from "./steps.js";

test("R6: Gelukt names what was done and its skill", async ({ page }) => {
  await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await finish(page);
  await expect(page.getByText("Dit heb je gedaan: Zoek de brief")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Je bent begonnen" })).toBeVisible();
  await expect(page.getByText("1 van de 2 stapjes voor je doel:")).toBeVisible();
});

test("R6: whoever planned a day, or asked for help, reads that", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { miniSteps } = await makePlan(page, ["Zoek de brief", "Bel de woningbouw", "Vraag uitstel"]);
  await finish(page);
  await page.goto(`/plan/ministap/${miniSteps[1]}`);
  await planMiniStep(page, { day: "2026-11-23" });
  await page.goto(`/plan/ministap/${miniSteps[2]}`);
  await planMiniStep(page, { supporter: "mijn zus" });
  await finish(page);
  const skill = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(skill).toHaveText(/^Je hebt (het gepland|een goed moment gekozen|een stap gedaan)$/);
});

test("everything that was done stays in the look-back", async ({ page }) => {
  await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await open(page, "/plan/terugblik");
  await expect(page.getByText("Hier komt alles wat je doet.")).toBeVisible();
  await finish(page);
  await link(page, "Bekijk alles wat je al hebt gedaan").click();
  await onScreen(page, "Terugblik");
  await expect(page.getByText("Je hebt al 1 ding gedaan. Dat telt.")).toBeVisible();
  await finish(page);
  await open(page, "/plan/terugblik");
  await expect(page.getByText("Je hebt al 2 dingen gedaan. Kijk maar.")).toBeVisible();
  await expect(page.getByText("Zoek de brief")).toBeVisible();
  await expect(page.getByText("Bel de woningbouw")).toBeVisible();
});

test("the goal shows the last three done, and earlier ones behind a fold", async ({ page }) => {
  const { goal } = await makePlan(page, ["Zoek de brief", "Maak een foto", "Bel de woningbouw", "Vraag uitstel", "Schrijf het op"]);
  for (let done = 0; done < 4; done += 1) await finish(page);
  await open(page, `/plan/doel/${goal}`);
  await expect(link(page, "Maak een foto")).toBeVisible();
  await expect(link(page, "Schrijf het op")).toBeVisible();
  await expect(link(page, "Zoek de brief")).toBeHidden();
  await page.getByText("Eerder: 1 stap gedaan").click();
  await expect(link(page, "Zoek de brief")).toBeVisible();
  await button(page, "Volgorde veranderen of weghalen").click();
  await expect(link(page, "Zoek de brief")).toBeVisible();
  await expect(page.getByText("Eerder: 1 stap gedaan")).toBeHidden();
});

test("an accidental tap can be undone", async ({ page }) => {
  await havePlan(page, ["Zoek de brief"]);
  await finish(page);
  await button(page, "Toch nog niet klaar? Zet terug").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("heading", { level: 2, name: "Zoek de brief" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: "Zoek de brief" })).toBeVisible();
});

test("the moment after Gelukt is not shown for what is still open", async ({ page }) => {
  const { miniSteps } = await havePlan(page, ["Zoek de brief"]);
  await open(page, `/gelukt/${miniSteps[0]}`);
  await onScreen(page, "Deze stap staat niet meer open");
});

test("two quick taps count once", async ({ page }) => {
  await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await open(page, "/");
  await button(page, "Gelukt").dblclick();
  await onScreen(page, "Het is gelukt");
  await open(page, "/plan/terugblik");
  await expect(page.getByText("Je hebt al 1 ding gedaan. Dat telt.")).toBeVisible();
});
