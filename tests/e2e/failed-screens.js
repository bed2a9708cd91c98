// What the screens of a failed test showed.

import { appendFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../target/e2e-shown/", import.meta.url));

/** The file for a test, named by Playwright's id of the test, which is the same in each run. */
export const shownFile = (id) => path.join(folder, `${id}.txt`);

/** Writes down what the screens showed when a test failed: in CI, the log is all there is to read. */
export async function tell(context, id) {
  for (const page of context.pages()) {
    const aria = await page.locator("body").ariaSnapshot({ timeout: 5000 }).catch(String);
    const shown = `${page.url()}\n${aria.slice(0, 6000)}\n`;
    console.log(shown);
    await mkdir(folder, { recursive: true });
    await appendFile(shownFile(id), shown);
  }
}

/** Deletes what earlier runs wrote. */
export const forgetShown = () => rm(folder, { recursive: true, force: true });
