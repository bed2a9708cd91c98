// The joint review: a caseworker's tablet and a resident's phone. Who says what, what needs agreement, offline use, and what is printed.

import { findings, openDetails } from "./axe.js";
import { tryAllSizes } from "./layout.js";
import { begin, button, field, kept, mark, onScreen, open, radio, title } from "./steps.js";
import { enrol, expect, expectedErrors, hold, pair, test, unlock } from "./paired.js";

test.use({ expectedErrors, isHeard: true });

const GOOD = /^Ik kan hier blijven/;

/** A paired phone and tablet, with the review's screen open on the tablet. */
async function inTheReview({ tablet, phone, link }) {
  await begin(phone);
  await mark(phone, "thuis.wonen", GOOD);
  await enrol(tablet, link);
  await pair(phone, tablet);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("Ik kan hier blijven").first()).toBeVisible();
  await tablet.getByRole("link", { name: "Gesprek" }).click();
  await onScreen(tablet, "Gesprek");
}

/** R2: what nobody reads before the announcement, whatever they look at. */
const words =
  /(?<![\p{L}])(bon|bonnen|voucher|vouchers|waardering|compensatie|beloning|beloningen|belonen|beloond|waardebon|cadeaubon|reward|rewards)(?![\p{L}])/iu;

/** Checks that the phone has none of these words visible, hidden, read aloud or stored, and that the shared screen shows none. */
async function nothingIsNamed(phone, tablet) {
  expect(await phone.content()).not.toMatch(words);
  expect(await phone.locator("body").ariaSnapshot()).not.toMatch(words);
  const stored = await phone.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toMatch(words);
  expect(await tablet.locator("body").ariaSnapshot()).not.toMatch(words);
}

const to = (page, part) => button(page, `Naar: ${part}`).click();

