// Starts one service for all tests, and stops it after the last.

import { serve } from "./service.js";

export default async function setup() {
  const service = await serve();
  // The tests run in processes of their own; what stands in the environment reaches them.
  process.env.MIJN_BRUG_URL = service.url;
  return service.stop;
}
