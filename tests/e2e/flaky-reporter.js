// The reporter for the second run of tests that failed in CI. A test that passes now depends on chance; the reporter prints what its
// screens showed when it failed, so that the log suffices to find the race.

import { readFileSync } from "node:fs";
import { shownFile } from "./failed-screens.js";

export default class Flaky {
  onTestEnd(test, { status }) {
    if (status !== "passed") return;
    let shown = "";
    try {
      shown = readFileSync(shownFile(test.id), "utf8");
    } catch {
      // It failed before it showed a screen.
    }
    console.log(`FLAKY ${test.titlePath().filter(Boolean).join(" › ")}\n${shown}`);
  }
}
