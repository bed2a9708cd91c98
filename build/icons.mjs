// Makes the app's icons (public/icons/*.png) from three drawings: `node build/icons.mjs`.
// public/theme/logo.svg has its own rounded corners; icon-maskable.svg fills its square and keeps the mark inside the safe
// circle of 80 % (https://www.w3.org/TR/appmanifest/#icon-masks). iOS rounds the corners itself and shows black under
// transparency, so its icon comes from the filled square too, cropped to the mark. The badge stands beside the clock of an Android
// phone, which shows only where it is not transparent: the mark in one colour.
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const root = new URL("../", import.meta.url);

/** One row per icon: file to write, drawing to use, edge in px, share of the drawing's edge that is shown. */
const ICONS = [
  { file: "public/icons/icon-192.png", drawing: "public/theme/logo.svg", edge: 192, shown: 1 },
  { file: "public/icons/icon-512.png", drawing: "public/theme/logo.svg", edge: 512, shown: 1 },
  { file: "public/icons/maskable-512.png", drawing: "build/icon-maskable.svg", edge: 512, shown: 1 },
  { file: "public/icons/apple-touch-icon.png", drawing: "build/icon-maskable.svg", edge: 180, shown: 0.84 },
  { file: "public/icons/badge-96.png", drawing: "build/icon-badge.svg", edge: 96, shown: 1 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const { file, drawing, edge, shown } of ICONS) {
    const svg = await readFile(new URL(drawing, root), "base64");
    const page = await browser.newPage({ viewport: { width: edge, height: edge } });
    const size = edge / shown;
    const offset = (edge - size) / 2;
    await page.setContent(
      `<img alt="" src="data:image/svg+xml;base64,${svg}"
        style="position:fixed;left:${offset}px;top:${offset}px;width:${size}px;height:${size}px">`,
    );
    await page.locator("img").evaluate((image) => image.decode());
    await writeFile(new URL(file, root), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
