// Damaged addresses, always the same ones for a seed: what messengers, mail and curious people make
// of links. `addresses.test.mjs` visits some hundreds of them in one page, `fuzz.mjs` thousands.

import assert from "node:assert/strict";
import { headline, headlineBecomes, opened } from "./support.mjs";

/** Sound addresses of every place, with every kind of part. */
const SOUND = [
  "#v1&cell=micro&bandwidth_mhz=40&qoe_min=0.7&choice=manual&tokens=300&power_w=2",
  "#v1&view=lab&run=1,5000,sdrl:de48d585acbbf832,sac:445876354e58cfb1,hidden:64,settled",
  "#v1&view=policy&distance_m=900&accounting=session&choice=agent",
  "#v1&view=assumptions&samples=20000&sample_seed=7",
  "#v1&view=teach&lesson=radio.2",
  "#v1&view=round",
  "#v1&view=builder&task.title=Half+the+carbon&task.open=tokens,power_w:1:10,cell&task.show=distance_m",
  "#v1&view=task&payload_bytes_per_token=5000&task.at_most_mg=14&task.minutes=9&task.hint=a~20b" +
    "&task.open=tokens,power_w:1:10&answer=tokens:330,power_w:6.5",
  "#v1&view=guide",
  "#v1&view=glossary",
  "#v1&grid_dc_g_per_kwh=44.18&grid_bs_g_per_kwh=44.18&zone=FRA",
  "#v1&model.params_billion=9.5&model.weight_bytes_per_param=1&model.kv_bytes_per_token=4096&model.layers=20",
  "#v1&site_embodied_kg=0&power_min_w=0.01&gpus=8&batch=512&prompt_tokens=100000&tokens_max=8192",
];

const PLACES = ["explore", "lab", "policy", "assumptions", "results", "teach", "round", "builder", "task", "guide", "glossary"];

/** Fields whose ends are far apart, and what lies at those ends. */
const FIELDS = [
  "power_min_w", "site_embodied_kg", "payload_bytes_per_token", "distance_m", "bandwidth_mhz", "tokens_max", "batch",
  "latency_max_s", "rate_min_kbps", "outage_max", "qoe_min", "kappa50", "sigma", "shadowing_db", "antenna_gain_db",
  "grid_dc_g_per_kwh", "grid_bs_g_per_kwh", "queue_s", "lifetime_y", "utilisation", "session_users", "prompt_tokens",
];
const EXTREMES = [
  "0", "5e-324", "1e-300", "1e-9", "0.01", "0.05", "0.1", "1", "2", "5", "10", "40", "100", "1000", "2000", "4096",
  "10000", "20000", "100000", "1000000", "10000000", "-20", "-40", "60",
];

/** What stands in the place of a value, or among the letters. */
const NASTY = [
  "", "0", "-0", "+1", "-1", "1e300", "1e-300", "5e-324", "1e999", "NaN", "inf", "0x10", "1,000", "1.000,5", "４０",
  "９".repeat(40), "9".repeat(400), "<img src=x>", "\u0000", "\u202e", "\ufeff", "%00", "%ff", "%2526", "%", "%u0041",
  "&amp;", "&&", "==", "#", "#v1", "v2", "?", ";", ":", ",", ",,,", "~zz", "~", "null", "undefined", "__proto__",
  "ffffffffffffffff", "0000000000000001", "tokens", "power_w", "radio.9", "moon", "𝟘", "é", "词元", "\n",
];

/** Numbers from 0 to 1 by a seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many damaged addresses. */
export function* damaged(count, seed) {
  const next = random(seed);
  const below = (bound) => Math.floor(next() * bound);
  const one = (list) => list[below(list.length)];
  const parts = () => one(SOUND).split("&");
  const changes = [
    (text) => text.slice(0, below(text.length + 1)),
    (text) => splice(text, below(text.length + 1), 0, one(NASTY)),
    (text) => splice(text, below(text.length + 1), 1 + below(4), ""),
    (text) => splice(text, below(text.length + 1), 1, String.fromCodePoint(32 + below(95))),
    (text) => swap(text, (list) => {
      const at = below(list.length);
      list[at] = list[at].replace(/=.*/, `=${one(NASTY)}`);
    }),
    (text) => `${text}&${one(FIELDS)}=${one(EXTREMES)}`,
    (text) => `${text}&${one(FIELDS)}=${one(EXTREMES)}&${one(FIELDS)}=${one(EXTREMES)}`,
    (text) => text.replace(/^#v1(&view=\w*)?/, `#v1&view=${one(PLACES)}`),
    (text) => swap(text, (list) => list.splice(below(list.length), 1, one(parts()))),
    (text) => swap(text, (list) => list.splice(below(list.length), 0, one(parts()), `${one(list).split("=")[0]}=${one(NASTY)}`)),
    (text) => swap(text, (list) => list.reverse()),
    (text) => swap(text, (list) => list.splice(1, 0, one(list))),
    (text) => encodeURIComponent(text),
    (text) => text.toUpperCase(),
  ];
  for (let index = 0; index < count; index += 1) {
    let text = one(SOUND);
    for (let change = below(4); change >= 0; change -= 1) text = one(changes)(text);
    yield text.startsWith("#") ? text : `#${text}`;
  }
}

const splice = (text, at, length, put) => text.slice(0, at) + put + text.slice(at + length);

function swap(text, change) {
  const list = text.split("&");
  change(list);
  return list.join("&");
}

/**
 * Opens them in this page, one after another, and fails at the first after which it has stopped.
 * `told` hears how many are done.
 */
export async function survives(page, url, addresses, told = () => {}) {
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  let done = 0;
  let last = [];
  for (const address of addresses) {
    last = [...last.slice(-4), address];
    const stopped = await page.goto(url + address).then(() => [], (error) => [error.message.split("\n")[0]]);
    done += 1;
    assert.deepEqual([...errors, ...stopped], [], `after ${done} addresses, the last of them\n${last.join("\n")}`);
    if (done % 100 === 0) told(done);
  }
  // It answers: a scene of its own, and the way back from wherever it was led.
  await page.goto(`${url}#v1`);
  await opened(page);
  const plain = await headline(page);
  await page.goto(`${url}#v1&grid_dc_g_per_kwh=0&grid_bs_g_per_kwh=0`);
  await page.waitForFunction((plain) => Number(document.querySelector("h1 [data-total-g]")?.dataset.totalG) !== plain, plain);
  await page.goto(`${url}#v1`);
  await headlineBecomes(page, plain);
  assert.deepEqual(errors, []);
  return done;
}
