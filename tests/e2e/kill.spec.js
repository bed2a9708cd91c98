// The promise of "Gelukt": what the screen confirmed is on the disk. The browser is killed (SIGKILL, all its processes) at
// a random moment after the confirmation, and started again on the same profile.
//
// KILLS is the number of rounds; SEED repeats a run.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "./fixtures.js";
import { start } from "./killable-browser.js";
import { button, makePlan, onScreen, open } from "./steps.js";

const kills = Number(process.env.KILLS ?? 6);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Random numbers from 0 to 1, reproducible from a seed (mulberry32). */
function randomFrom(start) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(`after Gelukt shows, killing the browser loses nothing (${kills} times)`, async ({ baseURL }) => {
  test.setTimeout(60_000 + kills * 15_000);
  console.log(`SEED=${seed}`);
  const random = randomFrom(seed);
  const profile = await mkdtemp(path.join(tmpdir(), "mijn-brug-kill-"));
  let running = await start(profile, baseURL);
  try {
    const { miniSteps } = await makePlan(running.page, ["Bel de woningbouw"]);
    for (let round = 1; round <= kills; round += 1) {
      const wait = Math.floor(random() * 300);
      await test.step(`kill ${round}, after ${wait} ms`, async () => {
        await running.page.getByRole("link", { name: "Vandaag", exact: true }).click();
        await button(running.page, "Gelukt").click();
        await onScreen(running.page, "Het is gelukt");
        await pause(wait);
        await running.kill();
        running = await start(profile, baseURL);
        await open(running.page, `/plan/ministap/${miniSteps[0]}`);
        await expect(running.page.getByText("Gedaan: vandaag")).toBeVisible();
        // Put it back on the list for the next round.
        await button(running.page, "Zet terug op mijn lijst").click();
        await expect(button(running.page, "Gelukt")).toBeVisible();
      });
    }
  } finally {
    await running.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
