// A plan that already exists, for tests of what comes after making one.

import { makePlan, open } from "./steps.js";

/** The plans that were made, by their arguments; one each per process of the test runner. */
const made = new Map();

/**
 * Gives a phone the plan that `makePlan` makes, in a third of the time. All phones get the same keys, ids and day, so a test that
 * pairs, syncs reminders or sets the clock makes its own.
 */
export async function havePlan(page, miniSteps = ["Bel de woningbouw"]) {
  const key = JSON.stringify(miniSteps);
  if (!made.has(key)) made.set(key, makeOnce(page.context().browser(), miniSteps));
  const { plan, path, state } = await made.get(key);
  await page.context().setStorageState(state);
  await open(page, path);
  return plan;
}

async function makeOnce(browser, miniSteps) {
  const context = await browser.newContext({ baseURL: process.env.MIJN_BRUG_URL, locale: "nl-NL", timezoneId: "Europe/Amsterdam" });
  const page = await context.newPage();
  const plan = await makePlan(page, miniSteps);
  const path = new URL(page.url()).pathname;
  const state = await context.storageState({ indexedDB: true });
  await context.close();
  return { plan, path, state };
}
