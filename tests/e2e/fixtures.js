// What all browser tests share: an address, and a check for errors. A test fails if the page writes an
// error to the console (as for a blocked script or style), if its program throws, or if it requests anything from another origin.

import { expect, test as base } from "@playwright/test";
import { fillEverything, moment } from "./filled-plan.js";
import { tell } from "./failed-screens.js";

/** Collects the errors in a browser context. */
function watch(context, origin, expected) {
  const wrong = [];
  const note = (text) => {
    if (!expected?.test(text)) wrong.push(text);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => note(`error: ${error.error().stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) note(`other origin: ${url}`);
  });
  return wrong;
}

/** Reports a live region that is added to an existing screen with its text already in it: screen readers do not announce that. */
function hearPlaces() {
  const places = "[role=status], [role=alert]";
  const look = (node) => {
    const isScreen = (it) => it.matches(".mb-screen, .mb-loading") || it.querySelector(".mb-screen, .mb-loading");
    if (node.nodeType !== Node.ELEMENT_NODE || !document.querySelector(".mb-screen") || isScreen(node)) return;
    for (const place of [node, ...node.querySelectorAll(places)]) {
      if (place.matches(places) && place.textContent.trim()) console.error(`came with its words: ${place.outerHTML.slice(0, 200)}`);
    }
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(look);
  });
  observer.observe(document, { childList: true, subtree: true });
}

export const test = base.extend({
  /** Errors that a test causes on purpose, as a pattern. */
  expectedErrors: [null, { option: true }],

  /** Makes the test fail if a live region is added with its text in it: see [`hearPlaces`]. */
  isHeard: [false, { option: true }],

  baseURL: async ({}, use) => use(process.env.MIJN_BRUG_URL),

  /** Makes a plan that fills every screen, once per process of the test runner. */
  fill: [
    async ({ browser }, use) => {
      let filled;
      await use(() => (filled ??= fillOnce(browser)));
    },
    { scope: "worker" },
  ],

  /** Whether the phone of this test has the plan that fills every screen. */
  isFilled: [false, { option: true }],

  storageState: async ({ isFilled, fill }, use) => use(isFilled ? (await fill()).state : undefined),

  /** The paths of all screens of that plan. */
  paths: async ({ fill }, use) => use((await fill()).paths),

  page: async ({ page, isFilled }, use) => {
    if (isFilled) await page.clock.setFixedTime(moment);
    await use(page);
  },

  context: async ({ context, baseURL, expectedErrors, isHeard }, use, testInfo) => {
    const wrong = watch(context, new URL(baseURL).origin, expectedErrors);
    if (isHeard) await context.addInitScript(hearPlaces);
    await use(context);
    if (testInfo.errors.length > 0) await tell(context, testInfo.testId);
    expect(wrong).toEqual([]);
  },

  /** Opens a page on another phone, which shares nothing with the first. */
  otherPhone: async ({ browser, contextOptions, baseURL, expectedErrors, isHeard }, use, testInfo) => {
    const contexts = [];
    const seen = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale: "nl-NL", ...options });
      contexts.push(context);
      seen.push(watch(context, new URL(options.baseURL ?? baseURL).origin, expectedErrors));
      if (isHeard) await context.addInitScript(hearPlaces);
      return context.newPage();
    });
    for (const context of contexts) {
      if (testInfo.errors.length > 0) await tell(context, testInfo.testId);
      await context.close();
    }
    expect(seen.flat()).toEqual([]);
  },
});

async function fillOnce(browser) {
  const context = await browser.newContext({ baseURL: process.env.MIJN_BRUG_URL, locale: "nl-NL", timezoneId: "Europe/Amsterdam" });
  const page = await context.newPage();
  const paths = await fillEverything(page);
  const state = await context.storageState({ indexedDB: true });
  await context.close();
  return { paths, state };
}

export { expect };
