import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { web } from "./service.js";

/**
 * Makes an older build of the web app, with other texts and so another list of files in its service worker. The caller deletes the
 * folder.
 */
export async function olderBuild() {
  const folder = await mkdtemp(path.join(tmpdir(), "mijn-brug-older-"));
  await cp(web, folder, { recursive: true });
  const edit = async (name, from, to) => {
    const file = path.join(folder, name);
    const text = await readFile(file, "utf8");
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${name} does not hold ${from}`);
    await writeFile(file, edited);
  };
  await edit("locales/nl.json", '"nav.more": "Meer"', '"nav.more": "Menu van toen"');
  // A service worker compares files by their revision.
  await edit("sw.js", /("?revision"?:)"[^"]*"(,"?url"?:"locales\/nl\.json")/, '$1"older"$2');
  for (const name of await readdir(folder, { recursive: true })) {
    if (/^(locales\/nl\.json|sw\.js)\.br$/.test(name)) await rm(path.join(folder, name));
  }
  return folder;
}
