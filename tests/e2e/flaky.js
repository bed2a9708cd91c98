// The reporter of the second run of what failed in CI: a test that passes now depends on chance. It tells what its screens showed
// when it failed, so that the log is enough to find the race.

import { readFileSync } from "node:fs";
import { shownFile } from "./shown.js";

export default class Flaky {
  onTestEnd(test, { status }) {
    if (status !== "passed") return;
    let shown = "";
    try {
      shown = readFileSync(shownFile(test.id), "utf8");
    } catch {
      // It failed before it had a screen.
    }
    console.log(`FLAKY ${test.titlePath().filter(Boolean).join(" › ")}\n${shown}`);
  }
}
