import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import {
  addStep, at, begin, button, field, finish, follow, inOwnWords, kept, link, makePlan, mark, onScreen, open, openMore, planMiniStep, radio, setGoal,
} from "./steps.js";

const rows = (page) => page.getByRole("main").getByRole("listitem").getByRole("link");

test("a goal, a step and a mini-step make a plan, and it is still there after a reload", async ({ page }) => {
  const plan = await makePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await page.goto(`/plan/doel/${plan.goal}`);
  await onScreen(page, "Een regeling voor de huur");
  await expect(page.getByRole("heading", { level: 2, name: "Praten met de woningbouw" })).toBeVisible();
  await expect(rows(page)).toHaveText(["Zoek de brief", "Bel de woningbouw"]);
  await open(page, "/plan");
  await expect(page.getByText("0 van 2 gedaan")).toBeVisible();
});

test("a goal is one tap on an example, or own words", async ({ page }) => {
  await begin(page);
  await open(page, "/plan/doel");
  await link(page, "Schulden").click();
  await onScreen(page, "Wat wil je bereiken?");
  await inOwnWords(page);
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText("Schrijf hier nog iets op.").first()).toBeVisible();
  await button(page, "Ik wil weten hoeveel ik moet betalen.").click();
  await onScreen(page, "Wat doe je eerst?");
  // The first step comes with the first mini-step, and its name can be changed.
  await button(page, "Maak één brief open").click();
  await onScreen(page, "Staat in je plan");
  await open(page, "/plan");
  await link(page, /Ik wil weten hoeveel ik moet betalen/).click();
  await expect(page.getByRole("heading", { level: 2, name: "Mijn brieven op orde" })).toBeVisible();
  await expect(rows(page)).toHaveText(["Maak één brief open"]);
});

test("Enter, also on a phone's keyboard, submits a form with one field", async ({ page }) => {
  await begin(page);
  await setGoal(page, "Wonen", "Rust over de huur");
  await field(page, "Welke stap brengt je dichterbij?").fill("Praten met de woningbouw");
  await page.keyboard.press("Enter");
  await onScreen(page, "Wat doe je eerst?");
  await inOwnWords(page);
  await field(page, "Wat ga je doen?").fill("Bel de woningbouw");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Kies ja of nee.")).toBeVisible();
  await radio(page, "Ja").check();
  await field(page, "Wat ga je doen?").press("Enter");
  await onScreen(page, "Staat in je plan");
  await open(page, "/afspraak");
  await field(page, "Welke dag?").fill("2099-12-01");
  await field(page, "Met wie?").fill("Wijkteam");
  await field(page, "Met wie?").press("Enter");
  await expect(page.getByRole("heading", { name: "Wijkteam" })).toBeVisible();
});

test("R3: a mini-step in own words must fit in a day; the question can't be skipped", async ({ page }) => {
  const { step } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await inOwnWords(page);
  await field(page, "Wat ga je doen?").fill("Mijn papieren op orde");
  await button(page, "Zet in mijn plan").click();
  await expect(page.getByText("Kies ja of nee.")).toBeVisible();
});

test("R3: on 'too big' the app helps to split, with worked examples that fill in the parts", async ({ page }) => {
  const { step, goal } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await inOwnWords(page);
  await field(page, "Wat ga je doen?").fill("Mijn papieren op orde");
  await radio(page, "Nee, te groot").check();
  await button(page, "Zet in mijn plan").click();
  await expect(page.getByText("Schrijf minstens één klein stapje op.")).toBeVisible();
  await field(page, "Stapje 1").fill("Leg alle brieven op tafel");
  await page.getByText("Wat is lastig? Bekijk voorbeelden").click();
  await button(page, /^Ik heb geen computer/).click();
  await expect(field(page, "Stapje 1")).toHaveValue("Leg alle brieven op tafel");
  await expect(field(page, "Stapje 2")).toHaveValue(/computer/);
  await field(page, "Stapje 2").fill("Maak twee stapels");
  await button(page, "Zet in mijn plan").click();
  await onScreen(page, "Staat in je plan");
  await page.goto(`/plan/doel/${goal}`);
  await expect(rows(page)).toHaveText(["Leg alle brieven op tafel", "Maak twee stapels"]);
});

