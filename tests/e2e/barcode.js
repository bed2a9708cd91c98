// Reads codes from a picture as a till does, with a reader that is not ours.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
let ready;

/** The codes in a PNG: `[{ format, text }]`. */
export async function codesIn(png) {
  ready ??= readFile(wasm).then((wasmBinary) => prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }));
  await ready;
  const found = await readBarcodes(new Uint8Array(png), { formats: ["QRCode", "Code128"], tryHarder: true });
  return found.map(({ format, text }) => ({ format, text }));
}
