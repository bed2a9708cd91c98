// Reads codes from a picture as a till does, and makes photos of codes like those that people send.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { prepareZXingModule as prepareReader, readBarcodes } from "zxing-wasm/reader";
import { prepareZXingModule as prepareWriter, writeBarcode } from "zxing-wasm/writer";

/** Loads a part of zxing from its file, only once. */
function once(file, prepare) {
  let ready;
  return () =>
    (ready ??= readFile(fileURLToPath(import.meta.resolve(file))).then((wasmBinary) =>
      prepare({ overrides: { wasmBinary }, fireImmediately: true }),
    ));
}

const reader = once("zxing-wasm/reader/zxing_reader.wasm", prepareReader);
const writer = once("zxing-wasm/writer/zxing_writer.wasm", prepareWriter);

/** The codes in a PNG: `[{ format, text }]`. */
export async function codesIn(png) {
  await reader();
  const found = await readBarcodes(new Uint8Array(png), { formats: ["QRCode", "Code128"], tryHarder: true });
  return found.map(({ format, text }) => ({ format, text }));
}

/** A JPEG of codes `[[format, text], …]` on a table: askew, slightly out of focus, with text around them. */
export async function photoOf(page, codes) {
  await writer();
  const pictures = [];
  for (const [format, text] of codes) {
    const { svg, error } = await writeBarcode(text, { format, scale: 4 });
    if (error) throw new Error(error);
    pictures.push(`<p>Cadeaukaart € 25</p><div style="margin: 60px">${svg}</div><p>Geldig tot 2027</p>`);
  }
  await page.setViewportSize({ width: 1400, height: 1800 });
  await page.setContent(`<body style="background: #b9a58c; padding: 120px"><div style="background: #fffdf5; padding: 60px; width: 900px;
    transform: rotate(-6deg); filter: blur(0.7px) contrast(0.8)">${pictures.join("")}</div>`);
  return page.screenshot({ type: "jpeg", quality: 60 });
}
