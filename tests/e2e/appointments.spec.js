// "Ik kan niet": who is informed, which other time suits, and how to undo it.

import { findings } from "./axe.js";
import { at, button, field, link, makeAppointment, makePlan, onScreen, open, ready } from "./steps.js";
import { enrol, expect, expectedErrors, isSafe, pair, test } from "./paired.js";

test.use({ expectedErrors });

test("without a caseworker, 'Ik kan niet' says that nobody sees it, and is taken back in one tap", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  await makePlan(page);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00" });
  await button(page, "Ik kan niet").click();
  await onScreen(page, "Mijn begeleider");
  await expect(page.getByText(/Je plan is niet gekoppeld. Niemand anders ziet dit./)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await open(page, "/");
  await expect(page.getByText("Je kunt niet komen")).toBeVisible();
  await link(page, "Bekijk de afspraak").click();
  await button(page, "Ik kan toch wel").click();
  await expect(button(page, "Ik kan niet")).toBeVisible();
  await expect(page.getByText(/^Maandag 30 november om 10.00 uur en/)).toBeVisible();
  await button(page, "Ik kan niet").click();
  await link(page, "Schrijf de nieuwe tijd op").click();
  await field(page, "Welke dag?").fill("2026-12-03");
  await ready(page);
  await expect(page.getByText("Donderdag 3 december, 10.00 uur")).toBeVisible();
  await expect(button(page, "Ik kan niet")).toBeVisible();
});

test("with a caseworker, one tap tells them, with a moment that suits", async ({ paired }) => {
  const { phone, seen } = await declined(paired);
  await button(phone, "Stel dit voor").click();
  await expect(phone.getByText("Kies een dag.")).toBeVisible();
  await proposeInstead(phone, 9);
  await seen(/Kan wel: .* 14.00 uur/);

  await button(phone, "Dit is nu afgesproken").click();
  await expect(phone.getByText(/14.00 uur$/).first()).toBeVisible();
  await button(phone, "Ik kan niet").click();
  await button(phone, "Bel mij").click();
  await expect(phone.getByText("Je hebt gevraagd: bel mij.")).toBeVisible();
  await seen(/Wil graag gebeld worden/);
});

test("R1: the caseworker proposes another moment, and it counts when the resident says yes", async ({ paired }) => {
  const { phone, tablet, row, seen } = await declined(paired);
  await proposeInstead(phone, 9);
  await seen(/Kan wel: .* 14.00 uur/);
  await row.getByRole("link").click();
  const card = tablet.locator("section").filter({ has: tablet.getByRole("heading", { name: "Kan niet komen" }) });
  await expect(card.getByText(/Kan wel: .* 14.00 uur/)).toBeVisible();
  expect(await findings(tablet)).toEqual([]);
  await button(card, "Dit moment is goed").click();
  await expect(card.getByText(/Je voorstel is klaar/)).toBeVisible();
  await expect(button(card, "Dit moment is goed")).toBeHidden();
  await expect(card).toBeFocused();

  await open(phone, "/");
  const proposal = phone.getByRole("listitem").filter({ hasText: /Afspraak: Mijn begeleider, .* 14.00 uur/ });
  await heard(phone, () => expect(proposal).toBeVisible({ timeout: 2000 }));
  await expect(phone.getByText("Je kunt niet komen")).toBeVisible();
  await button(proposal, "Nee, toch niet").click();
  await expect(proposal).toBeHidden();

  // The caseworker proposes another moment.
  await heard(tablet, () => expect(button(card, "Dit moment is goed")).toBeVisible({ timeout: 2000 }));
  await card.getByText("Stel een ander moment voor").click();
  await field(card, "Welke dag?").fill(inDays(10));
  await field(card, "Hoe laat?").fill("15:30");
  await button(card, "Stuur het voorstel").click();
  await expect(card.getByText(/Je voorstel is klaar/)).toBeVisible();
  const second = phone.getByRole("listitem").filter({ hasText: /Afspraak: Mijn begeleider, .* 15.30 uur/ });
  await heard(phone, () => expect(second).toBeVisible({ timeout: 2000 }));
  await button(second, "Ja, doen").click();
  await expect(second).toBeHidden();
  await expect(phone.getByText(/15.30 uur$/)).toBeVisible();
  await expect(button(phone, "Ik kan niet")).toBeVisible();
  await heard(tablet, () => expect(card).toBeHidden({ timeout: 2000 }));
});

const inDays = (days) => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return day.toISOString().slice(0, 10);
};

/** Triggers a sync until `seen` holds: a phone waits a second before it sends. */
const heard = (page, seen) =>
  expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await seen();
  }).toPass({ timeout: 60_000 });

/** A phone whose owner said "Ik kan niet" for an appointment in a week, paired with a tablet that shows the list. */
async function declined({ phone, tablet, link: address }) {
  await makePlan(phone, ["Bel de woningbouw"]);
  await makeAppointment(phone, { withWhom: "Mijn begeleider", day: inDays(7), time: "10:00" });
  await enrol(tablet, address);
  await pair(phone, tablet);
  await isSafe(phone);
  await open(phone, "/");
  await button(phone, "Ik kan niet").click();
  await expect(phone.getByText(/^Je begeleider ziet dit\./)).toBeVisible();
  const row = tablet.getByRole("main").getByRole("listitem").filter({ has: tablet.getByRole("link", { name: /Inwoner zonder naam/ }) });
  await link(tablet, "Bekijk de brug").click();
  await link(tablet, "Terug").click();
  await onScreen(tablet, "Inwoners");
  const seen = (words) => heard(tablet, () => expect(row.getByText(words).first()).toBeVisible({ timeout: 2000 }));
  await seen("Kan niet komen");
  return { phone, tablet, row, seen };
}

/** On the appointment's screen: another moment, so many days from now. */
async function proposeInstead(phone, days) {
  await field(phone, "Of kies een andere dag").fill(inDays(days));
  await field(phone, "Hoe laat?").fill("14:00");
  expect(await findings(phone)).toEqual([]);
  await button(phone, "Stel dit voor").click();
  await expect(phone.getByText(/^Je stelt voor: .* 14.00 uur. Je begeleider ziet dit.$/)).toBeVisible();
}
