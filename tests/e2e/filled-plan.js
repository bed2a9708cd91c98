// A plan with something on every screen, for tests that visit all of them.

import { expect } from "@playwright/test";
import {
  addMiniStep, addStep, at, begin, button, field, finish, link, makeAppointment, mark, onScreen, planMiniStep, radio, setGoal,
} from "./steps.js";

/** The time at which that plan is shown. */
export const moment = new Date("2026-11-23T10:00:00+01:00");

/** Makes a plan that fills every screen, and returns the paths of the screens. */
export async function fillEverything(page) {
  await at(page, "2026-09-03T10:00:00+02:00");
  await begin(page);
  await mark(page, "thuis.wonen", /^Ik heb een woning/);
  await mark(page, "welzijn.hoofd", /^Ik voel me vaak slecht/);
  await page.clock.setFixedTime(moment);
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/, { note: "De huur is betaald.", talk: true });
  await page.goto("/brug/dringend");
  await radio(page, "Wonen").check();
  await button(page, "Kies dit onderwerp").click();
  await onScreen(page, "Mijn brug");
  await page.goto("/brug/verbanden");
  await field(page, "Door dit onderwerp").selectOption({ label: "Wonen" });
  await field(page, "Met dat onderwerp").selectOption({ label: "Hoofd" });
  await button(page, "Zet dit erbij").click();
  await expect(page.getByRole("button", { name: "Haal weg: Door mijn woonplek gaat het slechter met mijn hoofd" })).toBeVisible();
  const goal = await setGoal(page, "Wonen", "Een regeling voor de huur");
  const step = await addStep(page, "Praten met de woningbouw");
  const first = await addMiniStep(page, step, "Zoek de brief op");
  await finish(page);
  const next = await addMiniStep(page, step, "Bel de woningbouw");
  await planMiniStep(page, { day: "2026-11-24", time: "10:00", when: "na mijn koffie", supporter: "mijn zus" });
  await addMiniStep(page, step, "Schrijf op wat je kunt betalen");
  await makeAppointment(page, {
    withWhom: "Gesprek met mijn begeleider",
    day: "2026-12-01",
    time: "10:00",
    place: "Het Serviceplein",
    bring: "De brief van de bank",
  });
  await onScreen(page, "Je volgende stap");
  await link(page, "Bekijk de afspraak").click();
  await onScreen(page, "Gesprek met mijn begeleider");
  const appointment = new URL(page.url()).pathname;
  return [
    "/welkom",
    "/",
    `/gelukt/${first}`,
    `/niet-gelukt/${next}`,
    "/afspraak",
    appointment,
    `${appointment}/verander`,
    `${appointment}/herinnering`,
    `/plan/ministap/${next}/herinnering`,
    "/brug",
    "/brug/plek/thuis.wonen",
    "/brug/plek/thuis.zorg",
    "/brug/dringend",
    "/brug/verbanden",
    "/plan",
    "/brug/onderwerp",
    "/brug/geplaatst/thuis.wonen",
    "/plan/doel",
    "/plan/nieuw-doel/geld.schulden",
    `/plan/doel/${goal}`,
    `/plan/doel/${goal}/begin`,
    `/plan/stap/${step}`,
    `/plan/ministap/${first}`,
    `/plan/ministap/${next}`,
    `/plan/ministap/${next}/wanneer`,
    "/plan/terugblik",
    "/meer",
    "/meer/weergave",
    "/meer/bewaren",
    "/meer/beginscherm",
    "/meer/pincode",
    "/meer/rust",
    "/meer/hulp",
    "/meer/stress",
    "/meer/herinneringen",
    "/meer/gegevens",
    "/meer/problemen",
    "/meer/afdrukken",
    "/meer/delen",
    "/gesprek",
    "/koppel",
    "/meer/herstelkaart",
    "/meer/nieuwe-telefoon",
    "/herstel",
    "/meer/wissen",
    "/onbekend",
  ];
}
