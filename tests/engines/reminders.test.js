// The whole chain in Firefox: the app subscribes at a push service, our service sends at the requested time, the browser decrypts
// the message while the app is closed, and its service worker shows it, with or without the person's own words.
//
// `FIREFOX` names the browser, `MIJN_BRUG_SERVICE` the service's program. `cargo xtask test --only engines` sets both.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { pushService, sendsTo } from "../e2e/push-service.js";
import { serve } from "../e2e/service.js";

/** `ENGINES`, as in engines.js. */
const isChosen = process.env.ENGINES?.split(",").includes("firefox") ?? true;

/** The maximum wait in milliseconds: a reminder fires at a full minute. */
const TIMEOUT = 120_000;

const MINUTE = 60_000;

let push, service, browser;

before(async () => {
  if (!isChosen) return;
  push = await pushService();
  service = await serve({ options: sendsTo(push) });
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    // High enough for each screen: otherwise the bottom navigation may cover a button that puppeteer clicks.
    defaultViewport: { width: 800, height: 1600 },
    extraPrefsFirefox: {
      "dom.push.serverURL": `${push.socket}/`,
      "dom.push.connection.enabled": true,
      "dom.push.testing.allowInsecureServerURL": true,
      "alerts.useSystemBackend": false,
      // Allow notifications.
      "permissions.default.desktop-notification": 1,
      "intl.accept_languages": "nl",
    },
  });
});

after(async () => {
  await browser?.close();
  await service?.stop();
  await push?.stop();
});

/** An element, by its role and name. */
const found = (page, role, name) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);

const press = (page, name) => found(page, "button", name).click();

/** Clicks this label: a drawing covers the radio button or checkbox itself. */
const choose = (page, label) => page.locator(`::-p-xpath(//label[starts-with(normalize-space(), "${label}")])`).click();

/** The field with this label. */
const field = (page, label) => page.locator(`::-p-xpath(//*[@id = //label[normalize-space() = "${label}"]/@for])`);

const fill = (page, label, text) => field(page, label).fill(text);

/** Opens the form for own words. */
const unfold = (page) => page.locator(`::-p-xpath(//summary[normalize-space() = "Zelf schrijven"])`).click();

const sees = (page, name) => found(page, "heading", name).wait();

async function go(page, path) {
  await page.goto(new URL(path, service.url).href);
}

/** Makes a goal with a step and mini-steps, and returns the paths of the mini-steps. */
async function makePlan(page, names) {
  await go(page, "/");
  await press(page, "Begin");
  await sees(page, "Waar loop je tegenaan?");
  await go(page, "/plan/nieuw-doel/thuis.wonen");
  await unfold(page);
  await fill(page, "Wat wil jij?", "Een regeling voor de huur");
  await press(page, "Dit is mijn doel");
  await sees(page, "Wat doe je eerst?");
  const step = page.url();
  const paths = [];
  for (const name of names) {
    await page.goto(step);
    await unfold(page);
    await fill(page, "Wat ga je doen?", name);
    await choose(page, "Ja");
    await press(page, "Zet in mijn plan");
    await sees(page, "Staat in je plan");
    paths.push(new URL(page.url()).pathname.replace(/\/wanneer$/, ""));
  }
  return paths;
}

/** Sets a reminder for a mini-step. */
async function remind(page, path, moment) {
  await go(page, `${path}/herinnering`);
  await choose(page, "Zelf kiezen");
  const two = (number) => String(number).padStart(2, "0");
  await fill(page, "Of kies een andere dag", [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-"));
  await fill(page, "Hoe laat?", `${two(moment.getHours())}:${two(moment.getMinutes())}`);
  await press(page, "Bewaar");
}

/** Waits until the browser shows a notification with this title, and returns title and text of all notifications. */
async function shows(page, title) {
  const all = async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => [title, body]);
  };
  await page.waitForFunction(`(${all})().then((all) => all.some(([title]) => title === ${JSON.stringify(title)}))`);
  return page.evaluate(all);
}

/** The next successful request of the page to store a reminder. */
const kept = (page) =>
  page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().includes("/v1/reminders/") && answer.ok());

/** Chooses whether notifications say what they are about, and waits until the words are stored or removed. */
async function chooseWords(page, shown) {
  await go(page, "/meer/herinneringen");
  await choose(page, "Laat zien waar het over gaat");
  await page.waitForFunction(`caches.match("/notes/words").then((note) => note.json()).then(({ words }) => words.length > 0 === ${shown})`);
}

/** The next full minute that is at least `ahead` milliseconds away. */
const minuteAfter = (ahead) => new Date(Math.ceil((Date.now() + ahead) / MINUTE) * MINUTE);

test("a reminder arrives while the app is closed: with its own words if chosen, otherwise without", { timeout: 4 * TIMEOUT, skip: !isChosen }, async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(TIMEOUT);
  const [first, second] = await makePlan(page, ["Bel de woningbouw", "Zoek de brief"]);
  await remind(page, first, minuteAfter(MINUTE / 2));
  const sent = kept(page);
  await press(page, "Ja");
  await sent;
  await chooseWords(page, true);
  await page.goto("about:blank");
  await push.taken(1);
  await go(page, "/");
  assert.deepEqual(await shows(page, "Bel de woningbouw"), [["Bel de woningbouw", "Tik om je stap te zien."]]);
  const next = kept(page);
  await remind(page, second, minuteAfter(MINUTE / 2));
  await next;
  await chooseWords(page, false);
  await page.goto("about:blank");
  await push.taken(2);
  await go(page, "/");
  const neutral = (await shows(page, "Mijn Brug")).filter(([title]) => title === "Mijn Brug");
  assert.deepEqual(neutral, [["Mijn Brug", "Je hebt een herinnering. Tik om te lezen."]]);
  // Encrypted, and signed by our service.
  for (const { headers } of push.got) {
    assert.equal(headers["content-encoding"], "aes128gcm");
    assert.match(headers.authorization, /^vapid t=/);
  }
});