test("an idea from the bridge is in the plan after one tap, and is not offered again", async ({ page }) => {
  const { step, goal } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await button(page, "Bel je verhuurder over de huur").click();
  await onScreen(page, "Staat in je plan");
  await open(page, `/plan/stap/${step}`);
  await onScreen(page, "Wat ga je doen?");
  await expect(button(page, "Bel je verhuurder over de huur")).toHaveCount(0);
  await page.goto(`/plan/doel/${goal}`);
  await expect(rows(page)).toHaveText(["Bel je verhuurder over de huur"]);
});

test("when, and a reminder, are one tap each, and both are stored", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { step } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await button(page, "Bel je verhuurder over de huur").click();
  await onScreen(page, "Staat in je plan");
  await expect(page.getByRole("radio", { name: "Nee", exact: true })).toHaveCount(0);
  await radio(page, "Morgen").check();
  await radio(page, /^Ja, om 10\.00 uur/).check();
  await expect(radio(page, /^Ja, om/)).toBeChecked();
  await page.reload();
  await expect(radio(page, "Morgen")).toBeChecked();
  await expect(radio(page, /^Ja, om/)).toBeChecked();
  await page.getByRole("radio", { name: "Nee", exact: true }).check();
  await open(page, "/meer/herinneringen");
  await expect(page.getByText("Bel je verhuurder over de huur")).toHaveCount(0);
});

test("R7: of five mini-steps for today three say so, and the others wait without a day", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { goal, miniSteps } = await makePlan(page, ["Een", "Twee", "Drie", "Vier", "Vijf"]);
  for (const id of miniSteps) {
    await follow(page, `/plan/ministap/${id}`);
    await radio(page, "Vandaag").check();
    await expect(radio(page, "Vandaag")).toBeChecked();
  }
  await open(page, `/plan/doel/${goal}`);
  // The first is "nu aan de beurt", so two lines say the day.
  await expect(page.getByText(/^Vandaag$/)).toHaveCount(3);
});