test("a whole review, from nothing planned to a printed summary", async ({ paired }) => {
  test.setTimeout(240_000);
  const { tablet, phone } = paired;
  await inTheReview(paired);
  await open(phone, "/gesprek");
  const parts = (page) => page.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("list").first().getByRole("listitem");
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await onScreen(phone, "Welkom");
  await nothingIsNamed(phone, tablet);
  await to(tablet, "Terugkijken");
  await onScreen(tablet, "Terugkijken");
  await field(tablet, "Wat ging goed?").fill("De huur is betaald.");
  await to(tablet, "De brug");
  await onScreen(tablet, "De brug");

  // The resident marks a position at the table: it waits for a yes, and takes effect after it.
  await button(tablet, "Kies of verander: Wonen").click();
  await radio(tablet, /^Ik heb een woning/).first().check();
  await button(tablet, "Kies deze plek").click();
  await expect(tablet.getByRole("heading", { name: "Nog niet besloten" })).toBeVisible();
  await hold(tablet, "Zeg samen ja");
  await expect(tablet.getByRole("heading", { name: "Nog niet besloten" })).toHaveCount(0);
  await expect(tablet.getByText("Ja, samen op één scherm")).toHaveCount(1);
  await to(tablet, "Doel en eerste stap");

  await onScreen(tablet, "Doel en eerste stap");
  await button(tablet, "Een nieuw doel").click();
  await field(tablet, "Waar gaat het over?").selectOption({ label: "Wonen" });
  await field(tablet, "Wat wil jij?").fill("Een regeling voor de huur");
  await button(tablet, "Stel dit voor").click();
  await hold(tablet, "Zeg samen ja");
  await expect(tablet.getByRole("heading", { name: "Een regeling voor de huur" })).toBeVisible();
  await button(tablet, "Voeg stap toe").click();
  await field(tablet, "Welke stap brengt je dichterbij?").fill("Praten met de woningbouw");
  await button(tablet, "Stel dit voor").click();
  await hold(tablet, "Zeg samen ja");
  await button(tablet, "Voeg ministap toe").click();
  await field(tablet, "Wat ga je doen?").fill("Zoek het nummer op");
  await radio(tablet, "Ja").check();
  await button(tablet, "Stel dit voor").click();
  await hold(tablet, "Zeg samen ja");
  await expect(tablet.getByText("Zoek het nummer op").first()).toBeVisible();
  await to(tablet, "Afspreken");

  await onScreen(tablet, "Afspreken");
  await expect(parts(tablet)).toHaveCount(7);
  await nothingIsNamed(phone, tablet);
  await tablet.getByRole("checkbox", { name: "Zoek het nummer op" }).check();
  await button(tablet, "Spreek dit samen af").click();
  await hold(tablet, "Inwoner zegt ja");
  await expect(tablet.getByText("Inwoner heeft ja gezegd, samen op één scherm")).toBeVisible();
  await hold(tablet, "Begeleider zegt ja");
  await expect(tablet.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();

  // The sixth part has a name on the caseworker's device now, and on the phone only after the announcement.
  await expect(parts(tablet)).toHaveCount(8);
  await expect(phone.locator("nav li").filter({ hasText: /Klaar:\s*Afspreken/ })).toHaveCount(1);
  await expect(phone.getByRole("button", { name: /Deel 1 van 7/ })).toBeVisible();
  expect(await phone.content()).not.toMatch(words);
  await to(tablet, "Bonnen");
  await onScreen(tablet, "Bonnen");
  await button(tablet, "Vertel over bonnen").click();
  await button(tablet, "Ja, laat bonnen zien").click();
  await expect(phone.getByRole("button", { name: /Deel 1 van 8/ })).toBeVisible();
  await to(tablet, "Volgende keer");

  await onScreen(tablet, "Volgende keer");
  await field(tablet, "Welke dag?").fill("2030-12-01");
  await field(tablet, "Hoe laat?").fill("10:00");
  await field(tablet, "Waar?").fill("Het Serviceplein");
  await button(tablet, "Stel dit voor").click();
  await hold(tablet, "Zeg samen ja");
  await expect(tablet.getByText("Het Serviceplein").first()).toBeVisible();
  await to(tablet, "Samenvatting");

  await onScreen(tablet, "Samenvatting");
  await expect(tablet.getByText("De huur is betaald.")).toBeVisible();
  const pdf = await tablet.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  await button(tablet, "Sluit het gesprek").click();
  await onScreen(tablet, "Gesprek");
  await expect(tablet.getByRole("heading", { name: "Eerdere gesprekken" })).toBeVisible();

  // All of it is on the phone too.
  await open(phone, "/plan");
  await expect(phone.getByText("Een regeling voor de huur").first()).toBeVisible();
});

test("a proposal counts when the resident accepts it on their own phone", async ({ paired }) => {
  const { tablet, phone } = paired;
  await inTheReview(paired);
  await open(phone, "/");
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await tablet.getByRole("button", { name: /Doel en eerste stap/ }).click();
  await onScreen(tablet, "Doel en eerste stap");
  for (const wish of ["Rust in huis", "Meer slapen"]) {
    await button(tablet, "Een nieuw doel").click();
    await field(tablet, "Waar gaat het over?").selectOption({ label: "Wonen" });
    await field(tablet, "Wat wil jij?").fill(wish);
    await button(tablet, "Stel dit voor").click();
    await expect(field(tablet, "Wat wil jij?")).toHaveCount(0);
  }
  // Nothing of it is in the plan, on either screen.
  await expect(tablet.getByRole("heading", { name: "Rust in huis" })).toHaveCount(0);
  const proposal = (wish) => phone.getByRole("listitem").filter({ hasText: wish });
  await expect(proposal("Doel bij Wonen: Rust in huis")).toBeVisible();
  await expect(proposal("Doel bij Wonen: Meer slapen")).toBeVisible();

  await proposal("Rust in huis").getByRole("button", { name: "Ja, doen" }).click();
  await expect(proposal("Rust in huis")).toHaveCount(0);
  await proposal("Meer slapen").getByRole("button", { name: "Nee, toch niet" }).click();
  await expect(tablet.getByRole("heading", { name: "Rust in huis" })).toBeVisible();
  await expect(tablet.getByRole("heading", { name: "Nog niet besloten" })).toHaveCount(0);
  await tablet.getByText("Wat jullie vandaag hebben besloten").click();
  await expect(tablet.getByText("Ja, op de eigen telefoon")).toBeVisible();
  await expect(tablet.getByRole("heading", { name: "Meer slapen" })).toHaveCount(0);
});

test("an accidental tap agrees to nothing; two calm presses do", async ({ paired }) => {
  const { tablet } = paired;
  await inTheReview(paired);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await tablet.getByRole("button", { name: /Volgende keer/ }).click();
  await field(tablet, "Welke dag?").fill("2030-12-01");
  await button(tablet, "Stel dit voor").click();
  const yes = button(tablet, "Zeg samen ja");
  await expect(yes).toBeVisible();
  await yes.dblclick();
  // It asks once more, and nothing was agreed on.
  await expect(tablet.getByText("Druk nog een keer om ja te zeggen.")).toBeVisible();
  await expect(yes).toBeVisible();

  // Use a key, like a screen reader, which can press the button but not hold it.
  await yes.press(" ");
  await expect(tablet.getByRole("heading", { name: "Nog niet besloten" })).toHaveCount(0);
  await expect(tablet.getByText(/1 december 2030|1 december/).first()).toBeVisible();
});

test("a review works without a network, and joins later", async ({ paired }) => {
  const { tablet, phone } = paired;
  await inTheReview(paired);
  await open(phone, "/");
  await tablet.context().setOffline(true);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await tablet.getByRole("button", { name: /Doel en eerste stap/ }).click();
  await button(tablet, "Een nieuw doel").click();
  await field(tablet, "Waar gaat het over?").selectOption({ label: "Wonen" });
  await field(tablet, "Wat wil jij?").fill("Een doel zonder netwerk");
  await button(tablet, "Stel dit voor").click();
  await hold(tablet, "Zeg samen ja");
  await expect(tablet.getByRole("heading", { name: "Een doel zonder netwerk" })).toBeVisible();
  await tablet.context().setOffline(false);
  await open(phone, "/plan");
  await expect(phone.getByText("Een doel zonder netwerk").first()).toBeVisible({ timeout: 30_000 });
});

test("a review that is left in the middle continues there, with half-typed text", async ({ paired }) => {
  const { tablet } = paired;
  await inTheReview(paired);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await to(tablet, "Terugkijken");
  await field(tablet, "Wat was lastig?").fill("De bus reed niet");
  await tablet.reload();
  await unlock(tablet);
  await onScreen(tablet, "Terugkijken");
  await expect(field(tablet, "Wat was lastig?")).toHaveValue("De bus reed niet");
  await button(tablet, "Schrijf op").click();
  await expect(tablet.getByText("Wat was lastig? De bus reed niet")).toBeVisible();
  await tablet.getByRole("link", { name: "Later verder" }).click();
  await tablet.getByRole("link", { name: "Gesprek" }).click();
  await onScreen(tablet, "Terugkijken");
  await expect(tablet.getByText("Wat was lastig? De bus reed niet")).toBeVisible();
});

test("R1: the caseworker gives no level; what they see is a note that the resident reads", async ({ paired }) => {
  const { tablet, phone } = paired;
  await inTheReview(paired);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await tablet.getByRole("button", { name: "3 De brug" }).click();
  await onScreen(tablet, "De brug");
  await button(tablet, "Kies of verander: Wonen").click();
  // The only levels on the screen are the resident's.
  await expect(tablet.getByRole("radio", { name: /^Ik / })).toHaveCount(5);
  await field(tablet, "Wat ik zie").fill("De post ligt bij elkaar.");
  await tablet.getByRole("heading", { level: 1 }).focus();
  await kept(tablet, 1);
  const row = tablet.getByRole("listitem").filter({ hasText: "Wat de begeleider ziet" }).filter({ hasText: "Wonen" });
  await expect(row.getByText(GOOD)).toBeVisible();
  await expect(row.getByText(/De post ligt bij elkaar/)).toBeVisible();
  await open(phone, "/brug");
  await expect(phone.getByText(GOOD).first()).toBeVisible();
  await expect(phone.getByText("Je begeleider ziet: De post ligt bij elkaar.")).toBeVisible();
});

test("a resident who stops sharing in the middle of a review", async ({ paired }) => {
  const { tablet, phone } = paired;
  await inTheReview(paired);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await field(tablet, "Iets om te onthouden").fill("Half getypt");
  await open(phone, "/meer/delen");
  await button(phone, "Stop met delen").click();
  await button(phone, "Ja, stop met delen").click();
  await expect(phone.getByText("Je deelt niets meer.").first()).toBeVisible();
  await onScreen(tablet, "Het gesprek is gestopt");
  await expect(tablet.getByText(/deelt het plan niet meer/)).toBeVisible();
  expect(await tablet.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Half getypt");
});

test("axe finds nothing in any part, and every size holds with any letters", async ({ paired }) => {
  test.setTimeout(180_000);
  const { tablet } = paired;
  await inTheReview(paired);
  await button(tablet, "Begin het gesprek").click();
  const found = [];
  for (const part of ["Welkom", "Terugkijken", "De brug", "Doel en eerste stap", "Afspreken", "Volgende keer", "Samenvatting"]) {
    if (part !== "Welkom") await to(tablet, part);
    await onScreen(tablet, part);
    await openDetails(tablet);
    for (const colorScheme of ["light", "dark"]) {
      await tablet.emulateMedia({ colorScheme });
      for (const finding of await findings(tablet, colorScheme === "light" ? [] : ["color-contrast"])) found.push(`${part} ${colorScheme}: ${finding}`);
    }
    await tablet.emulateMedia({ colorScheme: "light" });
    for (const fault of await tryAllSizes(tablet)) found.push(`${part} ${fault}`);
    await tablet.setViewportSize({ width: 1024, height: 768 });
  }
  expect(found).toEqual([]);
});
