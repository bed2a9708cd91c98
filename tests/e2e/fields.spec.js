// A field holds nothing, a value, or something unreadable, which never replaces a value. An error goes away with its cause.

import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { begin, button, field, inOwnWords, kept as isKept, link, makeAppointment, onScreen, open, openMore, planMiniStep, radio } from "./steps.js";

const alerts = (page) => page.getByRole("alert").filter({ hasText: /./ });

/** Deletes the hour of a time with the keyboard, which leaves the minutes. */
async function takeHourOut(input) {
  await input.focus();
  await input.press("Backspace");
  await expect(input).toHaveValue("");
}

test("minutes in words are understood, or explained at the field, and nothing else is lost", async ({ page }) => {
  const { miniSteps } = await havePlan(page);
  const path = `/plan/ministap/${miniSteps[0]}`;
  const leave = () => page.getByRole("heading", { level: 1 }).focus();
  for (const [typed, kept] of [["30", "30"], ["30 min", "30"], ["een half uur", "30"], ["anderhalf uur", "90"], ["1 uur 15", "75"]]) {
    await open(page, path);
    await openMore(page);
    await field(page, "Hoeveel minuten?").fill(typed);
    await leave();
    await isKept(page, 1);
    await open(page, path);
    await expect(field(page, "Hoeveel minuten?"), typed).toHaveValue(kept);
  }
  await openMore(page);
  await field(page, "Hoeveel minuten?").fill("een poosje");
  await field(page, "Wie helpt je?").fill("mijn zus");
  await leave();
  await expect(alerts(page)).toHaveText("Vul een aantal minuten in. Bijvoorbeeld: 30, of: een half uur.");
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn zus");
  await field(page, "Hoeveel minuten?").fill("20");
  await expect(alerts(page)).toHaveCount(0);
  await leave();
  await isKept(page, 2);
  await open(page, path);
  await expect(field(page, "Hoeveel minuten?")).toHaveValue("20");
  await expect(field(page, "Wie helpt je?")).toHaveValue("mijn zus");
});

test("an incomplete time or day is refused everywhere, and the saved one stays", async ({ page }) => {
  const { miniSteps } = await havePlan(page);
  await makeAppointment(page, { withWhom: "Wijkteam", day: "2030-12-15", time: "14:30" });
  await link(page, "Bekijk de afspraak").click();
  await onScreen(page, "Wijkteam");
  const appointment = new URL(page.url()).pathname;
  const step = `/plan/ministap/${miniSteps[0]}`;
  await open(page, step);
  await planMiniStep(page, { day: "2030-12-14", time: "10:15" });

  const time = "Vul uren en minuten in. Bijvoorbeeld: 9:30.";
  const day = "Vul dag, maand en jaar in. Bijvoorbeeld: 12-3-2027.";
  for (const [path, label, save, said, whole] of [
    [`${appointment}/verander`, "Hoe laat?", "Klaar", time, "09:30"],
    [`${appointment}/verander`, "Welke dag?", "Klaar", day, "2030-12-16"],
    [step, "Hoe laat?", undefined, time, "09:45"],
    [step, "Welke dag?", undefined, day, "2030-12-17"],
    [`${step}/herinnering`, "Hoe laat?", "Bewaar", time, "08:00"],
  ]) {
    await test.step(`${label} on ${path}`, async () => {
      await open(page, path);
      if (path.endsWith("herinnering")) {
        await radio(page, "Zelf kiezen").check();
        await field(page, "Of kies een andere dag").fill("2030-12-13");
        await field(page, label).fill("07:00");
      }
      // A screen without a button saves when the field is left.
      const leave = () => (save ? button(page, save).click() : page.getByRole("heading", { level: 1 }).focus());
      const isBack = () => (save ? expect(input).toBeFocused() : undefined);
      const unfold = () => (path === step && label === "Hoe laat?" ? openMore(page) : undefined);
      await unfold();
      const input = field(page, label);
      const before = await input.inputValue();
      await takeHourOut(input);
      await leave();
      await expect(alerts(page)).toHaveText(said);
      await isBack();
      expect(new URL(page.url()).pathname).toBe(path);
      if (!path.endsWith("herinnering")) {
        // Nothing was erased, also not in the stored plan.
        await page.reload();
        await expect(input).toHaveValue(before);
        await unfold();
        await takeHourOut(input);
        await leave();
        await expect(alerts(page)).toHaveText(said);
        // Wait for the focus, so that the handling of the press is over.
        await isBack();
      }
      await input.fill(whole);
      await expect(alerts(page)).toHaveCount(0);
      await leave();
      if (save) await expect(page).not.toHaveURL(new RegExp(`${path}$`));
      else await isKept(page, 1);
      await open(page, path);
      await expect(input).toHaveValue(whole);
    });
  }

  // A field with only an hour does not count as empty.
  await open(page, "/afspraak");
  await field(page, "Met wie?").fill("Huisarts");
  await field(page, "Welke dag?").fill("2030-12-18");
  await field(page, "Hoe laat?").focus();
  await page.keyboard.type("09");
  await button(page, "Bewaar").click();
  await expect(alerts(page)).toHaveText(time);
  await field(page, "Hoe laat?").fill("09:30");
  await button(page, "Bewaar").click();
  await expect(button(page, "Bewaar")).toHaveCount(0);
  await open(page, "/meer/herinneringen");
  await expect(page.getByText(/9.30 uur/).first()).toBeVisible();
});