test("mini-steps can be reordered", async ({ page }) => {
  const { goal } = await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await page.goto(`/plan/doel/${goal}`);
  await button(page, "Volgorde veranderen of weghalen").click();
  await button(page, "Omhoog: Bel de woningbouw").click();
  await expect(rows(page)).toHaveText(["Bel de woningbouw", "Zoek de brief"]);
  await button(page, "Klaar met veranderen").click();
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("steps can be reordered, and one removed", async ({ page }) => {
  await begin(page);
  const goal = await setGoal(page, "Wonen", "Een regeling");
  await addStep(page, "Eerst dit");
  await page.goto(`/plan/doel/${goal}`);
  await addStep(page, "Dan dat");
  await page.goto(`/plan/doel/${goal}`);
  const steps = page.getByRole("heading", { level: 2, name: /^(Eerst dit|Dan dat)$/ });
  await button(page, "Volgorde veranderen of weghalen").click();
  await button(page, "Omlaag: Eerst dit").click();
  await expect(steps).toHaveText(["Dan dat", "Eerst dit"]);
  await button(page, "Haal deze stap weg").first().click();
  await expect(steps).toHaveText(["Eerst dit"]);
  await page.reload();
  await expect(steps).toHaveText(["Eerst dit"]);
});

test("a day, a time, an if-then plan and a supporter are stored", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { miniSteps } = await makePlan(page, ["Bel de woningbouw"]);
  await planMiniStep(page, { day: "2026-11-26", time: "09:30", when: "na mijn werk", supporter: "mijn zus" });
  await page.goto(`/plan/ministap/${miniSteps[0]}`);
  await expect(radio(page, "Andere dag")).toBeChecked();
  await expect(field(page, "Welke dag?")).toHaveValue("2026-11-26");
  await expect(field(page, "Hoe laat?")).toHaveValue("09:30");
  await expect(field(page, "Of een ander moment")).toHaveValue("na mijn werk");
  // The other half of the if-then plan is the mini-step itself.
  await openMore(page);
  await expect(page.getByText("Na mijn werk: bel de woningbouw")).toBeVisible();
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn zus");
});

test("what is typed about a mini-step survives a reload", async ({ page }) => {
  const { miniSteps } = await havePlan(page);
  await page.goto(`/plan/ministap/${miniSteps[0]}`);
  await openMore(page);
  await field(page, "Wie helpt je?").fill("mijn bu");
  await page.reload();
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn bu");
});

test("a later mini-step can be brought forward", async ({ page }) => {
  const { miniSteps } = await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await page.goto(`/plan/ministap/${miniSteps[1]}`);
  await openMore(page);
  await button(page, "Doe deze het eerst").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("a goal can be reworded, and what else there is to say about it is stored", async ({ page }) => {
  const { goal } = await havePlan(page);
  await page.goto(`/plan/doel/${goal}`);
  await page.getByText("Meer over dit doel").click();
  await field(page, "Wat wil jij?").fill("Rust over de huur");
  await field(page, "Hoe weet je dat het gelukt is?").fill("Ik betaal elke maand");
  await field(page, "Wie om je heen kan helpen?").fill("mijn zus");
  await page.getByRole("heading", { level: 1 }).focus();
  await kept(page, 3);
  await onScreen(page, "Rust over de huur");
  await page.reload();
  await expect(field(page, "Hoe weet je dat het gelukt is?")).toHaveValue("Ik betaal elke maand");
  await expect(field(page, "Wie om je heen kan helpen?")).toHaveValue("mijn zus");
});

test("a goal is reached only after something was done, with a moment of its own, and can be taken up again", async ({ page }) => {
  const { goal } = await makePlan(page, ["Bel de woningbouw", "Schrijf het op"]);
  await page.goto(`/plan/doel/${goal}`);
  await expect(button(page, "Stop met dit doel")).toBeVisible();
  await expect(button(page, "Dit doel is bereikt")).toHaveCount(0);
  await finish(page);
  await open(page, `/plan/doel/${goal}`);
  await button(page, "Dit doel is bereikt").click();
  await onScreen(page, "Je doel is bereikt");
  await expect(page.getByRole("listitem").filter({ hasText: "Bel de woningbouw" })).toBeVisible();
  await expect(page.getByText("Schrijf het op")).toHaveCount(0);
  await page.goto(`/plan/doel/${goal}`);
  await button(page, "Ga weer aan dit doel werken").click();
  await expect(button(page, "Dit doel is bereikt")).toBeVisible();
});

test("a goal can be let go, and can still be found", async ({ page }) => {
  const { goal } = await havePlan(page);
  await page.goto(`/plan/doel/${goal}`);
  await button(page, "Stop met dit doel").click();
  await expect(button(page, "Ga weer aan dit doel werken")).toBeVisible();
  await open(page, "/plan");
  await expect(page.getByRole("heading", { name: "Eerdere doelen" })).toBeVisible();
  await expect(page.getByRole("link", { name: /Een regeling voor de huur Gestopt/ })).toBeVisible();
});

test("the goal on the most urgent domain comes first", async ({ page }) => {
  await begin(page);
  await setGoal(page, "Wonen", "Wonen eerst");
  await setGoal(page, "Hoofd", "Rust in mijn hoofd");
  await mark(page, "welzijn.hoofd", /^Ik voel me meestal goed/);
  await page.goto("/brug/dringend");
  await radio(page, /Hoofd/).check();
  await button(page, "Kies dit onderwerp").click();
  await onScreen(page, "Mijn brug");
  await open(page, "/plan");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(["Rust in mijn hoofd", "Wonen eerst"]);
});

test("a mini-step of a goal that is gone says so calmly", async ({ page }) => {
  await begin(page);
  const gone = "Dit staat niet meer in je plan";
  await open(page, "/plan/ministap/0000000000000000");
  await onScreen(page, gone);
  await open(page, "/plan/doel/0000000000000000");
  await onScreen(page, gone);
  await link(page, "Terug").click();
  await onScreen(page, "Mijn plan");
});
