// The rule for saving changes: a choice is saved at once, a text when its field loses focus, and the screen confirms both.

import { expect, test } from "./fixtures.js";
import { at, button, field, idInAddress, inOwnWords, kept, link, makeAppointment, makePlan, mark, onScreen, open, openMore, radio } from "./steps.js";

const MONDAY = "2026-11-23T10:00:00+01:00";
const NOTE = "Wil je er iets bij schrijven?";
const heading = (page) => page.getByRole("heading", { level: 1 });
const leave = async (page) => {
  await page.getByRole("link", { name: "Meer", exact: true }).click();
  await onScreen(page, "Meer");
};

/** Makes a plan with one of everything that is edited field by field, and returns the paths of the screens. */
async function oneOfEach(page) {
  await at(page, MONDAY);
  const { goal, miniSteps } = await makePlan(page, ["Bel de woningbouw"]);
  await mark(page, "thuis.wonen", /^Ik heb een woning/);
  await mark(page, "thuis.zorg", /^Thuis gaat het meestal goed/);
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2026-12-01", time: "10:00" });
  await link(page, "Bekijk de afspraak").click();
  await onScreen(page, "Mijn begeleider");
  const appointment = idInAddress(page);
  return {
    miniStep: `/plan/ministap/${miniSteps[0]}`,
    goal: `/plan/doel/${goal}`,
    appointment: `/afspraak/${appointment}/verander`,
    appointmentReminder: `/afspraak/${appointment}/herinnering`,
    place: "/brug/geplaatst/thuis.wonen",
    urgency: "/brug/dringend",
    quiet: "/meer/herinneringen",
  };
}

test("a choice in an existing thing is saved at once, and says so", async ({ page }) => {
  test.setTimeout(90_000);
  const screens = await oneOfEach(page);
  const taps = [
    [screens.miniStep, () => page.getByRole("radio", { name: /^Morgen/ })],
    [screens.urgency, () => radio(page, /^Wonen/)],
    [screens.place, () => page.getByRole("checkbox", { name: "Hier wil ik over praten" })],
    [screens.appointmentReminder, () => radio(page, "Geen herinnering")],
  ];
  for (const [path, choice] of taps) {
    await test.step(path, async () => {
      await open(page, path);
      if (path === screens.place) await openMore(page);
      await choice().check();
      // The choice of a day is on the screen itself, without a line that says so.
      if (path === screens.miniStep) await expect(choice()).toBeChecked();
      else await kept(page, 1);
      await leave(page);
      await page.reload();
      await open(page, path);
      if (path === screens.place) await openMore(page);
      await expect(choice()).toBeChecked();
    });
  }
  // It was really stored: another tab shows it too.
  const other = await page.context().newPage();
  await at(other, MONDAY);
  await open(other, screens.miniStep);
  await expect(other.getByRole("radio", { name: /^Morgen/ })).toBeChecked();
});

test("a text of an existing thing is saved when its field is left, in any way, and says so", async ({ page }) => {
  test.setTimeout(120_000);
  const screens = await oneOfEach(page);
  await open(page, screens.quiet);
  await page.getByRole("switch", { name: /Niet in de nacht/ }).check();
  const texts = [
    [screens.miniStep, "Hoe laat?", "14:30"],
    [screens.miniStep, "Of een ander moment", "na mijn werk"],
    [screens.miniStep, "Wie helpt je?", "mijn zus"],
    [screens.miniStep, "Wat ga je doen?", "Bel nog een keer"],
    [screens.goal, "Wat wil jij?", "Rust over de huur"],
    [screens.appointment, "Met wie?", "Het wijkteam"],
    [screens.appointment, "Welke dag?", "2026-12-02"],
    [screens.appointment, "Hoe laat?", "11:30"],
    [screens.appointment, "Waar?", "Thuis"],
    [screens.appointment, "Wat neem je mee?", "De brief"],
    [screens.place, NOTE, "De huur gaat omhoog"],
    [screens.quiet, "Tot", "09:00"],
  ];
  const unfold = async (page, path, name) => {
    if (path === screens.goal) await page.getByText("Meer over dit doel").click();
    if ([screens.miniStep, screens.place].includes(path)) await openMore(page);
    if (name === "Of een ander moment") await inOwnWords(page);
  };
  const ways = {
    "another field": async () => {
      await heading(page).focus();
      await kept(page, 1);
    },
    "a link": () => leave(page),
    "back, then anew": async () => {
      await page.goBack();
      await heading(page).waitFor();
      await page.reload();
    },
    "a hidden page": async () => {
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await kept(page, 1);
    },
  };
  const all = Object.entries(ways);
  for (const [place, [path, name, text]] of texts.entries()) {
    const [way, go] = all[place % all.length];
    await test.step(`${path} ${name}, by ${way}`, async () => {
      await leave(page).catch(() => open(page, "/meer"));
      await open(page, path);
      await unfold(page, path, name);
      await field(page, name).fill(text);
      await go();
      // Another tab reads only what was stored.
      const other = await page.context().newPage();
      await at(other, MONDAY);
      // Going to another screen does not wait until the text is stored.
      await expect(async () => {
        await open(other, path);
        await expect(field(other, name)).toHaveValue(text, { timeout: 2_000 });
      }).toPass({ timeout: 20_000 });
      await other.close();
    });
  }
});

