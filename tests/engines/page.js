// A page in Firefox or WebKit with the few methods of Playwright's pages that the shared steps use, so that the same steps
// (tests/e2e/steps.js, paired.js) run in every engine. Below it is a driver: puppeteer or WebDriver.

import { setTimeout as pause } from "node:timers/promises";
import * as inPage from "./in-page.js";

/** The maximum time until an action shows its effect, in milliseconds. */
const TIMEOUT = 40_000;

/** The interval between two looks at an awaited state, in milliseconds. */
const EVERY = 100;

/** A name or text to look for, in a form that can be sent to the page. */
function wanted(name, exact = false) {
  if (name === undefined) return undefined;
  return name instanceof RegExp ? { source: name.source, flags: name.flags } : { text: name, exact };
}

/** Repeats `ask` until its result is not `undefined`. */
export async function until(what, ask) {
  const end = Date.now() + TIMEOUT;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      // The page may just be loading, so look again.
      last = error;
    }
    await pause(EVERY);
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** Elements of a page, looked up again at each use. */
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

  /** Waits until an element is there (`visible`) or none is (`detached`). */
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
    // WebKit handles keys one by one, and may drop some while the machine is busy: then set the text as a paste does.
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

  /** Does something with the first element, once it is there. */
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
   * @param {object} driver what the browser can do: `open`, `reload`, `url`, `run`, `element`, `click`, `type`, `upload`, `press`, `release`
   * @param {string} base the base address for paths
   */
  constructor(driver, base) {
    this.#base = base;
    // The steps read the address synchronously, so it is updated after each wait.
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

  /** The address as of the last wait. */
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

  /** Evaluates an expression in the page, and awaits a promise. */
  async evaluate(expression) {
    return this.#driver.run(expression);
  }

  /** Waits until an expression is true in the page. */
  async waitForFunction(expression) {
    await until(expression, async () => ((await this.#driver.run(expression)) === true ? true : undefined));
  }
}
