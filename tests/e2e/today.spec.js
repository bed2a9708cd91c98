import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import {
  at, addMiniStep, begin, button, finish, link, makeAppointment, makePlan, mark, onScreen, open, planMiniStep, ready,
} from "./steps.js";

test("without anything, Vandaag leads to the bridge; with a place on it, to a goal", async ({ page }) => {
  await begin(page);
  await open(page, "/");
  await link(page, "Naar mijn brug").click();
  await onScreen(page, "Waar loop je tegenaan?");
  await mark(page, "thuis.wonen", /Ik kan hier blijven/);
  await open(page, "/");
  await link(page, "Kies een doel").click();
  await onScreen(page, "Waar gaat het over?");
});

test("R7: with five mini-steps open, Vandaag shows one", async ({ page }) => {
  const names = ["Zoek de brief", "Bel de woningbouw", "Schrijf op wat je verdient", "Vraag je zus mee", "Lees de brief"];
  await makePlan(page, names);
  await open(page, "/");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 2 })).toHaveText(["Zoek de brief"]);
  for (const other of names.slice(1)) await expect(main.getByText(other)).toHaveCount(0);
  await expect(button(page, "Gelukt")).toHaveCount(1);
  await expect(link(page, "Niet gelukt")).toHaveCount(1);
});

test("the next mini-step shows its day, its moment and who helps", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw"]);
  await planMiniStep(page, { day: "2026-11-24", time: "10:00", when: "na mijn koffie", supporter: "mijn zus" });
  await open(page, "/");
  await expect(page.getByText("Goedemorgen")).toBeVisible();
  await expect(page.getByText("Morgen, 10.00 uur")).toBeVisible();
  await expect(page.getByText("Na mijn koffie: bel de woningbouw")).toBeVisible();
  await expect(page.getByText("Hulp van mijn zus")).toBeVisible();
});

test("R4: a planned day that passed shows no date in the past and no word of blame", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw"]);
  await planMiniStep(page, { day: "2026-11-24", time: "10:00" });
  await at(page, "2026-11-30T10:00:00+01:00");
  for (const path of ["/", "/plan", "/brug"]) {
    await open(page, path);
    const text = await page.getByRole("main").innerText();
    expect(text, path).not.toMatch(/24 november|te laat|gemist|verlopen|achterstallig|had je moeten|\d+ dagen geleden/i);
  }
  await open(page, "/");
  await expect(page.getByText("Vandaag", { exact: true }).first()).toBeVisible();
});

test("R4: after twenty days away the resident is welcomed and finds one thing", async ({ page }) => {
  await at(page, "2026-11-03T10:00:00+01:00");
  await makePlan(page, ["Bel de woningbouw", "Schrijf de brief", "Vraag je zus mee"]);
  await at(page, "2026-11-23T10:00:00+01:00");
  await open(page, "/");
  await expect(page.getByText("Welkom terug. Fijn dat je er bent.")).toBeVisible();
  await expect(button(page, "Gelukt")).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText(/20|gemist|dagen/);
});

test("when all is done, Vandaag offers to think of a next step", async ({ page }) => {
  const plan = await havePlan(page);
  await finish(page);
  await link(page, "Verder").click();
  await expect(page.getByText("Er staat nu niets op je lijst")).toBeVisible();
  await link(page, "Bedenk een stap").click();
  await expect(page).toHaveURL(new RegExp(plan.goal));
});

test("an appointment is added, changed and removed", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const plan = await makePlan(page, ["Bel de woningbouw"]);
  expect(plan.miniSteps).toHaveLength(1);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00", place: "Het Serviceplein", bring: "de brief" });
  const card = page.getByRole("main");
  await expect(card.getByRole("heading", { name: "Mijn begeleider" })).toBeVisible();
  await expect(card.getByText("Dinsdag 1 december, 10.00 uur")).toBeVisible();
  await expect(card.getByText("Het Serviceplein")).toBeVisible();
  await expect(card.getByText("Neem mee: de brief")).toBeVisible();
  const change = async () => {
    await link(page, "Bekijk de afspraak").click();
    await link(page, "Verander de afspraak").click();
  };
  await change();
  await page.getByLabel("Waar?").fill("Thuis");
  await ready(page);
  await expect(card.getByText("Thuis")).toBeVisible();
  await open(page, "/");
  await expect(card.getByText("Thuis")).toBeVisible();
  await change();
  await button(page, "Haal deze afspraak weg").click();
  await onScreen(page, "Je volgende stap");
  await expect(card.getByText("Thuis")).toHaveCount(0);
});

test("an appointment needs a day, and typed text stays", async ({ page }) => {
  await havePlan(page);
  await open(page, "/afspraak");
  await page.getByLabel("Met wie?").fill("Mijn begeleider");
  await button(page, "Bewaar").click();
  await expect(page.getByText("Kies een dag.")).toBeVisible();
  await expect(page.getByLabel("Met wie?")).toHaveValue("Mijn begeleider");
});

test("a mini-step that is put off on its own screen makes the later ones wait", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { miniSteps } = await makePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await open(page, `/plan/ministap/${miniSteps[0]}`);
  await planMiniStep(page, { day: "2026-11-23" });
  await open(page, `/plan/ministap/${miniSteps[0]}`);
  await planMiniStep(page, { day: "2026-11-30" });
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Zoek de brief" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Bel de woningbouw")).toHaveCount(0);
});

test("a passed appointment is not shown any more", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { step } = await makePlan(page, ["Bel de woningbouw"]);
  await addMiniStep(page, step, "Lees de brief");
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-11-24" });
  await at(page, "2026-11-25T10:00:00+01:00");
  await open(page, "/");
  await expect(page.getByRole("main").getByText("Mijn begeleider")).toHaveCount(0);
});
