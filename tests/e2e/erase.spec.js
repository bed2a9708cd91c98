import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { begin, button, field, link, mark, onScreen, open, radio } from "./steps.js";

/** Everything that the browser stores for the app. */
const kept = (page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

const nothing = { databases: [], local: [], session: [], caches: [], workers: 0 };

test("erasing leaves nothing in any storage of the browser", async ({ page, baseURL }) => {
  await havePlan(page);
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
  await open(page, "/meer/weergave");
  await radio(page, "Donker").check();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await open(page, "/afspraak");
  await field(page, "Met wie?").fill("Half geschre");
  const before = await kept(page);
  for (const part of ["databases", "local", "caches", "workers"]) expect(before[part], part).not.toEqual(nothing[part]);

  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  // The app would start again at once; an empty page instead shows what is left at that moment.
  await page.route(`${baseURL}/`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>leeg</title>" }));
  await button(page, "Ja, wis alles").click();
  await expect(page).toHaveTitle("leeg");
  await expect.poll(() => kept(page)).toEqual(nothing);
});

test("the second question can be declined", async ({ page }) => {
  await havePlan(page);
  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  await expect(page.getByRole("dialog", { name: "Weet je het zeker?" })).toBeVisible();
  await button(page, "Nee, bewaar alles").click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await link(page, "Vandaag").click();
  await expect(page.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
});

test("after erasing, the app begins anew, also in another tab", async ({ page, context }) => {
  await havePlan(page);
  const other = await context.newPage();
  await open(other, "/");
  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  await button(page, "Ja, wis alles").click();
  await onScreen(page, "Welkom bij Mijn Brug");
  await onScreen(other, "Welkom bij Mijn Brug");
  await begin(page);
  expect(await page.content()).not.toContain("Bel de woningbouw");
});
