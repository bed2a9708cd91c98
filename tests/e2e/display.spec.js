import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { at, begin, button, makeAppointment, makePlan, mark, onScreen, open, planMiniStep, radio } from "./steps.js";

const html = (page) => page.locator("html");

for (const [choice, attribute, value] of [
  ["Grootst", "data-text-size", "200"],
  ["Donker", "data-theme", "dark"],
  ["Licht", "data-theme", "light"],
  ["Meer", "data-contrast", "more"],
]) {
  test(`${choice} holds at once and after a reload`, async ({ page }) => {
    await begin(page);
    await open(page, "/meer/weergave");
    await page.getByRole("radio", { name: choice, exact: true }).check();
    await expect(html(page)).toHaveAttribute(attribute, value);
    await page.reload();
    await expect(html(page)).toHaveAttribute(attribute, value);
    await expect(page.getByRole("radio", { name: choice, exact: true })).toBeChecked();
  });
}

test("larger text is larger, and a dark screen is dark", async ({ page }) => {
  await begin(page);
  await open(page, "/meer/weergave");
  const size = () => page.getByRole("heading", { level: 1 }).evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
  const light = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0));
  const [sizeBefore, lightBefore] = [await size(), await light()];
  await radio(page, "Grootst").check();
  expect(await size()).toBeGreaterThan(sizeBefore * 1.4);
  await radio(page, "Donker").check();
  expect(await light()).toBeLessThan(lightBefore / 3);
});

test("the language changes every screen and stays", async ({ page }) => {
  await havePlan(page);
  await open(page, "/meer/weergave");
  await radio(page, "English").check();
  await expect(html(page)).toHaveAttribute("lang", "en");
  for (const path of ["/", "/brug", "/plan", "/meer"]) {
    await open(page, path);
    await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Today", /./, /./, "More"]);
  }
});

test.describe("on a slow network", () => {
  test.use({ serviceWorkers: "block", expectedErrors: /Service Worker registration blocked/ });

  /** Holds a file back; the returned function releases it, and waits until the page has it. */
  async function hold(page, file) {
    let letGo;
    const held = new Promise((resolve) => (letGo = resolve));
    await page.route(file, async (route) => {
      await held;
      await route.continue();
    });
    return async () => {
      const late = page.waitForResponse(file);
      letGo();
      await (await late).finished();
    };
  }

  for (const first of ["English", "Nederlands"]) {
    test(`of two languages the last one counts, when ${first} comes first`, async ({ page }) => {
      await begin(page);
      await open(page, "/meer/weergave");
      const asked = page.waitForRequest("**/locales/en.json");
      const letEnglishGo = await hold(page, "**/locales/en.json");
      const letDutchGo = await hold(page, "**/locales/nl.json");
      await radio(page, "English").check();
      await asked;
      const dutch = page.waitForRequest("**/locales/nl.json");
      await radio(page, "Nederlands").check();
      await dutch;
      for (const letGo of first === "English" ? [letEnglishGo, letDutchGo] : [letDutchGo, letEnglishGo]) await letGo();
      await page.getByRole("navigation").getByRole("link", { name: "Meer" }).click();
      await onScreen(page, "Meer");
      await expect(html(page)).toHaveAttribute("lang", "nl");
    });
  }

  test("a language that loads after its screen was left counts too", async ({ page }) => {
    await begin(page);
    await open(page, "/meer/weergave");
    const asked = page.waitForRequest("**/locales/en.json");
    const letGo = await hold(page, "**/locales/en.json");
    await radio(page, "English").check();
    await asked;
    await page.getByRole("navigation").getByRole("link", { name: "Meer" }).click();
    await onScreen(page, "Meer");
    await letGo();
    await onScreen(page, "More");
    await expect(html(page)).toHaveAttribute("lang", "en");
  });

  /** Shows another screen without loading the page, as a link does. */
  const go = (page, path) =>
    page.evaluate((path) => {
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);

  test("a chosen sentence is shown in the current language, also where it loads after its screen", async ({ page }) => {
    test.setTimeout(120_000);
    await at(page, "2026-11-20T10:00:00+01:00");
    await makePlan(page);
    await mark(page, "thuis.wonen", /^Ik heb een woning/);
    await at(page, "2026-11-23T10:00:00+01:00");
    await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
    await open(page, "/gesprek");
    await button(page, "Begin het gesprek").click();
    const parts = page.getByRole("navigation", { name: /Delen van het gesprek|Parts of the/ });
    await parts.waitFor();
    const dutch = page.getByText(/Ik kan hier blijven\./);
    const english = page.getByText(/I can stay here\./);
    for (const path of ["/meer/afdrukken", "/plan/terugblik", "/gesprek"]) {
      await open(page, "/meer/weergave");
      const asked = page.waitForRequest("**/bridge/en.json");
      const letGo = await hold(page, "**/bridge/en.json");
      await radio(page, "English").check();
      await asked;
      await go(page, path);
      if (path === "/gesprek") {
        await parts.getByRole("button").first().click();
        await parts.getByRole("listitem").getByRole("button", { name: /Terugkijken|Looking back/ }).click();
      }
      await expect(dutch.first(), path).toBeAttached();
      await letGo();
      await expect(english.first(), path).toBeAttached();
      await expect(dutch, path).toHaveCount(0);
      // And back, with the files that are there already.
      await page.unroute("**/bridge/en.json");
      await go(page, "/meer/weergave");
      await radio(page, "Nederlands").check();
      await expect(html(page)).toHaveAttribute("lang", "nl");
    }
  });

  test("a language that loads after Begin counts too", async ({ page }) => {
    await page.goto("/");
    await onScreen(page, "Welkom bij Mijn Brug");
    const asked = page.waitForRequest("**/welcome/en.json");
    const letGo = await hold(page, "**/welcome/en.json");
    await radio(page, "English").check();
    await asked;
    await button(page, "Begin").click();
    await onScreen(page, "Waar loop je tegenaan?");
    await letGo();
    await onScreen(page, "What is difficult right now?");
  });
});

test("a phone in English begins in English", async ({ otherPhone }) => {
  const page = await otherPhone({ locale: "en-GB" });
  await page.goto("/");
  await onScreen(page, "Welcome to Mijn Brug");
});

test("print: the plan stands on paper, with what is done and what is to do", async ({ page }) => {
  const { miniSteps } = await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  await page.goto(`/plan/ministap/${miniSteps[1]}`);
  await planMiniStep(page, { supporter: "mijn zus" });
  await makeAppointment(page, { withWhom: "Mijn begeleider", day: "2099-12-01", place: "Het Serviceplein" });
  await page.goto("/");
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await open(page, "/meer/afdrukken");
  await page.emulateMedia({ media: "print" });
  const paper = page.getByRole("main");
  await expect(paper.getByText("Gedaan: Zoek de brief")).toBeVisible();
  await expect(paper.getByText("Te doen: Bel de woningbouw")).toBeVisible();
  await expect(paper.getByText("Hulp van mijn zus")).toBeVisible();
  await expect(paper.getByText("Mijn begeleider")).toBeVisible();
  await expect(button(page, "Print")).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
});

test("print: the button opens the phone's own print screen", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await havePlan(page);
  await open(page, "/meer/afdrukken");
  await button(page, "Print").click();
  await expect(html(page)).toHaveAttribute("data-printed", "");
});
