// The source of Testing Library, to run inside the tested page, where it finds elements by role, label and text.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.dirname(createRequire(import.meta.url).resolve("@testing-library/dom/package.json"));

export const testingLibrary = await readFile(path.join(folder, "dist/@testing-library/dom.umd.min.js"), "utf8");