test("without a date and time picker, what people write is understood", async ({ page }) => {
  // Such a browser treats these inputs as text.
  await page.addInitScript(() => {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      setAttribute.call(this, name, name === "type" && ["date", "time"].includes(value) ? "text" : value);
    };
  });
  await begin(page);
  await makeAppointment(page, { withWhom: "Wijkteam", day: "12-3-2031", time: "half tien" });
  await link(page, "Bekijk de afspraak").click();
  await expect(page.getByText("Woensdag 12 maart 2031, 9.30 uur")).toBeVisible();
  const path = `${new URL(page.url()).pathname}/verander`;
  await open(page, path);
  await field(page, "Hoe laat?").fill("straks");
  await field(page, "Welke dag?").fill("30 februari");
  await button(page, "Klaar").click();
  await expect(alerts(page)).toHaveCount(2);
  await expect(field(page, "Welke dag?")).toBeFocused();
  await field(page, "Welke dag?").fill("13 maart 2031");
  await field(page, "Hoe laat?").fill("9.45");
  await button(page, "Klaar").click();
  await expect(button(page, "Klaar")).toHaveCount(0);
  await open(page, path);
  await expect(field(page, "Welke dag?")).toHaveValue("2031-03-13");
  await expect(field(page, "Hoe laat?")).toHaveValue("09:45");
});

test("an error disappears with its cause", async ({ page }) => {
  await havePlan(page);
  for (const [path, save, said, mend] of [
    ["/afspraak", "Bewaar", "Kies een dag.", () => field(page, "Welke dag?").fill("2030-12-15")],
    ["/brug/verbanden", "Zet dit erbij", /./, () => field(page, "Door dit onderwerp").selectOption({ label: "Wonen" })],
  ]) {
    await test.step(path, async () => {
      await open(page, path);
      if (path === "/afspraak") await field(page, "Met wie?").fill("Wijkteam");
      await button(page, save).click();
      await expect(alerts(page)).toHaveText(said);
      await mend();
      await expect(alerts(page)).toHaveCount(0);
    });
  }
  await test.step("the one-day question", async () => {
    await open(page, "/plan");
    await page.getByRole("link", { name: /^Een regeling voor de huur/ }).click();
    await page.getByRole("link", { name: "Voeg ministap toe" }).click();
    await inOwnWords(page);
    await field(page, "Wat ga je doen?").fill("Zoek de brief");
    await button(page, "Zet in mijn plan").click();
    await expect(alerts(page)).toHaveText("Kies ja of nee.");
    // A change to another field does not remove the error.
    await field(page, "Wat ga je doen?").fill("Zoek de brief op");
    await expect(alerts(page)).toHaveText("Kies ja of nee.");
    await radio(page, "Ja").check();
    await expect(alerts(page)).toHaveCount(0);
  });
});
