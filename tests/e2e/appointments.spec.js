// "Ik kan niet": who gets to know, what suits instead, and the way back.

import { findings } from "./accessible.js";
import { at, button, field, link, makeAppointment, makePlan, onScreen, open } from "./steps.js";
import { enrol, expect, expectedErrors, isSafe, pair, test } from "./together.js";

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
  await button(page, "Bewaar").click();
  await expect(page.getByText("Donderdag 3 december, 10.00 uur")).toBeVisible();
  await expect(button(page, "Ik kan niet")).toBeVisible();
});

test("with a caseworker, one tap tells them, and what suits instead comes along", async ({ linked }) => {
  const { phone, tablet, link: address } = linked;
  await makePlan(phone, ["Bel de woningbouw"]);
  const day = new Date();
  day.setDate(day.getDate() + 7);
  await makeAppointment(phone, { withWhom: "Mijn begeleider", day: day.toISOString().slice(0, 10), time: "10:00" });
  await enrol(tablet, address);
  await pair(phone, tablet);
  await isSafe(phone);
  await open(phone, "/");
  await button(phone, "Ik kan niet").click();
  await expect(phone.getByText(/Je begeleider krijgt dit te zien/)).toBeVisible();
  const row = tablet.getByRole("main").getByRole("listitem").filter({ has: tablet.getByRole("link", { name: /Inwoner zonder naam/ }) });
  await link(tablet, "Bekijk de brug").click();
  await link(tablet, "Terug").click();
  await onScreen(tablet, "Inwoners");
  // The phone gathers a second before it sends.
  const seen = (words) =>
    expect(async () => {
      await tablet.evaluate(() => dispatchEvent(new Event("online")));
      await expect(row.getByText(words).first()).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 20_000 });
  await seen("Kan niet komen");

  await button(phone, "Stel dit voor").click();
  await expect(phone.getByText("Kies een dag.")).toBeVisible();
  day.setDate(day.getDate() + 2);
  await field(phone, "Of kies een andere dag").fill(day.toISOString().slice(0, 10));
  await field(phone, "Hoe laat?").fill("14:00");
  expect(await findings(phone)).toEqual([]);
  await button(phone, "Stel dit voor").click();
  await expect(phone.getByText(/^Je stelt voor: .* 14.00 uur. Je begeleider ziet dit.$/)).toBeVisible();
  await seen(/Kan wel: .* 14.00 uur/);
  await row.getByRole("link").click();
  await expect(tablet.getByText(/Kan wel: .* 14.00 uur/).first()).toBeVisible();

  await button(phone, "Dit is nu afgesproken").click();
  await expect(phone.getByText(/14.00 uur$/).first()).toBeVisible();
  await button(phone, "Ik kan niet").click();
  await button(phone, "Bel mij").click();
  await expect(phone.getByText("Je vroeg: bel mij.")).toBeVisible();
  await link(tablet, "Terug").click();
  await seen(/Wil graag gebeld worden/);
});
