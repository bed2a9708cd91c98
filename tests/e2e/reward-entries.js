// What a caseworker gives and the resident answers, for tests of the resident's screens: entries that are added to the example plan.

import { readFile } from "node:fs/promises";

/** The example plan, which is shown as of 24 November 2026. */
const DEMO = new URL("../../public/demo/nl.json", import.meta.url);

export const OPEN_STEP = "77f97e4aac57d4e2";
const DONE_STEP = "abd3dc7aa0934862";

const both = (agreement) =>
  ["resident", "caseworker"].map((by) => ({ agreement_confirmed: { agreement, by, how: "shared_screen" } }));

/** Two agreed actions, one of them done. */
export const agreed = [
  { agreement_drafted: { agreement: "a000000000000001", actions: [{ mini_step: OPEN_STEP }, { mini_step: DONE_STEP }] } },
  ...both("a000000000000001"),
];

export const announced = [...agreed, { rewards_announced: {} }];

/** A promise for the open step, and one for the done step. */
export const promised = [
  { reward_promised: { promise: "b000000000000001", actions: [{ mini_step: OPEN_STEP }, { mini_step: DONE_STEP }], amount: 4000 } },
  { reward_promised: { promise: "b000000000000002", actions: [{ mini_step: DONE_STEP }], amount: 3000 } },
];

export const code = (text, symbology = "qr") => ({ text, symbology, shop_line: "Scan als cadeaukaart" });

/** A voucher; `n` determines its id. */
export const granted = (n, more = {}) => ({
  voucher_granted: {
    voucher: id(n),
    kind: { appreciation: {} },
    amount: 2500,
    reason: "Je bleef het proberen, ook toen het lastig was.",
    skill: "kept_going",
    from: "Begeleider",
    code: code("8412093755261180"),
    valid_until: "2027-05-31",
    ...more,
  },
});

export const id = (n) => `c00000000000000${n}`;

/** The resident paired the plan. */
export const paired = { paired: { pairing: 0, team: "Wijkteam Zuid", caseworker: "Begeleider" } };

/** The kinds of events that only the resident records. */
const residents = ["paired", "help_asked"];

/** Opens a screen of the example plan with these events added. */
export async function openWith(page, path, events) {
  await give(page, events);
  await page.goto(`${path}?demo`);
}

/** Adds these events to the example plan, from the page's next load on. */
export async function give(page, events) {
  const example = JSON.parse(await readFile(DEMO, "utf8"));
  const last = example.entries.at(-1);
  const entries = events.map((event, place) => ({
    ...last,
    lamport: last.lamport + 1 + place,
    author: "ca5e000000000001",
    role: residents.includes(Object.keys(event)[0]) ? "resident" : "caseworker",
    event,
  }));
  await page.unroute("**/demo/*.json");
  await page.route("**/demo/*.json", (route) => route.fulfill({ json: { ...example, entries: [...example.entries, ...entries] } }));
}
