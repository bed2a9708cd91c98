// What every browser test has: an address, and the promise that nothing goes wrong unseen. A test fails when the page
// writes an error to the console (a blocked script or style does), when its program throws, and when it asks anything of
// another origin.

import { expect, test as base } from "@playwright/test";

/** Collects what goes wrong in a browser context. */
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

export const test = base.extend({
  /** Errors that a test brings about on purpose, as a pattern. */
  expectedErrors: [null, { option: true }],

  baseURL: async ({}, use) => use(process.env.MIJN_BRUG_URL),

  context: async ({ context, baseURL, expectedErrors }, use) => {
    const wrong = watch(context, new URL(baseURL).origin, expectedErrors);
    await use(context);
    expect(wrong).toEqual([]);
  },

  /** Makes a page on another phone: nothing of the first is on it. */
  otherPhone: async ({ browser, contextOptions, baseURL, expectedErrors }, use) => {
    const contexts = [];
    const seen = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale: "nl-NL", ...options });
      contexts.push(context);
      seen.push(watch(context, new URL(options.baseURL ?? baseURL).origin, expectedErrors));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(seen.flat()).toEqual([]);
  },
});

export { expect };
