// Gives the caseworker's program a reader of the codes in a photo, in the kinds that shops use. zxing's own program is loaded
// when the first photo is chosen; the service worker has it on the device by then.
//
// The browser opens the photo, so that every kind of picture that it shows can be read; zxing gets the pixels.

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({ overrides: { locateFile: () => reader } });

const formats = ["QRCode", "Code128", "EAN13", "DataMatrix", "Aztec"];

/** The longest side that is looked at, in pixels: more would only cost a cheap device its memory. */
const longest = 3000;

/** The texts of the codes in a picture. Rejects when it is none, or the reader can't be had now. */
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

// `boot.js` ran before.
window.mijnBrug.codes = read;
