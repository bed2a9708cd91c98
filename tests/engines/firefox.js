// Firefox, driven by puppeteer over WebDriver BiDi.

import puppeteer from "puppeteer-core";
import { testingLibrary } from "./testing-library.js";

export const name = "Firefox";

/** Starts Firefox on a profile. */
export async function start(profile) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    defaultViewport: { width: 800, height: 1600 },
    userDataDir: profile,
    extraPrefsFirefox: { "intl.accept_languages": "nl", "intl.locale.requested": "nl" },
  });
  const [page] = await browser.pages();
  return {
    version: await browser.version(),
    driver: driver(page),
    kill: async () => {
      const ended = new Promise((resolve) => browser.process().once("exit", resolve));
      browser.process().kill("SIGKILL");
      await ended;
      await browser.disconnect().catch(() => {});
    },
    close: () => browser.close(),
  };
}

function driver(page) {
  const ready = async () => {
    if (!(await page.evaluate("typeof TestingLibraryDom === 'object'"))) await page.evaluate(testingLibrary);
  };
  /** Wraps an expression in a function of `args`. */
  const asFunction = (expression) => new Function("...args", `return ${expression}`);
  return {
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    url: async () => page.url(),
    run: async (expression, ...args) => {
      await ready();
      return page.evaluate(asFunction(expression), ...args);
    },
    element: async (expression, ...args) => {
      await ready();
      const handle = await page.evaluateHandle(asFunction(expression), ...args);
      return handle.asElement() ?? undefined;
    },
    click: (element) => element.click(),
    type: (element, text) => element.type(text),
    upload: (element, file) => element.uploadFile(file),
    press: (key) => page.keyboard.down(key),
    release: (key) => page.keyboard.up(key),
  };
}
