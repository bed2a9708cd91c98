// Starts one service for all tests, and stops it after the last test. Refuses to test a build that is older than its sources.

import { whyStale } from "../../build/sources.js";
import { serve } from "./service.js";
import { forgetShown } from "./failed-screens.js";

export default async function setup() {
  // Someone who names another build chose it on purpose, so it is not checked.
  const why = process.env.MIJN_BRUG_WEB ? undefined : whyStale();
  if (why) throw new Error(why);
  if (!process.argv.includes("--last-failed")) await forgetShown();
  const service = await serve();
  // The tests run in separate processes, which inherit the environment.
  process.env.MIJN_BRUG_URL = service.url;
  return service.stop;
}
