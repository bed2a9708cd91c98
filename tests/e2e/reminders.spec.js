// Reminders in the app: setting one, what fired in the meantime, the calendar, quiet hours, and a rest. Reminders that fire while the
// app is closed are tested in push.spec.js.

import { readFile } from "node:fs/promises";
import { findings, movesOf } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { answerPush } from "./push-browser.js";
import { addMiniStep, at, button, field, kept, link, makeAppointment, makePlan, onScreen, open, planMiniStep, radio, ready } from "./steps.js";

const MONDAY = "2026-11-23T10:00:00+01:00";

/** A plan with one mini-step, on its screen. */
async function oneStep(page, moment = MONDAY) {
  await at(page, moment);
  const plan = await makePlan(page, ["Bel de woningbouw"]);
  return { ...plan, id: plan.miniSteps[0] };
}

const remindTomorrow = (page) => button(page, "Herinner mij morgen om 10.00 uur");

/** Chooses a moment other than the suggested ones. */
async function chooseMoment(page, id, day, time) {
  await open(page, `/plan/ministap/${id}/herinnering`);
  await radio(page, "Zelf kiezen").check();
  await field(page, "Of kies een andere dag").fill(day);
  await field(page, "Hoe laat?").fill(time);
  await button(page, "Bewaar").click();
}

test("a reminder takes one tap, shows in one line, is changed, gets own words, and goes off", async ({ page }) => {
  const { id } = await oneStep(page);
  await remindTomorrow(page).click();
  await expect(page.getByText("Morgen om 10.00 uur", { exact: true })).toBeVisible();
  await link(page, "Verander de herinnering").click();
  await onScreen(page, "Herinner mij");
  await field(page, "Of kies een andere dag").fill("2026-11-25");
  await field(page, "Hoe laat?").fill("14:30");
  await field(page, "In je eigen woorden").fill("Eerst koffie");
  await ready(page);
  await onScreen(page, "Bel de woningbouw");
  await expect(page.getByText("Woensdag 25 november om 14.30 uur")).toBeVisible();
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByText("Woensdag 25 november om 14.30 uur")).toBeVisible();
  await link(page, "Verander de herinnering").click();
  await expect(field(page, "In je eigen woorden")).toHaveValue("Eerst koffie");
  await radio(page, "Geen herinnering").check();
  await kept(page, 1);
  await ready(page);
  await expect(page.getByText("Er staat geen herinnering.")).toBeVisible();
});

test("the offered moment follows the chosen day, and the reminder is rescheduled with the day", async ({ page }) => {
  const { id } = await oneStep(page);
  await planMiniStep(page, { day: "2026-11-26", time: "09:15" });
  await button(page, "Herinner mij donderdag 26 november om 9.15 uur").click();
  await expect(page.getByText("Donderdag 26 november om 9.15 uur", { exact: true })).toBeVisible();
  await open(page, `/niet-gelukt/${id}`);
  await page.getByRole("button", { name: /Andere dag/ }).click();
  await field(page, "Of kies een andere dag").fill("2026-11-27");
  await button(page, "Kies deze dag").click();
  await onScreen(page, "Je volgende stap");
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByText("Vrijdag 27 november om 9.15 uur")).toBeVisible();
});

test("a past or incomplete moment is explained kindly and changes nothing", async ({ page }) => {
  const { id } = await oneStep(page);
  await chooseMoment(page, id, "2026-11-23", "09:00");
  await expect(page.getByText("Dit moment is al geweest. Kies een moment dat nog komt.")).toBeVisible();
  await field(page, "Hoe laat?").fill("");
  await button(page, "Bewaar").click();
  await expect(page.getByText("Kies een dag en een tijd.")).toBeVisible();
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByText("Er staat geen herinnering.")).toBeVisible();
});

