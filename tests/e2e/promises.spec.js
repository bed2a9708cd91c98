// Promises that must be kept in daily use: who has to agree, what "withdrawn" means, when a review is over, and that neither the clock
// nor the time zone suppresses a reminder.

import { expect, test } from "./fixtures.js";
import { at, button, field, link, makePlan, mark, onScreen, open, radio } from "./steps.js";
import { enrol, expectedErrors, hold, pair, test as together, unlock } from "./paired.js";

together.use({ expectedErrors });

const GOOD = /^Ik kan hier blijven/;

async function toAgree(page) {
  await page.getByRole("button", { name: /Deel \d van \d/ }).click();
  await page.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: /Afspreken/ }).click();
  await onScreen(page, "Afspreken");
}

together("once paired, the caseworker's yes comes from their own screen, and what is withdrawn leaves it", async ({ paired }) => {
  together.setTimeout(240_000);
  const { tablet, phone, link: enrolment } = paired;
  await makePlan(phone);
  await mark(phone, "thuis.wonen", GOOD);
  await enrol(tablet, enrolment);
  await pair(phone, tablet);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await link(tablet, "Gesprek").click();
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");

  // A place that both agreed on at the tablet is in the caseworker's own entries.
  await tablet.getByRole("button", { name: /De brug/ }).first().click();
  await onScreen(tablet, "De brug");
  await button(tablet, "Kies of verander: Wonen").click();
  await radio(tablet, /^Ik heb een woning/).first().check();
  await button(tablet, "Kies deze plek").click();
  await hold(tablet, "Zeg samen ja");

  await open(phone, "/gesprek");
  await toAgree(phone);
  await phone.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
  await button(phone, "Spreek dit samen af").click();
  await hold(phone, "Inwoner zegt ja");
  await expect(phone.getByText("Je begeleider zegt ja op het eigen scherm.")).toBeVisible();
  await expect(button(phone, "Begeleider zegt ja")).toHaveCount(0);
  await tablet.getByRole("button", { name: /Afspreken/ }).first().click();
  await hold(tablet, "Begeleider zegt ja");
  await expect(phone.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();

  await link(tablet, "Later verder").click();
  await expect(tablet.getByText(/Ik heb een woning/).first()).toBeVisible();
  await expect(tablet.getByText("Een regeling voor de huur").first()).toBeVisible();
  await open(phone, "/meer/delen");
  await phone.getByRole("switch", { name: /^Thuis/ }).click();
  const gone = async () => {
    await expect(tablet.getByText("Een regeling voor de huur")).toHaveCount(0);
    await expect(tablet.getByText(/Ik heb een woning/)).toHaveCount(0);
    await expect(tablet.getByText("Bel de woningbouw")).toHaveCount(0);
  };
  await gone();
  await tablet.reload();
  await unlock(tablet);
  await expect(tablet.getByRole("link", { name: "Gesprek" })).toBeVisible();
  await gone();
});

test("a confirmation on one phone can be taken back, and a review that was left is over the next day", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await onScreen(page, "Welkom");
  await page.getByRole("button", { name: "Naar: Terugkijken" }).click();
  await expect(page.getByText("Wat is er de laatste tijd gebeurd?")).toBeVisible();
  await toAgree(page);
  await page.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
  await button(page, "Spreek dit samen af").click();
  await hold(page, "Inwoner zegt ja");
  await hold(page, "Begeleider zegt ja");
  await expect(page.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await button(page, "Neem deze ja terug").click();
  await expect(page.getByRole("heading", { name: "Dit is afgesproken" })).toHaveCount(0);
  await hold(page, "Begeleider zegt ja");
  await expect(button(page, "Neem deze ja terug")).toBeVisible();
  await at(page, "2026-11-23T10:00:11+01:00");
  await open(page, "/gesprek");
  await expect(page.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await expect(button(page, "Neem deze ja terug")).toHaveCount(0);

  await open(page, "/");
  await expect(page.getByText("Je gesprek is bezig")).toBeVisible();
  await at(page, "2026-11-24T08:00:00+01:00");
  await open(page, "/");
  await expect(button(page, "Gelukt")).toBeVisible();
  await expect(page.getByText("Je gesprek is bezig")).toHaveCount(0);
  // It can still be continued, and a reload does not ask again.
  await open(page, "/gesprek");
  await onScreen(page, "Gesprek");
  await expect(page.getByText(/^Jullie gesprek van 23 november is nog open\./)).toBeVisible();
  await button(page, "Ga verder met dit gesprek").click();
  await expect(page.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await open(page, "/gesprek");
  await expect(page.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
});

test("a review that was left open does not absorb the one of weeks later", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await onScreen(page, "Welkom");
  await field(page, "Iets om te onthouden").fill("Samen bellen");
  await button(page, "Naar: Terugkijken").click();
  await onScreen(page, "Terugkijken");
  await field(page, "Wat ging goed?").fill("De huur is betaald.");
  await link(page, "Later verder").click();
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");

  await at(page, "2026-12-14T10:00:00+01:00");
  await open(page, "/gesprek");
  await onScreen(page, "Gesprek");
  await expect(button(page, "Ga verder met dit gesprek")).toBeVisible();
  await button(page, "Begin een nieuw gesprek").click();
  await onScreen(page, "Welkom");
  // The mini-step that was done since then is counted, and nothing from the old review is shown.
  await expect(page.getByText(/^Dit gesprek is begonnen op/)).toHaveCount(0);
  await expect(page.getByText("Samen bellen")).toHaveCount(0);
  await expect(page.getByText("1 ministap gelukt sinds de vorige keer.")).toBeVisible();
  await open(page, "/gesprek");
  await onScreen(page, "Welkom");

  // The old review is closed unchanged, including text that was typed but not recorded yet.
  await button(page, "Naar: Terugkijken").click();
  await onScreen(page, "Terugkijken");
  for (const part of ["De brug", "Doel en eerste stap", "Afspreken", "Volgende keer", "Samenvatting"]) {
    await button(page, `Naar: ${part}`).click();
    await onScreen(page, part);
  }
  await button(page, "Sluit het gesprek").click();
  await onScreen(page, "Gesprek");
  await button(page, "Gesprek van 23 november").click();
  await onScreen(page, "Samenvatting");
  await expect(page.getByText("Samen bellen")).toBeVisible();
  await expect(page.getByText(/De huur is betaald\./)).toBeVisible();
});

test("a clock that was ahead and a zone that the browser does not know silence no reminder", async ({ page }) => {
  await page.addInitScript(() => {
    const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function options() {
      return { ...resolved.call(this), timeZone: "Etc/Unknown" };
    };
  });
  await at(page, "2026-11-23T10:00:00+01:00");
  const { miniSteps } = await makePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await at(page, "2027-01-02T10:00:00+01:00");
  await open(page, "/meer/rust");
  await page.getByRole("button", { name: /^Een week/ }).click();
  await expect(page.getByText(/^Je hebt rust tot/)).toBeVisible();
  await button(page, "Ik ben er weer").click();
  await expect(button(page, "Ik ben er weer")).toHaveCount(0);

  await at(page, "2026-11-23T10:05:00+01:00");
  await open(page, "/meer/herinneringen");
  await expect(page.getByText("De klok van je toestel staat verkeerd.")).toBeVisible();
  await open(page, `/plan/ministap/${miniSteps[1]}/herinnering`);
  await radio(page, "Zelf kiezen").check();
  await field(page, "Of kies een andere dag").fill("2026-11-23");
  await field(page, "Hoe laat?").fill("11:00");
  await button(page, "Bewaar").click();
  await expect(page.getByText(/vandaag om 11\.00 uur/i).first()).toBeVisible();
  await open(page, "/meer/herinneringen");
  await expect(page.getByText(/11\.00 uur/).first()).toBeVisible();

  await at(page, "2026-11-23T11:30:00+01:00");
  await open(page, "/");
  await expect(page.getByRole("heading", { name: "Hier is je herinnering" })).toBeVisible();
  await expect(page.getByText("Bel de woningbouw")).toBeVisible();
});
