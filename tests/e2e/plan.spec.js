import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { addStep, at, begin, button, field, kept, link, makePlan, onScreen, open, planMiniStep, radio, setGoal } from "./steps.js";

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

test("a goal asks for its domain and the wish", async ({ page }) => {
  await begin(page);
  await open(page, "/plan/doel");
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText("Kies eerst waar het over gaat.")).toBeVisible();
  await radio(page, /^Wonen/).check();
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText("Schrijf hier nog iets op.")).toBeVisible();
});

test("Enter, also on a phone's keyboard, submits a form with one field", async ({ page }) => {
  await begin(page);
  await setGoal(page, "Wonen", "Rust over de huur");
  await field(page, "Welke stap brengt je dichterbij?").fill("Praten met de woningbouw");
  await page.keyboard.press("Enter");
  await onScreen(page, "Een ministap");
  await field(page, "Wat ga je doen?").fill("Bel de woningbouw");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Kies ja of nee.")).toBeVisible();
  await radio(page, "Ja").check();
  await field(page, "Wat ga je doen?").press("Enter");
  await onScreen(page, "Bel de woningbouw");
  await open(page, "/afspraak");
  await field(page, "Welke dag?").fill("2099-12-01");
  await field(page, "Met wie?").fill("Wijkteam");
  await field(page, "Met wie?").press("Enter");
  await expect(page.getByRole("heading", { name: "Wijkteam" })).toBeVisible();
});

test("R3: a mini-step must fit in a day; the question can't be skipped", async ({ page }) => {
  const { step } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await field(page, "Wat ga je doen?").fill("Mijn papieren op orde");
  await button(page, "Zet in mijn plan").click();
  await expect(page.getByText("Kies ja of nee.")).toBeVisible();
});

test("R3: on 'too big' the app helps to split, with worked examples", async ({ page }) => {
  const { step, goal } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await field(page, "Wat ga je doen?").fill("Mijn papieren op orde");
  await radio(page, "Nee, te groot").check();
  await page.getByText("Wat zit er in de weg? Bekijk voorbeelden").click();
  await expect(page.getByText(/computer/).first()).toBeVisible();
  await button(page, "Zet in mijn plan").click();
  await expect(page.getByText("Schrijf minstens één klein stapje op.")).toBeVisible();
  await field(page, "Stapje 1").fill("Leg alle brieven op tafel");
  await field(page, "Stapje 2").fill("Maak twee stapels");
  await button(page, "Zet in mijn plan").click();
  await onScreen(page, "Leg alle brieven op tafel");
  await page.goto(`/plan/doel/${goal}`);
  await expect(rows(page)).toHaveText(["Leg alle brieven op tafel", "Maak twee stapels"]);
});

test("an idea from the bridge can be adopted with one tap", async ({ page }) => {
  const { step } = await makePlan(page, []);
  await open(page, `/plan/stap/${step}`);
  await page.getByText("Bekijk ideeën").click();
  await button(page, "Bel de woningbouw over de huur").click();
  await expect(field(page, "Wat ga je doen?")).toHaveValue("Bel de woningbouw over de huur");
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
  const goal = await setGoal(page, /^Wonen/, "Een regeling");
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
  await planMiniStep(page, { day: "2026-11-26", time: "09:30", when: "ik mijn koffie op heb", supporter: "mijn zus" });
  await page.goto(`/plan/ministap/${miniSteps[0]}`);
  await expect(field(page, "Of kies een andere dag")).toHaveValue("2026-11-26");
  await expect(radio(page, /26-11/)).toBeChecked();
  await expect(field(page, "Hoe laat?")).toHaveValue("09:30");
  await expect(field(page, "Als …")).toHaveValue("ik mijn koffie op heb");
  // The other half of the if-then plan is the mini-step itself.
  await expect(field(page, "Dan …")).toHaveValue("bel de woningbouw");
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn zus");
});

test("what is typed about a mini-step survives a reload", async ({ page }) => {
  const { miniSteps } = await havePlan(page);
  await page.goto(`/plan/ministap/${miniSteps[0]}`);
  await field(page, "Wie helpt je?").fill("mijn bu");
  await page.reload();
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn bu");
});

test("a later mini-step can be brought forward", async ({ page }) => {
  const { miniSteps } = await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await page.goto(`/plan/ministap/${miniSteps[1]}`);
  await button(page, "Doe deze het eerst").click();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("a goal can be reworded, reached and taken up again", async ({ page }) => {
  const { goal } = await havePlan(page);
  await page.goto(`/plan/doel/${goal}`);
  await page.getByText("Verander de woorden van dit doel").click();
  await field(page, "Wat wil jij?").fill("Rust over de huur");
  await page.getByRole("heading", { level: 1 }).focus();
  await kept(page, 1);
  await onScreen(page, "Rust over de huur");
  await button(page, "Dit doel is bereikt").click();
  await onScreen(page, "Terugblik");
  await expect(page.getByText("Rust over de huur")).toBeVisible();
  await page.goto(`/plan/doel/${goal}`);
  await button(page, "Ga weer aan dit doel werken").click();
  await expect(button(page, "Dit doel is bereikt")).toBeVisible();
});

test("a goal can be let go, and can still be found", async ({ page }) => {
  const { goal } = await havePlan(page);
  await page.goto(`/plan/doel/${goal}`);
  await button(page, "Laat dit doel los").click();
  await expect(button(page, "Ga weer aan dit doel werken")).toBeVisible();
  await open(page, "/plan");
  await expect(page.getByRole("heading", { name: "Eerdere doelen" })).toBeVisible();
  await expect(page.getByRole("link", { name: /Een regeling voor de huur Losgelaten/ })).toBeVisible();
});

test("the goal on the most urgent domain comes first", async ({ page }) => {
  await begin(page);
  await setGoal(page, /^Wonen/, "Wonen eerst");
  await setGoal(page, /^Hoofd/, "Rust in mijn hoofd");
  await page.goto("/brug/plek/welzijn.hoofd");
  await page.getByRole("radio").first().check();
  await button(page, "Kies deze plek").click();
  await onScreen(page, "Mijn brug");
  await page.goto("/brug/dringend");
  await radio(page, /Hoofd/).check();
  await button(page, "Kies dit").click();
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