test("a fired reminder is on Vandaag at the next start; later, not today, and never again are one tap", async ({ page }) => {
  const { id } = await oneStep(page);
  await remindTomorrow(page).click();
  await expect(page.getByText("Morgen om 10.00 uur", { exact: true })).toBeVisible();
  await at(page, "2026-11-24T11:02:00+01:00");
  await open(page, "/");
  await button(page, "Over een uur").click();
  await expect(page.getByText("Goed. Je hoort het weer: vandaag om 12.05 uur.")).toBeVisible();
  await expect(button(page, "Over een uur")).toHaveCount(0);

  await at(page, "2026-11-24T12:06:00+01:00");
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByRole("heading", { name: "Hier is je herinnering" })).toBeVisible();
  await button(page, "Niet vandaag").click();
  await expect(page.getByText("Morgen om 10.00 uur", { exact: true })).toBeVisible();
  // A moment in the past is not offered again.
  await link(page, "Verander de herinnering").click();
  await expect(radio(page, "Morgen om 10.00 uur")).toBeChecked();

  await at(page, "2026-11-25T10:01:00+01:00");
  await open(page, "/");
  await button(page, "Vanavond").click();
  await expect(page.getByText("Goed. Je hoort het weer: vandaag om 19.00 uur.")).toBeVisible();
  await at(page, "2026-11-25T19:30:00+01:00");
  await open(page, "/");
  await expect(button(page, "Geen herinnering meer")).toBeVisible();
  await expect(button(page, "Vanavond")).toHaveCount(0);
  await button(page, "Geen herinnering meer").click();
  await expect(page.getByText("Goed. Hierover hoor je niets meer.")).toBeVisible();
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByText("Er staat geen herinnering.")).toBeVisible();
});

test("R4: after a week away one calm card gathers fired reminders, without a past moment, and one tap clears it", async ({ page }) => {
  const { step, miniSteps } = await oneStep(page);
  const second = await addMiniStep(page, step, "Lees de brief");
  const third = await addMiniStep(page, step, "Vraag je zus mee");
  const all = [
    [miniSteps[0], "2026-11-24", "Bel de woningbouw"],
    [second, "2026-11-25", "Lees de brief"],
    [third, "2026-11-26", "Vraag je zus mee"],
  ];
  for (const [id, day, name] of all) {
    await chooseMoment(page, id, day, "10:00");
    await onScreen(page, name);
  }
  await at(page, "2026-12-03T09:00:00+01:00");
  const moved = await movesOf(page);
  await open(page, "/");
  const card = page.getByRole("main");
  await expect(card.getByRole("heading", { name: "Hier is je herinnering" })).toHaveCount(1);
  for (const title of ["Lees de brief", "Vraag je zus mee"]) await expect(card.getByText(title)).toBeVisible();
  expect(await card.innerText()).not.toMatch(/november|gemist|te laat|dagen geleden/i);
  // It was there from the start: nothing moves under a finger.
  await expect(button(page, "Over een uur")).toHaveCount(1);
  expect(moved).toEqual([]);
  await card.getByText("Lees de brief").click();
  await expect(button(page, "Over een uur")).toHaveCount(2);
  expect(await findings(page)).toEqual([]);
  await button(page, "Niets hiervan vandaag").click();
  await expect(page.getByText("Goed. Je hoort het morgen weer.")).toBeVisible();
  await open(page, "/");
  await expect(button(page, "Gelukt")).toBeVisible();
  await expect(card.getByText("Vraag je zus mee")).toHaveCount(0);
});

test("a reminder that fires while the app is open is shown at that moment, and leads to its target", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-23T09:00:00+01:00") });
  const { miniSteps } = await makePlan(page, ["Bel de woningbouw"]);
  await chooseMoment(page, miniSteps[0], "2026-11-23", "10:00");
  await onScreen(page, "Bel de woningbouw");
  await link(page, "Meer").click();
  await onScreen(page, "Meer");
  const said = page.getByRole("status").filter({ hasText: "Herinnering: Bel de woningbouw" });
  await expect(said).toHaveCount(0);
  await page.clock.fastForward("02:00:00");
  await expect(said).toBeVisible();
  await said.getByRole("link", { name: "Bekijk" }).click();
  await onScreen(page, "Bel de woningbouw");
  await expect(said).toHaveCount(0);
  await expect(button(page, "Over een uur")).toBeVisible();
});

