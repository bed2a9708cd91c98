// Starts one service for all tests, and stops it after the last test.

import { serve } from "./service.js";
import { forgetShown } from "./shown.js";

export default async function setup() {
  if (!process.argv.includes("--last-failed")) await forgetShown();
  const service = await serve();
  // The tests run in separate processes, which inherit the environment.
  process.env.MIJN_BRUG_URL = service.url;
  return service.stop;
}
