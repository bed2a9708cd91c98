// Moving to a new phone: with a one-time code from the old one, or with the recovery card if the old one is gone.

import { enrol, expect, expectedErrors, isSafe, pair, test } from "./paired.js";
import { button, field, link, makePlan, onScreen, open } from "./steps.js";

test.use({ expectedErrors });

const CODE = /^([0-9A-Z]{4}[\s-]*)+$/;

/** A paired plan, safely kept. */
async function pairedPlan({ tablet, phone, link }) {
  await makePlan(phone, ["Bel de woningbouw"]);
  await enrol(tablet, link);
  await pair(phone, tablet, "Inwoner");
  await isSafe(phone);
}

/** Types a code or a card on a phone without a plan. */
async function recover(phone, text) {
  await phone.goto("/");
  await link(phone, "Ik heb een code").click();
  await onScreen(phone, "Ik heb een code");
  await field(phone, "De code").fill(text);
  await button(phone, "Haal mijn plan op").click();
}

/** Checks whose plan it is, and confirms that it is theirs. */
async function isMine(phone, name) {
  await expect(phone.getByRole("heading", { name: "Is dit jouw plan?" })).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByText(`Dit is het plan van ${name}.`)).toBeVisible();
  await expect(phone.getByText("Er staat 1 doel in.")).toBeVisible();
  await expect(phone.getByText("Voor het laatst veranderd: vandaag.")).toBeVisible();
  await button(phone, "Ja, dit is mijn plan").click();
}

test("a code from the old phone brings the plan to the new one, once", async ({ paired, otherPhone }) => {
  test.setTimeout(240_000);
  const { running, phone } = paired;
  await pairedPlan(paired);
  await open(phone, "/meer/nieuwe-telefoon");
  await button(phone, "Maak een code").click();
  const shown = phone.getByRole("paragraph").filter({ hasText: CODE });
  await expect(shown).toBeVisible({ timeout: 20_000 });
  const code = await shown.textContent();

  const fresh = await otherPhone({ baseURL: running.url });
  await recover(fresh, code.toLowerCase());
  await isMine(fresh, "Inwoner");
  await expect(fresh.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible({ timeout: 20_000 });
  await open(fresh, "/meer/delen");
  await expect(fresh.getByText(/Je deelt met .*Wijkteam Zuid/).first()).toBeVisible();

  // The two phones share one plan.
  await open(fresh, "/");
  await button(fresh, "Gelukt").click();
  await onScreen(fresh, "Het is gelukt");
  await isSafe(fresh);
  await open(phone, "/plan/terugblik");
  await expect(phone.getByText("Bel de woningbouw")).toBeVisible({ timeout: 20_000 });

  // The code works only once.
  const third = await otherPhone({ baseURL: running.url });
  await recover(third, code);
  await expect(third.getByText(/Deze code werkt niet meer/)).toBeVisible({ timeout: 20_000 });
});

test.describe("a service whose codes expire sooner", () => {
  test.use({ serviceOptions: ["--mailbox-seconds", "120"] });

  test("both screens with a code say how long it works", async ({ paired }) => {
    test.setTimeout(240_000);
    const { tablet, phone } = paired;
    await makePlan(phone, ["Bel de woningbouw"]);
    await enrol(tablet, paired.link);
    await pair(phone, tablet, "Inwoner");
    await open(phone, "/meer/nieuwe-telefoon");
    await button(phone, "Maak een code").click();
    await expect(phone.getByText("De code werkt één keer, en 2 minuten lang.")).toBeVisible({ timeout: 20_000 });
    await tablet.getByRole("link", { name: "Team", exact: true }).click();
    await tablet.getByRole("link", { name: "Laat een collega meedoen" }).click();
    await expect(tablet.getByText("De code werkt 2 minuten.")).toBeVisible({ timeout: 20_000 });
  });
});

test("the recovery card restores the plan of a lost phone; a wrong letter is reported", async ({ paired, otherPhone }) => {
  test.setTimeout(240_000);
  const { running, phone } = paired;
  await pairedPlan(paired);
  await open(phone, "/meer/herstelkaart");
  await button(phone, "Laat mijn kaart zien").click();
  const shown = phone.getByRole("paragraph").filter({ hasText: CODE });
  await expect(shown).toBeVisible();
  const card = (await shown.textContent()).replace(/[\s-]/g, "");
  expect(card).toHaveLength(64);
  await phone.close();

  const fresh = await otherPhone({ baseURL: running.url });
  const other = card[10] === "A" ? "B" : "A";
  await recover(fresh, card.slice(0, 10) + other + card.slice(11));
  await expect(fresh.getByText(/Er is een teken anders/)).toBeVisible();
  await field(fresh, "De code").fill(card.toLowerCase());
  await button(fresh, "Haal mijn plan op").click();
  await isMine(fresh, "Inwoner");
  await expect(fresh.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible({ timeout: 20_000 });

  // An existing plan is never replaced.
  await open(fresh, "/herstel");
  await expect(fresh.getByText(/Op deze telefoon staat al een plan/)).toBeVisible();
  await expect(field(fresh, "De code")).toHaveCount(0);
});