test("even rust is silent, says until when, and shows nothing afterwards", async ({ page }) => {
  const { id } = await oneStep(page);
  await remindTomorrow(page).click();
  await expect(page.getByText("Morgen om 10.00 uur", { exact: true })).toBeVisible();
  await open(page, "/meer/rust");
  await page.getByRole("button", { name: /^Een paar dagen/ }).click();
  await expect(page.getByText(/^Je hebt rust tot en met/)).toBeVisible();
  await open(page, `/plan/ministap/${id}`);
  await expect(page.getByText("Je hebt nu rust. Herinneringen zijn stil tot en met donderdag 26 november.")).toBeVisible();
  await at(page, "2026-11-25T10:00:00+01:00");
  await open(page, "/");
  await expect(button(page, "Ik ben er weer")).toBeVisible();
  await expect(page.getByText("Hier is je herinnering")).toHaveCount(0);
  await button(page, "Ik ben er weer").click();
  await onScreen(page, "Je volgende stap");
  await expect(button(page, "Gelukt")).toBeVisible();
  await open(page, "/");
  await expect(button(page, "Gelukt")).toBeVisible();
  await expect(button(page, "Over een uur")).toHaveCount(0);
});

test("quiet hours delay a reminder to their end", async ({ page }) => {
  const { id } = await oneStep(page);
  await open(page, "/meer/herinneringen");
  await page.getByRole("switch", { name: /Niet in de nacht/ }).check();
  await expect(page.getByText("Stil van 22.00 uur tot 8.00 uur")).toBeVisible();
  await chooseMoment(page, id, "2026-11-24", "23:00");
  await expect(page.getByText("Woensdag 25 november om 8.00 uur")).toBeVisible();
  await open(page, "/meer/herinneringen");
  await field(page, "Tot").fill("09:00");
  await expect(page.getByText("Stil van 22.00 uur tot 9.00 uur")).toBeVisible();
  await expect(page.getByRole("link", { name: /Bel de woningbouw/ })).toContainText("Woensdag 25 november om 9.00 uur");
  await page.getByRole("switch", { name: /Niet in de nacht/ }).uncheck();
  await expect(page.getByRole("link", { name: /Bel de woningbouw/ })).toContainText("Morgen om 23.00 uur");
});

test("quiet hours that are switched off stay off, whatever was just typed", async ({ page }) => {
  await oneStep(page);
  await open(page, "/meer/herinneringen");
  const quiet = page.getByRole("switch", { name: /Niet in de nacht/ });
  await quiet.check();
  await expect(page.getByText("Stil van 22.00 uur tot 8.00 uur")).toBeVisible();
  await field(page, "Stil vanaf").fill("21:00");
  await quiet.uncheck();
  await expect(field(page, "Stil vanaf")).toHaveCount(0);
  await link(page, "Meer").click();
  await onScreen(page, "Meer");
  await open(page, "/meer/herinneringen");
  await expect(quiet).not.toBeChecked();
  // Once on again, the hours apply and can be changed as before.
  await quiet.check();
  await expect(page.getByText("Stil van 22.00 uur tot 8.00 uur")).toBeVisible();
  await field(page, "Stil vanaf").fill("21:00");
  await expect(page.getByText("Stil van 21.00 uur tot 8.00 uur")).toBeVisible();
  await quiet.uncheck();
  await expect(field(page, "Stil vanaf")).toHaveCount(0);
  await quiet.check();
  await expect(page.getByText("Stil van 21.00 uur tot 8.00 uur")).toBeVisible();
  await expect(field(page, "Stil vanaf")).toHaveValue("21:00");
});

