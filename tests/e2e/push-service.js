// A push service on this machine: like Mozilla's, it has a WebSocket for Firefox
// (https://mozilla-push-service.readthedocs.io/en/latest/design/) and an address that our service sends to (RFC 8030). It also
// makes subscriptions for tests without a real one, and decrypts their messages (RFC 8291).

import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const base64 = (bytes) => Buffer.from(bytes).toString("base64url");

/**
 * Starts the push service on a free port.
 *
 * @returns {Promise<{ origin: string, socket: string, stop: () => Promise<void>, got: { path: string, body: Buffer, headers: object }[],
 *   taken: (n: number) => Promise<void>,
 *   answers: Map<string, number>, subscription: () => Subscription }>} `got` are the messages that our service sent; `taken` waits
 *   until browsers have acknowledged `n` messages; `answers` holds the status for a path, or for `all` paths (otherwise 201)
 */
export async function pushService() {
  const [got, answers, channels, changed] = [[], new Map(), new Map(), new EventEmitter()];
  let nTaken = 0;
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const path = request.url;
    got.push({ path, body, headers: request.headers });
    const status = answers.get(path) ?? answers.get("all") ?? 201;
    if (status === 201) channels.get(path)?.(body);
    response.writeHead(status).end();
  });
  const browsers = new WebSocketServer({ server, handleProtocols: () => "push-notification" });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  browsers.on("connection", (browser) => {
    const say = (message) => browser.send(JSON.stringify(message));
    const answer = {
      hello: ({ uaid }) => say({ messageType: "hello", status: 200, uaid: uaid || randomUUID().replaceAll("-", ""), use_webpush: true }),
      register: ({ channelID }) => {
        const path = `/push/${channelID}`;
        const headers = { encoding: "aes128gcm" };
        channels.set(path, (body) => {
          // A browser drops a message whose version it has seen before.
          say({ messageType: "notification", channelID, version: randomUUID(), data: base64(body), headers });
        });
        say({ messageType: "register", status: 200, channelID, pushEndpoint: origin + path });
      },
      unregister: ({ channelID }) => {
        answers.set(`/push/${channelID}`, 410);
        say({ messageType: "unregister", status: 200, channelID });
      },
      ack: ({ updates }) => {
        nTaken += updates.length;
        changed.emit("taken");
      },
    };
    browser.on("message", (text) => {
      const message = JSON.parse(text);
      // An empty message is a ping.
      if (message.messageType === undefined) say({});
      else answer[message.messageType]?.(message);
    });
  });
  const stop = async () => {
    for (const browser of browsers.clients) browser.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const subscription = () => new Subscription(origin);
  const taken = async (n) => {
    while (nTaken < n) await once(changed, "taken");
  };
  return { origin, socket: origin.replace("http", "ws"), stop, got, taken, answers, subscription };
}

/** The options that make our service send there, at full minutes. */
export const sendsTo = ({ origin }) => ["--push-hosts", origin, "--reminder-step", "1"];

/** A browser's subscription, with the keys that decrypt its messages. */
export class Subscription {
  constructor(origin) {
    this.path = `/push/${randomUUID()}`;
    this.endpoint = origin + this.path;
    this.keys = createECDH("prime256v1");
    this.keys.generateKeys();
    this.auth = randomBytes(16);
  }

  /** The result of `PushSubscription.toJSON()`. */
  get json() {
    return { endpoint: this.endpoint, keys: { p256dh: base64(this.keys.getPublicKey()), auth: base64(this.auth) } };
  }

  /** Decrypts a message of one record: RFC 8291, section 3.4, and RFC 8188, section 2. */
  open(body) {
    const [salt, length] = [body.subarray(0, 16), body[20]];
    const [sender, sealed] = [body.subarray(21, 21 + length), body.subarray(21 + length)];
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.keys.getPublicKey(), sender]);
    const key = hkdfSync("sha256", this.keys.computeSecret(sender), this.auth, info, 32);
    const derive = (name, bytes) => Buffer.from(hkdfSync("sha256", Buffer.from(key), salt, `Content-Encoding: ${name}\0`, bytes));
    const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // The last byte that is not zero is the delimiter after the text.
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}
