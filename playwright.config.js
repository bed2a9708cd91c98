// Browser tests: a phone of 360 × 740 in Dutch, against the service with the built web app.
//
// `CHROMIUM` names the browser, `CHROMIUM_SHELL` the same one without its windows, `MIJN_BRUG_SERVICE` the service's program,
// `MIJN_BRUG_WEB` the built web app. `cargo xtask test --only e2e` sets the first three.

import { defineConfig } from "@playwright/test";
import { browser, flags, shell } from "./tests/e2e/browser.js";

/** Tests that need the whole browser: the shell shows no notifications, and stops a loading page in another way. */
const whole = /\/(push|missing-api)\.spec\.js$/;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "target/e2e",
  globalSetup: "./tests/e2e/setup.js",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A test that only passes the second time hides a race.
  retries: 0,
  timeout: 180_000,
  // Long enough for a busy machine; a passing test does not wait for it.
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    actionTimeout: 20_000,
    // TRACE=1 records what a failing test saw; it makes all tests slower.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
  },
  projects: [
    {
      name: "phone",
      testIgnore: whole,
      use: { browserName: "chromium", launchOptions: { executablePath: shell, args: flags } },
    },
    {
      name: "whole browser",
      testMatch: whole,
      use: { browserName: "chromium", launchOptions: { executablePath: browser, args: flags } },
    },
  ],
});
