// The joint session: a caseworker's tablet and a resident's phone. Who says what, what waits for a yes, offline, and what is printed.

import { begin, button, field, mark, onScreen, open, radio, title } from "./steps.js";
import { enrol, expect, hold, pair, test, unlock } from "./together.js";

// A browser writes to its console when a request finds no network, no log yet, or one that was erased: all of it is tried here.
test.use({ expectedErrors: /Failed to load resource: .*\/v1\// });

const GOOD = /^Ik kan elke maand de huur betalen/;

/** A linked phone and tablet, with the session's screen open on the tablet. */
async function atTheTable({ tablet, phone, link }) {
  await begin(phone);
  await mark(phone, "thuis.wonen", GOOD);
  await enrol(tablet, link);
  await pair(phone, tablet);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("Ik kan elke maand de huur betalen").first()).toBeVisible();
  await tablet.getByRole("link", { name: "Gesprek" }).click();
  await onScreen(tablet, "Gesprek");
}

const to = (page, part) => button(page, `Naar: ${part}`).click();

test("a whole session, from nothing planned to a printed summary", async ({ linked }) => {
  test.setTimeout(120_000);
  const { tablet, phone } = linked;
  await atTheTable(linked);
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await to(tablet, "Terugkijken");
  await onScreen(tablet, "Terugkijken");
  await field(tablet, "Wat ging goed?").fill("De huur is betaald.");
  await to(tablet, "De brug");
  await onScreen(tablet, "De brug");

  // The resident marks a place at the table: it waits for a yes, and counts after it.
  await button(tablet, "Kies of verander: Wonen").click();
  await radio(tablet, /^Ik heb een huis/).first().check();
  await button(tablet, "Kies deze plek").click();
  await expect(tablet.getByRole("heading", { name: "Wacht op een ja" })).toBeVisible();
  await hold(tablet, "Samen akkoord");
  await expect(tablet.getByRole("heading", { name: "Wacht op een ja" })).toHaveCount(0);
  await expect(tablet.getByText("Ja, samen op één scherm")).toHaveCount(1);
  await to(tablet, "Doel en eerste stap");

  await onScreen(tablet, "Doel en eerste stap");
  await button(tablet, "Een nieuw doel").click();
  await field(tablet, "Waar gaat het over?").selectOption({ label: "Wonen" });
  await field(tablet, "Wat wil jij?").fill("Een regeling voor de huur");
  await button(tablet, "Zet klaar voor akkoord").click();
  await hold(tablet, "Samen akkoord");
  await expect(tablet.getByRole("heading", { name: "Een regeling voor de huur" })).toBeVisible();
  await button(tablet, "Voeg stap toe").click();
  await field(tablet, "Welke stap brengt je dichterbij?").fill("Praten met de woningbouw");
  await button(tablet, "Zet klaar voor akkoord").click();
  await hold(tablet, "Samen akkoord");
  await button(tablet, "Ministap erbij").click();
  await field(tablet, "Wat ga je doen?").fill("Zoek het nummer op");
  await radio(tablet, "Ja").check();
  await button(tablet, "Zet klaar voor akkoord").click();
  await hold(tablet, "Samen akkoord");
  await expect(tablet.getByText("Zoek het nummer op").first()).toBeVisible();
  await to(tablet, "Afspreken");

  await onScreen(tablet, "Afspreken");
  await tablet.getByRole("checkbox", { name: "Zoek het nummer op" }).check();
  await button(tablet, "Zet klaar om af te spreken").click();
  await hold(tablet, "Inwoner: ja, dit spreken we af");
  await expect(tablet.getByText("Inwoner zei ja op dit scherm samen")).toBeVisible();
  await hold(tablet, "Begeleider: ja, dit spreken we af");
  await expect(tablet.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await tablet.getByRole("button", { name: /Volgende keer/ }).first().click();

  await onScreen(tablet, "Volgende keer");
  await field(tablet, "Welke dag?").fill("2030-12-01");
  await field(tablet, "Hoe laat?").fill("10:00");
  await field(tablet, "Waar?").fill("Het Serviceplein");
  await button(tablet, "Zet klaar voor akkoord").click();
  await hold(tablet, "Samen akkoord");
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
