// The main flows through the app, with the same steps in each engine: from Welkom to a finished mini-step, killed and restarted,
// without the service, paired, a review, a voucher at the till, a backup and its restoration, an update.
//
// `cargo xtask test --only engines` sets the browsers and the service's program; ENGINES=webkit uses one engine only.

import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { olderBuild } from "../e2e/older-build.js";
import { serve, web } from "../e2e/service.js";
import { button, field, finish, isGone, link, makePlan, navigation, onScreen, open } from "../e2e/steps.js";
import { enrol, hold, isSafe, pair, unlock } from "../e2e/paired.js";
import { Device, engines } from "./engines.js";

const WORDS = "vier gele fietsen";

/** Keeps the service from logging each request. */
const QUIET = ["--log-level", "warn"];

/** Whether the page's service worker has all files and controls this page. */
const WORKER_ANSWERS = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`;

/** Catches the next file that the app hands to the browser, as hexadecimal digits: each browser saves files in its own way. */
const CATCH_FILE = `(() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.arrayBuffer().then((bytes) => (window.caughtFile = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("")));
    return make.call(URL, blob);
  };
})()`;

for (const engine of engines) {
  describe(engine.name, { concurrency: 1 }, () => {
    let service, phone;

    before(async () => {
      service = await serve({ options: QUIET });
      phone = await Device.of(engine, service.url);
      console.log(phone.version);
    });

    after(async () => {
      await phone?.close();
      await service?.stop();
    });

    /** A test that prints what the screen showed when it failed. */
    const way = (name, walk) =>
      test(`${engine.name}: ${name}`, { timeout: 300_000 }, async () => {
        try {
          await walk();
        } catch (error) {
          const shown = await phone.page.evaluate("location.href + ' ' + document.body.innerText").catch(String);
          console.log(`${name}: the phone showed ${shown}`);
          throw error;
        }
      });

    way("from Welkom to a finished mini-step", async () => {
      await makePlan(phone.page, ["Zoek het nummer op", "Bel de woningbouw", "Schrijf het op"]);
      await finish(phone.page);
      await open(phone.page, "/");
      await phone.page.getByRole("heading", { name: "Bel de woningbouw" }).waitFor();
    });

    way("killed after Gelukt, and back", async () => {
      await finish(phone.page);
      await phone.kill();
      await phone.start();
      await open(phone.page, "/");
      await phone.page.getByRole("heading", { name: "Schrijf het op" }).waitFor();
    });

    way("without the service", async () => {
      await phone.page.waitForFunction(WORKER_ANSWERS);
      await service.pause();
      await open(phone.page, "/plan");
      await finish(phone.page);
      await open(phone.page, "/plan/terugblik");
      await phone.page.getByText("Schrijf het op").first().waitFor();
      await service.resume();
    });

    way("a copy, and back on another phone", async () => {
      await open(phone.page, "/meer/bewaren");
      await phone.page.evaluate(CATCH_FILE);
      await field(phone.page, "Bedenk een wachtwoord").fill(WORDS);
      await field(phone.page, "Nog een keer hetzelfde wachtwoord").fill(WORDS);
      await button(phone.page, "Maak kopie").click();
      await phone.page.waitForFunction("typeof window.caughtFile === 'string'");
      const file = path.join(tmpdir(), `mijn-brug-${process.pid}-${engine.name}.brug`);
      await writeFile(file, Buffer.from(await phone.page.evaluate("window.caughtFile"), "hex"));
      const other = await Device.of(engine, service.url);
      try {
        await open(other.page, "/meer/bewaren");
        await field(other.page, "Kies je kopie").setInputFiles(file);
        await field(other.page, "Het wachtwoord van de kopie").fill(WORDS);
        await button(other.page, "Zet kopie terug").click();
        await button(other.page, "Bekijk je plan").click();
        await open(other.page, "/plan/terugblik");
        await other.page.getByText("Bel de woningbouw").first().waitFor();
      } finally {
        await other.close();
        await rm(file, { force: true });
      }
    });

    describe(`${engine.name}, with a caseworker`, () => {
      let tablet, theirs, mine;

      before(async () => {
        mine = await Device.of(engine, service.url);
        theirs = await Device.of(engine, service.url);
        tablet = theirs.page;
      });

      after(async () => {
        await mine?.close();
        await theirs?.close();
      });

      const part = (name) =>
        tablet.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: new RegExp(name) }).click();

      way("paired", async () => {
        const enrolment = await service.command("team", "create", "Wijkteam Zuid", "--origin", service.url);
        await makePlan(mine.page, ["Zoek het nummer op"]);
        await enrol(tablet, enrolment.match(/http\S+/)[0]);
        await pair(mine.page, tablet);
        await isSafe(mine.page);
        await link(tablet, "Bekijk de brug").click();
        await tablet.getByText("Zoek het nummer op").first().waitFor();
      });

      way("a review: both agree", async () => {
        await link(tablet, "Gesprek").click();
        await button(tablet, "Begin het gesprek").click();
        await onScreen(tablet, "Welkom");
        await part("Afspreken");
        await tablet.getByRole("checkbox", { name: "Zoek het nummer op" }).check();
        await button(tablet, "Spreek dit samen af").click();
        await hold(tablet, "Inwoner zegt ja");
        await hold(tablet, "Begeleider zegt ja");
        await tablet.getByRole("heading", { name: "Dit is afgesproken" }).waitFor();
        await part("Samenvatting");
        await onScreen(tablet, "Samenvatting");
        await tablet.getByText("Zoek het nummer op").first().waitFor();
      });

      way("a voucher, at the till without the service", async () => {
        await part("Bonnen");
        await button(tablet, "Vertel over bonnen").click();
        await button(tablet, "Ja, laat bonnen zien").click();
        await button(tablet, "Geef een waardering").click();
        await field(tablet, "Hoeveel euro?").fill("25");
        await field(tablet, "Waarvoor is deze bon?").fill("Je zocht het zelf op.");
        await field(tablet, "Code").fill("8412093755261180");
        await button(tablet, "Geef de bon").click();
        await tablet.getByText(/De bon is gegeven/).waitFor();
        await isSafe(mine.page);
        await open(mine.page, "/bonnen");
        await mine.page.getByRole("link", { name: /Je zocht het zelf op/ }).waitFor();
        await mine.page.waitForFunction(WORKER_ANSWERS);
        await service.pause();
        await open(mine.page, "/bonnen");
        await mine.page.getByRole("link", { name: /Je zocht het zelf op/ }).click();
        await mine.page.getByRole("img", { name: "QR-code van deze bon" }).waitFor();
        await button(mine.page, "Ik heb deze bon gebruikt").click();
        await button(mine.page, "Ja, gebruikt").click();
        await mine.page.getByText(/^Gebruikt op/).waitFor();
        await service.resume();
      });

      way("back after a night: the caseworker unlocks", async () => {
        await theirs.kill();
        await theirs.start();
        tablet = theirs.page;
        await tablet.goto("/begeleider/");
        await unlock(tablet);
        await onScreen(tablet, "Inwoners");
      });
    });

    way("an update", async () => {
      const folder = await olderBuild();
      const older = await serve({ folder, options: QUIET });
      const device = await Device.of(engine, older.url);
      try {
        await makePlan(device.page, ["Bel de woningbouw"]);
        await device.page.waitForFunction(WORKER_ANSWERS);
        await open(device.page, "/");
        await device.page.getByRole("link", { name: "Menu van toen" }).waitFor();
        await older.pause();
        await older.resume(web);
        await open(device.page, "/afspraak");
        await field(device.page, "Met wie?").fill("Mijn begeleider");
        await device.page.getByText("Er is een nieuwe versie van deze app.").waitFor();
        await button(device.page, "Vernieuw de app").click();
        await isGone(device.page.getByRole("link", { name: "Menu van toen" }));
        await navigation(device.page).getByRole("link", { name: "Meer", exact: true }).waitFor();
        await device.page.waitForFunction(`[...document.querySelectorAll("main input")].some(({ value }) => value === "Mijn begeleider")`);
      } finally {
        await device.close();
        await older.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
