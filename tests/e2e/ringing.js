// A phone that push messages can come to. Chromium can't be given a push service of ours, so its subscription is one of the test's;
// what our service sends there is opened with its keys and handed to the service worker by the browser's own tools.

import { expect, test as base } from "./fixtures.js";
import { pushService, sendsTo } from "./push-service.js";
import { serve } from "./service.js";
import { button, open } from "./steps.js";

export const choice = (page, name) => page.getByRole("switch", { name });

/** Runs in every page: the browser's question and its subscription, as the test wants them. */
function pretend() {
  // An empty page keeps nothing.
  if (location.protocol === "about:") return;
  const kept = localStorage;
  Object.defineProperty(Notification, "permission", { get: () => kept.getItem("test.permission") ?? "default" });
  Notification.requestPermission = async () => {
    kept.setItem("test.permission", kept.getItem("test.answer") ?? "granted");
    return Notification.permission;
  };
  const subscription = {
    toJSON: () => JSON.parse(kept.getItem("test.subscription")),
    unsubscribe: async () => kept.removeItem("test.subscription"),
  };
  PushManager.prototype.getSubscription = async () => (kept.getItem("test.subscription") ? subscription : null);
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    kept.setItem("test.subscription", await window.newSubscription(applicationServerKey));
    return subscription;
  };
}

/** A service with a push service behind it, and a way to make phones. */
export const test = base.extend({
  ringing: async ({ otherPhone }, use) => {
    const push = await pushService();
    const running = await serve({ options: sendsTo(push) });
    const phones = [];
    const phone = async (options = {}) => {
      const page = await otherPhone({ baseURL: running.url, permissions: ["notifications"], ...options });
      phones.push(await Phone.start(page, push));
      return phones.at(-1);
    };
    try {
      await use({ push, running, phone });
    } finally {
      // Before the service: they would go on asking it.
      for (const { page } of phones) await page.context().close();
      await running.stop();
      await push.stop();
    }
  },
});

export { expect };

/** A phone, with what it asked our service about reminders and the subscriptions that it got. */
export class Phone {
  static async start(page, push) {
    const phone = new Phone();
    Object.assign(phone, { page, push, asked: [], subscriptions: [] });
    await page.context().exposeFunction("newSubscription", () => {
      phone.subscriptions.push(push.subscription());
      return JSON.stringify(phone.subscriptions.at(-1).json);
    });
    await page.context().addInitScript(pretend);
    page.on("response", (answer) => {
      const { pathname, search } = new URL(answer.url());
      if (!pathname.startsWith("/v1/reminders/")) return;
      const request = answer.request();
      const asked = { method: request.method(), id: pathname.split("/").at(-1), search, status: answer.status() };
      phone.asked.push({ ...asked, body: request.postDataJSON() });
    });
    return phone;
  }

  /** What it asked with a method and was answered well, the newest last. */
  done(method) {
    return this.asked.filter((asked) => asked.method === method && asked.status < 300);
  }

  /** Waits until so many requests of a method were answered well; the newest. */
  async until(method, n = 1) {
    await expect.poll(() => this.done(method).length, { message: `${n} × ${method}` }).toBeGreaterThanOrEqual(n);
    return this.done(method).at(-1);
  }

  get subscription() {
    return this.subscriptions.at(-1);
  }

  /** Sets something that the pretended browser keeps. */
  async set(name, value) {
    await this.page.evaluate(([key, text]) => localStorage.setItem(key, text), [`test.${name}`, value]);
  }

  /** Switches reminders on. */
  async switchOn() {
    await open(this.page, "/meer/herinneringen");
    await choice(this.page, /Meldingen op deze telefoon/).check();
    await expect(button(this.page, "Stuur een testmelding")).toBeVisible();
  }

  /** Switches reminders off. */
  async switchOff() {
    await open(this.page, "/meer/herinneringen");
    // The screen begins with off, until it knows how it stands.
    const here = choice(this.page, /Meldingen op deze telefoon/);
    await expect(here).toBeChecked();
    await here.uncheck();
    await expect(button(this.page, "Stuur een testmelding")).toHaveCount(0);
  }

  /** The text of the newest message of our service to this phone. */
  async message(n = 1) {
    const mine = () => this.push.got.filter(({ path }) => path === this.subscription.path);
    await expect.poll(() => mine().length).toBeGreaterThanOrEqual(n);
    return this.subscription.open(mine().at(-1).body);
  }

  /** Has the browser hand a message to the service worker. */
  async deliver(data) {
    const tools = await this.page.context().newCDPSession(this.page);
    const found = new Promise((resolve) => {
      tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const ours = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && !scopeURL.includes("begeleider"));
        if (ours) resolve(ours);
      });
    });
    await tools.send("ServiceWorker.enable");
    const { registrationId, scopeURL } = await found;
    await tools.send("ServiceWorker.deliverPushMessage", { origin: new URL(scopeURL).origin, registrationId, data });
    await tools.detach();
  }

  /** The notifications that are on the screen: title and text. */
  notifications() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body }) => [title, body]);
    });
  }

  /** Taps a notification. */
  async tap(tag) {
    const [worker] = this.page.context().serviceWorkers();
    await worker.evaluate(async (tag) => {
      const [notification] = await self.registration.getNotifications({ tag });
      const event = new NotificationEvent("notificationclick", { notification });
      const work = new Promise((resolve) => Object.defineProperty(event, "waitUntil", { value: resolve }));
      self.dispatchEvent(event);
      await work;
    }, tag);
  }
}

/** Whether the service has a reminder: an id that is taken is refused to a stranger. */
export async function keeps(running, { id, body }) {
  const url = new URL(`/v1/reminders/${id}`, running.url);
  const headers = { authorization: `Bearer ${"a1".repeat(32)}`, "content-type": "application/json" };
  const { status } = await fetch(url, { method: "PUT", headers, body: JSON.stringify({ ...body, log: undefined }) });
  if (status === 200) await fetch(url, { method: "DELETE", headers });
  expect([200, 409]).toContain(status);
  return status === 409;
}

/** Asks our service for a message with this tag, as the app does for a test. */
export async function send(running, subscription, tag) {
  const { endpoint, keys } = subscription.json;
  const body = { subscription: { endpoint, ...keys }, tag, lang: "nl", page: `${running.url}/` };
  const headers = { authorization: `Bearer ${"5e".repeat(32)}`, "content-type": "application/json" };
  const answer = await fetch(new URL("/v1/test-reminders", running.url), { method: "POST", headers, body: JSON.stringify(body) });
  expect(await answer.json()).toEqual({ outcome: "sent" });
}
