// Writes a Brotli copy (`.br`) of each file in a folder, if the copy is smaller. `node build/compress.js DIR`

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compressible = new Set([".html", ".css", ".js", ".wasm", ".json", ".svg", ".webmanifest", ".txt", ".xml"]);
const leastBytes = 200;
const brotli = promisify(brotliCompress);

const folder = process.argv[2];
const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

await Promise.all(
  files.map(async (file) => {
    // A copy without its file would be shipped but never served.
    if (file.endsWith(".br")) return files.includes(file.slice(0, -3)) ? undefined : rm(file);
    if (!compressible.has(path.extname(file))) return undefined;
    const bytes = await readFile(file);
    if (bytes.length < leastBytes) return undefined;
    const small = await brotli(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    return small.length < bytes.length ? writeFile(`${file}.br`, small) : undefined;
  }),
);
