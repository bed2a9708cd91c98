// A page in Firefox or WebKit with the few methods of Playwright's pages that the shared steps use, so that one set of steps
// (tests/e2e/steps.js, together.js) runs in every engine. What is under it is a driver: puppeteer or WebDriver.

import { setTimeout as pause } from "node:timers/promises";
import * as inPage from "./in-page.js";

/** The longest that a person's act may take to show, in milliseconds. */
const TIMEOUT = 40_000;

/** How often a state that is waited for is looked at. */
const EVERY = 100;

/** A name or text that is looked for, as the page can be told. */
function wanted(name, exact = false) {
  if (name === undefined) return undefined;
  return name instanceof RegExp ? { source: name.source, flags: name.flags } : { text: name, exact };
}

/** Asks until the answer is not `undefined`. */
async function until(what, ask) {
  const end = Date.now() + TIMEOUT;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      // The page may just be loading; the next look tells.
      last = error;
    }
    await pause(EVERY);
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** Elements of a page, found anew at each use. */
class Found {
  #driver;
  #chain;

  constructor(driver, chain) {
    this.#driver = driver;
    this.#chain = chain;
  }

  getByRole(role, { name, exact, level } = {}) {
    return this.#then({ by: "role", value: role, name: wanted(name, exact), level });
  }

  getByLabel(text, { exact } = {}) {
    return this.#then({ by: "label", text: wanted(text, exact) });
  }

  getByText(text, { exact } = {}) {
    return this.#then({ by: "text", text: wanted(text, exact) });
  }

  filter({ hasText }) {
    return this.#then({ by: "filter", text: wanted(hasText) });
  }

  nth(place) {
    return this.#then({ by: "nth", place });
  }

  first() {
    return this.nth(0);
  }

  async count() {
    return this.#driver.run(`(${inPage.find})(...args).length`, this.#chain);
  }

  /** Waits until it is there (`visible`) or gone (`detached`). */
  async waitFor({ state = "visible" } = {}) {
    const isThere = state === "visible";
    await until(`${this} to be ${state}`, async () => ((await this.count()) > 0 === isThere ? true : undefined));
    await this.#driver.look();
  }

  async textContent() {
    return this.#with((element) => this.#driver.run("args[0].textContent", element));
  }

  async inputValue() {
    return this.#with((element) => this.#driver.run("args[0].value", element));
  }

  async isChecked() {
    return this.#with((element) => this.#driver.run("args[0].checked", element));
  }

  async click() {
    await this.#act((element) => this.#driver.click(element));
  }

  async focus() {
    await this.#with((element) => this.#driver.run("args[0].focus()", element));
  }

  async check() {
    await this.#act(async (element) => {
      const label = await this.#driver.element(`(${inPage.label})(...args)`, element);
      await this.#driver.click(label);
    });
    await until(`${this} to be chosen`, async () => ((await this.isChecked()) ? true : undefined));
  }

  async fill(text) {
    await this.#act(async (element) => {
      const isTyped = await this.#driver.run("!['date', 'time'].includes(args[0].type)", element);
      await this.#driver.run(`(${inPage.setValue})(...args)`, element, isTyped ? "" : text);
      if (isTyped) await this.#driver.type(element, text);
    });
    // WebKit hands keys on one by one, and may swallow some while the machine is busy: then the text is put in as a paste does.
    const end = Date.now() + 3_000;
    while ((await this.inputValue()) !== text) {
      if (Date.now() > end) await this.#with((element) => this.#driver.run(`(${inPage.setValue})(...args)`, element, text));
      await pause(EVERY);
      if (Date.now() > end + 10_000) throw new Error(`${this} does not hold "${text}"`);
    }
  }

  async selectOption({ label }) {
    await this.#with((element) => this.#driver.run(`(${inPage.select})(...args)`, element, label));
  }

  async setInputFiles(file) {
    await this.#with((element) => this.#driver.upload(element, file));
  }

  toString() {
    return this.#chain.map(({ by, ...rest }) => `${by} ${JSON.stringify(rest)}`).join(" > ");
  }

  #then(step) {
    return new Found(this.#driver, [...this.#chain, step]);
  }

  /** Does something with the first of them, once it is there. */
  async #with(work) {
    return until(`${this}`, async () => {
      const element = await this.#driver.element(`(${inPage.find})(...args)[0]`, this.#chain);
      return element === undefined ? undefined : ((await work(element)) ?? null);
    });
  }

  async #act(work) {
    await this.#with(async (element) => {
      await this.#driver.run(`(${inPage.showWhole})(...args)`, element);
      await work(element);
    });
  }
}

/** A page of a browser. */
export class Page {
  #driver;
  #all;
  #base;
  #url = "about:blank";

  /**
   * @param {object} driver what the browser does: `open`, `reload`, `url`, `run`, `element`, `click`, `type`, `upload`, `press`, `release`
   * @param {string} base the address that paths belong to
   */
  constructor(driver, base) {
    this.#base = base;
    // The steps read the address without waiting, so it is looked at whenever they waited for something.
    this.#driver = { ...driver, look: async () => void (this.#url = await driver.url()) };
    this.#all = new Found(this.#driver, []);
    this.keyboard = { down: (key) => driver.press(key), up: (key) => driver.release(key) };
  }

  getByRole(...args) {
    return this.#all.getByRole(...args);
  }

  getByLabel(...args) {
    return this.#all.getByLabel(...args);
  }

  getByText(...args) {
    return this.#all.getByText(...args);
  }

  /** The address, as it was when something was last waited for. */
  url() {
    return this.#url;
  }

  async goto(path) {
    await this.#driver.open(new URL(path, this.#base).href);
  }

  async reload() {
    await this.#driver.reload();
  }

  async waitForURL(pattern) {
    await until(`an address like ${pattern}`, async () => {
      await this.#driver.look();
      return pattern.test(this.#url) ? true : undefined;
    });
  }

  /** Runs an expression in the page; a promise is waited for. */
  async evaluate(expression) {
    return this.#driver.run(expression);
  }

  /** Waits until an expression is true in the page. */
  async waitForFunction(expression) {
    await until(expression, async () => ((await this.#driver.run(expression)) === true ? true : undefined));
  }
}
