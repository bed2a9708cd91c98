// The browser that the tests use: the system's own, never one that a test tool downloads.

/** Path of the browser. */
export const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * Path of the same browser without its windows, menus and tabs: it draws and runs pages as the whole one does, in nearly half the
 * time. The whole one where there is no such program.
 */
export const shell = process.env.CHROMIUM_SHELL ?? browser;

/** Nothing but the page under test may use the network or the graphics card. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
