// The browser for the tests: the system's own, never one that a test tool downloads.

/** Path of the browser. */
export const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * Path of the same browser without its windows, menus and tabs: it draws and runs pages in the same way, in nearly half the time.
 * The full browser if there is no such program.
 */
export const shell = process.env.CHROMIUM_SHELL ?? browser;

/**
 * Flags that keep everything but the page under test away from the network and the graphics card. What draws without a graphics card
 * needs no process of its own: that takes a twelfth of the time off all tests.
 */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--in-process-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
