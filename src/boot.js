// Starts a page's program and fetches its texts at the same time instead of afterwards.
//
// The program finds the promises in `window.mijnBrug`. If it cannot start, the person reads why and what to do.

import init, { name } from "program";
import { watchForeignTexts } from "./foreign-texts.js";

const words = {
  nl: {
    title: "Mijn Brug start nu niet",
    text: "Misschien is er geen internet, of is deze browser te oud. Wat je eerder hebt opgeslagen, is niet weg.",
    again: "Probeer het nog een keer",
    slow: "Het duurt lang. Is je internet traag? Wacht nog even, of probeer het later nog een keer.",
  },
  en: {
    title: "Mijn Brug can't start right now",
    text: "Maybe there is no internet, or this browser is too old. What you saved before is not lost.",
    again: "Try again",
    slow: "This takes long. Is your internet slow? Wait a little longer, or try again later.",
  },
};

const language = document.documentElement.dataset.language === "en" ? "en" : "nl";

/** Fetches the text of one of our files. Rejects if it is not available. */
function text(path) {
  const answer = fetch(path).then((response) => {
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.text();
  });
  // The program handles a failure when it awaits the text; until then, avoid an unhandled rejection.
  answer.catch(() => {});
  return answer;
}

// Not part of this bundle, because it must be available when this build is gone from the service.
const renewal = "/renew.js";
const renew = () => import(/* @vite-ignore */ renewal);

if (name === "resident" || name === "caseworker") {
  const renewed = async (what) => (await renew())[what]();
  window.mijnBrug = { locale: text(`/welcome/${language}.json`), fail: sayWhy, renew: renewed };
}
if (name === "resident") {
  // The browser fires this once, often before the program runs. Keep it for the screen that explains installation,
  // instead of the browser's own bar at a moment of its choice.
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    window.mijnBrug.install = event;
  });
}

/** Creates an element with a text, without a library: when this is needed, nothing else has loaded. */
function element(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = content;
  return made;
}

function showFailure() {
  const { title, text, again } = words[language];
  const button = element("button", "nl-button nl-button--primary", again);
  button.type = "button";
  button.addEventListener("click", () => location.reload());
  const box = element("div", "mb-screen", "");
  box.setAttribute("role", "alert");
  box.append(element("h1", "nl-heading nl-heading--level-1", title), element("p", "nl-paragraph", text), button);
  const main = element("main", "", "");
  main.append(box);
  (document.getElementById("app") ?? document.body).replaceChildren(main);
}

/** Shows why the page did not start, as far as known. */
function sayWhy() {
  renew()
    .then(({ show }) => show())
    .catch(showFailure);
}

try {
  // Before any software of the browser watches the page, so that this sees each change first: not `async`.
  watchForeignTexts(document.body);
} catch {
  // Without `MutationObserver`, a translated page may keep some outdated texts.
}

// If `first-paint.js` found that the app cannot run here, it shows why itself.
if (!("cannot" in document.documentElement.dataset)) {
  init().catch((error) => {
    // wasm-bindgen's own errors are only useful to a developer.
    console.error(error);
    sayWhy();
  });
  setTimeout(() => {
    const loading = document.querySelector("#app > .mb-loading [role=status]");
    if (loading) loading.textContent = words[language].slow;
  }, 20_000);
}
