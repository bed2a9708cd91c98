// What a person does, in steps that tests share. Everything is found by role and name. The steps use only the methods that
// tests/engines/page.js has too, so that they run in every engine.

export const button = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" });
export const link = (page, name) => page.getByRole("link", { name, exact: typeof name === "string" });
export const field = (page, name) => page.getByLabel(name, { exact: true });
export const radio = (page, name) => page.getByRole("radio", { name });
export const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
export const navigation = (page) => page.getByRole("navigation", { name: /^Menu$/ });

/** Waits for a screen by its heading. */
export const onScreen = (page, name) => title(page, name).waitFor();

/** Waits until none of these is there. */
export const isGone = (found) => found.first().waitFor({ state: "detached" });

/** The last part of the address: the id of what the screen shows. */
export const idInAddress = (page) => new URL(page.url()).pathname.split("/").at(-1);

/** Sets the page's clock, from its next load on. */
export const at = (page, moment) => page.clock.setFixedTime(new Date(moment));

/** From Welkom to the question of what is difficult now. */
export async function begin(page) {
  await page.goto("/");
  await button(page, "Begin").click();
  await onScreen(page, "Waar loop je tegenaan?");
}

/** Opens what is behind "Meer erbij". */
export const openMore = (page) => page.getByText("Meer erbij", { exact: true }).click();

/** Opens the form for own words. */
export const inOwnWords = (page) => page.getByText("Zelf schrijven", { exact: true }).click();

/** Marks a position on the bridge by a tap on its sentence. Ends on Mijn brug. */
export async function mark(page, domain, sentence, { note, talk } = {}) {
  await follow(page, `/brug/plek/${domain}`);
  // The button that reads a sentence aloud comes after it, and has the sentence in its name.
  await button(page, sentence).first().click();
  await page.getByText("Jij zei:", { exact: true }).waitFor();
  if (note !== undefined || talk) {
    await openMore(page);
    if (talk) await page.getByRole("checkbox", { name: "Hier wil ik over praten" }).check();
    if (note !== undefined) await field(page, "Wil je er iets bij schrijven?").fill(note);
    await page.getByRole("heading", { level: 1 }).focus();
    await kept(page, 1);
  }
  await follow(page, "/brug");
  await onScreen(page, "Mijn brug");
}

/** Sets a goal in own words, and returns its id. Ends on its own screen. */
export async function setGoal(page, domain, wish) {
  await follow(page, "/plan/doel");
  // An answered domain has a tick, with words, after its name.
  await link(page, new RegExp(`^${domain}`)).click();
  await onScreen(page, "Wat wil je bereiken?");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").fill(wish);
  await button(page, "Dit is mijn doel").click();
  await page.waitForURL(/\/plan\/doel\/[^/]+\/begin/);
  const goal = new URL(page.url()).pathname.split("/").at(-2);
  await follow(page, `/plan/doel/${goal}`);
  await onScreen(page, wish);
  return goal;
}

/** Adds a step to the goal on the screen, and returns its id. Ends on the screen for a new mini-step. */
export async function addStep(page, name) {
  await field(page, "Welke stap brengt je dichterbij?").fill(name);
  await button(page, "Voeg stap toe").click();
  await page.waitForURL(/\/plan\/stap\/.+/);
  return idInAddress(page);
}

/** Adds a mini-step in own words that fits in a day to a step, and returns its id. Ends on its own screen. */
export async function addMiniStep(page, step, name) {
  await follow(page, `/plan/stap/${step}`);
  await inOwnWords(page);
  await field(page, "Wat ga je doen?").fill(name);
  await radio(page, "Ja").check();
  await button(page, "Zet in mijn plan").click();
  await onScreen(page, "Staat in je plan");
  const id = new URL(page.url()).pathname.split("/").at(-2);
  await follow(page, `/plan/ministap/${id}`);
  await onScreen(page, name);
  return id;
}

/** Makes a plan with one goal, one step and these mini-steps. */
export async function makePlan(page, miniSteps = ["Bel de woningbouw"], wish = "Een regeling voor de huur") {
  await begin(page);
  const goal = await setGoal(page, "Wonen", wish);
  const step = await addStep(page, "Praten met de woningbouw");
  const ids = [];
  for (const name of miniSteps) ids.push(await addMiniStep(page, step, name));
  return { goal, step, miniSteps: ids };
}

/** Waits until this many fields on the screen say that they were saved. */
export async function kept(page, n) {
  const said = page.getByRole("status").filter({ hasText: /^Bewaard$/ });
  await (n > 0 ? said.nth(n - 1).waitFor() : isGone(said));
}

/** Leaves a screen whose fields save by themselves. */
export async function ready(page) {
  const before = page.url();
  await button(page, "Klaar").click();
  // Compare the address: the next screen may have a button of the same name.
  await page.waitForURL((url) => url.href !== before);
}

/** Saves a form for something new, which closes once it is stored. */
export async function save(page) {
  await button(page, "Bewaar").click();
  await isGone(button(page, "Bewaar"));
}

/** Plans the mini-step on the screen. */
export async function planMiniStep(page, { day, time, when, supporter } = {}) {
  if (day) {
    await radio(page, "Andere dag").check();
    await field(page, "Welke dag?").fill(day);
  }
  if (time ?? when ?? supporter) await openMore(page);
  if (time) await field(page, "Hoe laat?").fill(time);
  if (when) {
    await inOwnWords(page);
    await field(page, "Of een ander moment").fill(when);
  }
  if (supporter) await field(page, "Wie helpt je?").fill(supporter);
  await page.getByRole("heading", { level: 1 }).focus();
  await kept(page, [day, time, when, supporter].filter(Boolean).length);
}

/** Adds an appointment. */
export async function makeAppointment(page, { withWhom, day, time, place, bring }) {
  await follow(page, "/afspraak");
  await field(page, "Met wie?").fill(withWhom);
  await field(page, "Welke dag?").fill(day);
  if (time) await field(page, "Hoe laat?").fill(time);
  if (place) await field(page, "Waar?").fill(place);
  if (bring) await field(page, "Wat neem je mee?").fill(bring);
  await save(page);
}

/** Marks the next mini-step on Vandaag as done. */
export async function finish(page) {
  await follow(page, "/");
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
}

/**
 * Opens a screen as a link in the app does, and waits until the app has drawn it. That takes a quarter of the time of `open`, which
 * loads the page: for the way to what a test is about.
 */
export const follow = (page, path) =>
  page.evaluate(`new Promise((drawn) => {
    if (location.pathname === ${JSON.stringify(path)}) drawn(null);
    const before = document.querySelector("h1");
    const look = () => {
      const now = document.querySelector("h1");
      if (!now || now === before) return;
      observer.disconnect();
      drawn(null);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    const link = Object.assign(document.createElement("a"), { href: ${JSON.stringify(path)} });
    document.body.append(link);
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    link.remove();
  })`);

/** Opens a screen by its address, and waits until the app has drawn it. */
export async function open(page, path) {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
}
