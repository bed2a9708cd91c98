// Reduces a browser's screenshot to at most 256 colours: a third of the bytes, and screens of flat colours look the same.
//
// PNG (third edition, https://www.w3.org/TR/png-3/): reads what Chromium writes, 8-bit RGB or RGBA without interlacing,
// and writes an indexed picture. Colours are chosen by median cut.

import { constants, crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;

/** The picture of `png` as an indexed PNG. Throws if it is not a kind of PNG that screenshots have. */
export function smallerPng(png) {
  const { width, height, pixels } = read(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const boxes = medianCut([...counts].map(([colour, count]) => ({ colour, count })));
  const palette = Buffer.alloc(boxes.length * 3);
  const placeOf = new Map();
  boxes.forEach((box, place) => {
    palette.writeUIntBE(mean(box), place * 3, 3);
    for (const { colour } of box) placeOf.set(colour, place);
  });
  // Each line begins with its filter; 0 is none, which is best for an indexed picture.
  const lines = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, at) => {
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = placeOf.get(pixel);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const data = deflateSync(lines, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  const chunks = [chunk("IHDR", header), chunk("PLTE", palette), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

const red = (colour) => colour >> 16;
const green = (colour) => (colour >> 8) & 255;
const blue = (colour) => colour & 255;

/** The average colour of a box, weighted by the number of pixels. */
function mean(box) {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  const of = (channel) => Math.round(box.reduce((sum, { colour, count }) => sum + channel(colour) * count, 0) / total);
  return (of(red) << 16) | (of(green) << 8) | of(blue);
}

/** Divides colours into boxes of similar ones: repeatedly splits the box with the largest loss, at its widest channel. */
function medianCut(colours) {
  const boxes = [measured(colours)];
  while (boxes.length < mostColours) {
    boxes.sort((left, right) => right.loss - left.loss);
    const [widest] = boxes;
    if (widest.loss === 0) break;
    widest.box.sort((left, right) => widest.channel(left.colour) - widest.channel(right.colour));
    const middle = widest.box.reduce((sum, { count }) => sum + Math.sqrt(count), 0) / 2;
    let place = 0;
    for (let sum = 0; sum < middle; place += 1) sum += Math.sqrt(widest.box[place].count);
    place = Math.min(Math.max(place, 1), widest.box.length - 1);
    boxes.splice(0, 1, measured(widest.box.slice(0, place)), measured(widest.box.slice(place)));
  }
  return boxes.map(({ box }) => box);
}

function measured(box) {
  const spread = (channel) => {
    const values = box.map(({ colour }) => channel(colour));
    return values.reduce((most, value) => Math.max(most, value)) - values.reduce((least, value) => Math.min(least, value));
  };
  const channel = [green, red, blue].reduce((best, next) => (spread(next) > spread(best) ? next : best));
  // A few pixels of a rare colour, such as a thin line, must not be lost among the many pixels of a background.
  return { box, channel, loss: spread(channel) ** 2 * Math.sqrt(box.reduce((sum, { count }) => sum + count, 0)) };
}

function read(png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error("not a PNG");
  let header;
  const data = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") header = body;
    if (kind === "IDAT") data.push(body);
    at += 12 + length;
  }
  const [depth, colourType, , , interlace] = header.subarray(8);
  if (depth !== 8 || ![2, 6].includes(colourType) || interlace !== 0) throw new Error("not a browser's screenshot");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = colourType === 2 ? 3 : 4;
  const lines = unfilter(inflateSync(Buffer.concat(data)), width * size, height, size);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = lines.readUIntBE(at * size, 3);
  return { width, height, pixels };
}

/** Reverses PNG's five filters (section 9). */
function unfilter(filtered, stride, height, size) {
  const lines = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= size ? lines[at - size] : 0;
      const up = y > 0 ? lines[at - stride] : 0;
      const corner = x >= size && y > 0 ? lines[at - stride - size] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      lines[at] = filtered[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return lines;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