test("a choice about notifications that cannot be stored says so, and the switches show what holds", async ({ page }) => {
  await answerPush(page, "granted");
  await makePlan(page, ["Bel de woningbouw"]);
  await open(page, "/meer/herinneringen");
  const here = page.getByRole("switch", { name: /Herinneringen op deze telefoon/ });
  const words = page.getByRole("switch", { name: /Laat zien waar het over gaat/ });
  await here.check();
  await words.check();
  const note = (name) => page.evaluate(async (name) => (await caches.match(`/notes/${name}`))?.text() ?? "", name);
  await expect.poll(() => note("reminders")).toMatch(/"words":true/);
  await page.evaluate(() => {
    window.put = Cache.prototype.put;
    Cache.prototype.put = async () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const says = page.getByText("Je keuze is niet bewaard. Probeer het nog een keer.");
  // Click instead of `uncheck`, because the switch goes back on.
  await words.click();
  await expect(says).toHaveCount(1);
  await expect(words).toBeChecked();
  await expect(page.getByText("Als ik mijn koffie op heb, dan bel ik")).toBeVisible();
  // The words that should be hidden are removed, even though the choice was not stored.
  expect(await note("words")).toBe("");
  // The message about the other switch goes away when this one is pressed.
  await here.click();
  await expect(says).toHaveCount(1);
  await expect(here).toBeChecked();
  await page.evaluate(() => (Cache.prototype.put = window.put));
  await words.click();
  await expect(words).not.toBeChecked();
  await expect(says).toHaveCount(0);
  await expect.poll(() => note("reminders")).toMatch(/"words":false/);
  await here.click();
  await expect(page.getByText("Je ziet herinneringen nu alleen als je de app opent.")).toBeVisible();
  await expect(here).not.toBeChecked();
  await expect(says).toHaveCount(0);
});

/** The unfolded lines of a calendar file. */
async function calendarFile(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Zet in mijn agenda").click()]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.replaceAll("\r\n ", "").trimEnd().split("\r\n") };
}

test("a mini-step and an appointment go into the phone's calendar, at the right moment on both sides of summer time", async ({ page }) => {
  const { id } = await oneStep(page, "2026-03-27T10:00:00+01:00");
  await chooseMoment(page, id, "2026-03-30", "09:30");
  await expect(page.getByText("Maandag 30 maart om 9.30 uur")).toBeVisible();
  await link(page, "Verander de herinnering").click();
  const step = await calendarFile(page);
  expect(step.name).toBe("mijn-brug-2026-03-30.ics");
  expect(step.lines).toEqual(expect.arrayContaining([`UID:${id}@mijn-brug`, "DTSTART:20260330T073000Z", "SUMMARY:Bel de woningbouw", "TRIGGER:-PT0M"]));

  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-03-28", time: "10:00", place: "Het Serviceplein", bring: "de brief" });
  await link(page, "Bekijk de afspraak").click();
  await onScreen(page, "Mijn begeleider");
  const appointment = await calendarFile(page);
  expect(appointment.lines).toEqual(
    expect.arrayContaining(["DTSTART:20260328T090000Z", "LOCATION:Het Serviceplein", "DESCRIPTION:Neem mee: de brief", "TRIGGER:-PT1440M", "TRIGGER:-PT120M"]),
  );
  await expect(page.getByText("Open het bestand. Klopt je agenda nu?")).toBeVisible();
});

test("an appointment fires the day before and two hours before, unless the person chooses otherwise", async ({ page }) => {
  await oneStep(page);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00" });
  await link(page, "Bekijk de afspraak").click();
  await expect(page.getByText("Maandag 30 november om 10.00 uur en dinsdag 1 december om 8.00 uur")).toBeVisible();
  const change = async (choice) => {
    await page.getByRole("link", { name: /herinnering|ander moment/i }).click();
    await onScreen(page, "Herinner mij");
    await radio(page, choice).check();
  };
  await change("Geen herinnering");
  await ready(page);
  await expect(page.getByText("Er staat geen herinnering.")).toBeVisible();
  await change("Zelf kiezen");
  await field(page, "Of kies een andere dag").fill("2026-11-30");
  await field(page, "Hoe laat?").fill("19:00");
  await ready(page);
  await expect(page.getByText("Maandag 30 november om 19.00 uur")).toBeVisible();
  await change("Een dag en twee uur ervoor");
  await ready(page);
  await expect(page.getByText(/^Maandag 30 november om 10.00 uur en/)).toBeVisible();
});
