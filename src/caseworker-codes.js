// Offers the caseworker's program a reader for the kinds of codes that shops use, in photos. zxing's own wasm is
// loaded when the first photo is chosen; the service worker has stored it on the device by then.
//
// The browser decodes the photo, so every image format it supports can be read; zxing gets the pixels.

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({ overrides: { locateFile: () => reader } });

const formats = ["QRCode", "Code128", "EAN13", "DataMatrix", "Aztec"];

/** The maximum side of the scaled photo in pixels: more would only take memory on a cheap device. */
const longest = 3000;

/** The texts of the codes in a photo. Rejects if it is no image or the reader is not available now. */
async function read(photo) {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(pixels, { formats, tryHarder: true });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

// `boot.js` has created this object.
window.mijnBrug.codes = read;