test("an invalid field says why, and the stored value stays", async ({ page }) => {
  const screens = await oneOfEach(page);
  const wrong = [
    [screens.appointment, "Met wie?", "", "Schrijf hier nog iets op.", "Mijn begeleider"],
    [screens.appointment, "Welke dag?", "", "Kies een dag.", "2026-12-01"],
    [screens.miniStep, "Wat ga je doen?", "", "Schrijf hier nog iets op.", "Bel de woningbouw"],
  ];
  for (const [path, name, text, says, stored] of wrong) {
    await test.step(`${path} ${name}`, async () => {
      await open(page, path);
      if (path === screens.miniStep) await openMore(page);
      await field(page, name).fill(text);
      await heading(page).focus();
      await expect(page.getByText(says)).toBeVisible();
      await kept(page, 0);
      const other = await page.context().newPage();
      await at(other, MONDAY);
      await open(other, path);
      await expect(field(other, name)).toHaveValue(stored);
      await other.close();
    });
  }
});

test("on a failing disk nothing is claimed to be saved, and no word is lost", async ({ page }) => {
  const screens = await oneOfEach(page);
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      if (window.fails && this.name === "records") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, values);
    };
  });
  await open(page, screens.miniStep);
  await openMore(page);
  await page.evaluate(() => (window.fails = true));
  await field(page, "Wie helpt je?").fill("mijn buurman");
  await heading(page).focus();
  await expect(page.getByText(/^Je telefoon is vol\. Dit is niet bewaard\./)).toBeVisible();
  await kept(page, 0);
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn buurman");
  // After leaving the screen, the message is above the next one.
  await leave(page);
  await expect(page.getByRole("alert").filter({ hasText: "Ga terug naar waar je hebt getypt. Daar staat het nog." })).toBeVisible();
  await page.goBack();
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn buurman");
  await page.evaluate(() => (window.fails = false));
  await openMore(page);
  await field(page, "Wie helpt je?").focus();
  await heading(page).focus();
  await kept(page, 1);
  await expect(page.getByText(/Je vindt het op het scherm/)).toHaveCount(0);
});

test("at the end of a conversation nothing that was filled in is lost", async ({ page }) => {
  await at(page, MONDAY);
  await makePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await onScreen(page, "Welkom");
  const go = async (name) => {
    await page.getByRole("navigation").getByRole("button", { expanded: false }).click();
    await page.getByRole("navigation").getByRole("listitem").filter({ hasText: name }).getByRole("button").click();
    await onScreen(page, name);
  };
  await field(page, "Iets om te onthouden").fill("Samen bellen");
  await go("Volgende keer");
  await field(page, "Waar?").fill("Thuis");
  await go("Samenvatting");
  await expect(page.getByText("Samen bellen")).toBeVisible();
  await expect(page.getByText(/^Dit is nog niet bewaard/)).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Volgende keer" }).click();
  await expect(field(page, "Waar?")).toHaveValue("Thuis");
  await field(page, "Welke dag?").fill("2026-12-07");
  await button(page, "Naar: Samenvatting").click();
  await onScreen(page, "Samenvatting");
  await expect(page.getByText(/^Dit is nog niet bewaard/)).toHaveCount(0);
  await expect(page.getByText(/maandag 7 december.*Thuis/i)).toBeVisible();
});
