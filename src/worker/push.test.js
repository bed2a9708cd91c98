// Tests what is shown for a message, and where a tap goes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { listen, pageFor, toShow } from "./push.js";

const message = (change = {}) =>
  JSON.stringify({
    web_push: 8030,
    mutable: true,
    notification: {
      title: "Mijn Brug",
      body: "Je hebt een herinnering. Tik om te lezen.",
      lang: "nl",
      dir: "ltr",
      tag: "a1B2-c3",
      navigate: "https://brug.example/",
      ...change,
    },
  }) + " ".repeat(100);

const note = { lang: "nl", words: [{ tag: "a1B2-c3", title: "Bel de woningbouw", body: "Als ik koffie op heb" }] };

const words = (text, kept) => {
  const { title, options } = toShow(text, kept);
  return [title, options.body, options.lang];
};

test("the person's own words, when they are there for this tag", () => {
  assert.deepEqual(words(message(), note), ["Bel de woningbouw", "Als ik koffie op heb", "nl"]);
});

test("the neutral text as it came, without own words", () => {
  const neutral = ["Mijn Brug", "Je hebt een herinnering. Tik om te lezen.", "nl"];
  for (const kept of [undefined, {}, { lang: "nl", words: [] }]) assert.deepEqual(words(message(), kept), neutral);
  assert.deepEqual(words(message({ tag: "other" }), note), neutral);
});

test("something is shown for every message", () => {
  for (const text of [undefined, "", "no json", "null", "[]", "7", '"x"', "{}", '{"notification":null}', '{"notification":7}']) {
    assert.deepEqual(words(text, undefined), ["Mijn Brug", "Je hebt een herinnering. Tik om te lezen.", "nl"], text);
    assert.deepEqual(words(text, { lang: "en", words: [] }), ["Mijn Brug", "You have a reminder. Tap to read it.", "en"], text);
    assert.deepEqual(words(text, { lang: "xx" }).slice(0, 2), ["Mijn Brug", "Je hebt een herinnering. Tik om te lezen."]);
  }
});

test("a tap leads to what it is about, and a tag can't lead elsewhere", () => {
  const path = (tag) => toShow(message({ tag }), undefined).options.data.path;
  assert.equal(path("a1B2-c3"), "/herinnering/a1B2-c3");
  for (const tag of ["test", "", "../begeleider", "//evil.example", "a b", "a".repeat(33), undefined, null, 7.5, {}]) {
    assert.equal(path(tag), "/", String(tag));
  }
});

test("each has a tag and rings", () => {
  for (const text of [message(), undefined, message({ tag: "//" })]) {
    const { options } = toShow(text, undefined);
    assert.ok(options.tag.length > 0 && options.renotify);
  }
});

test("a tap goes to the page that is looked at, and never to a caseworker's or the example", () => {
  const page = (path, visibilityState = "hidden") => ({ url: `https://brug.example${path}`, visibilityState });
  const [hidden, visible] = [page("/plan"), page("/brug", "visible")];
  assert.equal(pageFor([hidden, visible]), visible);
  assert.equal(pageFor([hidden]), hidden);
  const others = [page("/begeleider", "visible"), page("/begeleider/team", "visible"), page("/brug?demo", "visible")];
  assert.equal(pageFor(others), undefined);
  assert.equal(pageFor([...others, hidden]), hidden);
  assert.equal(pageFor([]), undefined);
});

/** A fake service worker that records what it is asked to do. */
function worker() {
  const asked = [];
  const note = (name) => async (...values) => void asked.push([name, ...values]);
  const it = Object.assign(new EventTarget(), { navigator: {} });
  it.registration = { showNotification: note("show"), pushManager: { subscribe: note("subscribe") } };
  it.clients = { matchAll: async () => [], openWindow: note("open") };
  listen(it);
  const happens = async (type, properties) => {
    const event = Object.assign(new Event(type), properties);
    const work = new Promise((resolve) => (event.waitUntil = resolve));
    it.dispatchEvent(event);
    await work;
    return asked.splice(0);
  };
  return { happens };
}

test("a declarative message, as Safari gives it, is shown like any other", async () => {
  const notification = { title: "Mijn Brug", body: "You have a reminder. Tap to read it.", lang: "en", tag: "a1" };
  const [[name, title, options]] = await worker().happens("push", { notification, data: null });
  assert.deepEqual([name, title, options.body, options.data.path], ["show", "Mijn Brug", notification.body, "/herinnering/a1"]);
});

test("a message without data is shown too", async () => {
  const [[name, title]] = await worker().happens("push", { data: null });
  assert.deepEqual([name, title], ["show", "Mijn Brug"]);
});

test("a tap opens the app when none of its pages is open", async () => {
  const closed = [];
  const notification = { data: { path: "/herinnering/a1" }, close: () => closed.push(true) };
  const asked = await worker().happens("notificationclick", { notification });
  assert.deepEqual([asked, closed], [[["open", "/herinnering/a1"]], [true]]);
});

test("a subscription that the browser ends is made anew with the same key, unless the browser did so itself", async () => {
  const options = { userVisibleOnly: true, applicationServerKey: new ArrayBuffer(65) };
  const changed = (event) => worker().happens("pushsubscriptionchange", event);
  assert.deepEqual(await changed({ oldSubscription: { options } }), [["subscribe", options]]);
  assert.deepEqual(await changed({ oldSubscription: { options }, newSubscription: {} }), []);
  assert.deepEqual(await changed({}), []);
});
