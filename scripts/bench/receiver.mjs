// Measures the generated package against `JSON.parse` alone and against a peer, for an `incoming_chat` of 4 KB; and what
// it costs to import a version. Ratios of medians of one run, rounds interleaved, beside their bounds: numbers to look at,
// no test. `npm run bench:package` takes generated/ as it is; `--from DIR` another folder, `--rounds N` more or fewer rounds.
import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Webhooks } from "@octokit/webhooks";
import Stripe from "stripe";

const VERSION = "v3.6";
const ACTION = "incoming_chat";
const SECRET = "sK9d8f7g6h5j4k3l2m1n0b9v8c7x6z5a";
/** Calls in a row: few, so that most rows of calls are not interrupted by other programs. */
const CALLS = 100;
const WARM_UP = 60;
/** Bytes that a receiver takes by default. */
const LIMIT = 1024 * 1024;
const WITH_HMAC = "JSON.parse and createHmac of bytes";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { from: { type: "string" }, rounds: { type: "string" } } });
const from = resolve(values.from ?? join(root, "generated"));
const rounds = Number(values.rounds ?? 400);

const folder = buildModules();
try {
  await measureCalls();
  await measureLargest();
  measureImport();
} finally {
  rmSync(folder, { recursive: true });
}

async function measureCalls() {
  const { createReceiver, versionInfo } = await import(pathToFileURL(join(folder, VERSION, "index.js")).href);
  const { createReceiverFor } = await import(pathToFileURL(join(folder, "runtime", "receiver.js")).href);
  const text = JSON.stringify({ ...sample(), secret_key: SECRET });
  const bytes = Buffer.from(text);
  const head = { method: "POST", contentType: "application/json", contentLength: String(bytes.length) };
  let count = 0;
  const handled = () => void (count += 1);
  const sync = createReceiver({ secret: SECRET, handlers: { [ACTION]: handled } });
  const later = createReceiver({ secret: SECRET, handlers: { [ACTION]: async () => handled() } });
  const signed = createReceiverFor({
    ...versionInfo,
    authentication: { scheme: "hmac-sha256", header: "x-signature" },
  });
  const byHmac = signed({ secret: SECRET, handlers: { [ACTION]: handled } });
  const hmac = () => createHmac("sha256", SECRET).update(bytes).digest("hex");
  const signature = hmac();
  const signedHead = { ...head, header: (name) => (name === "x-signature" ? signature : undefined) };
  const stripe = new Stripe("sk_test_x");
  const stripeHeader = stripe.webhooks.generateTestHeaderString({ payload: text, secret: SECRET });
  const peer = new Webhooks({ secret: SECRET });
  peer.on("push", handled);
  const delivery = { id: "1", name: "push", payload: text, signature: await peer.sign(text) };
  const cases = {
    "JSON.parse of text": { run: () => JSON.parse(text) },
    "parse and validate": { run: () => versionInfo.validate(ACTION, JSON.parse(text)), bound: 1.1 },
    "receiver, text": { run: () => sync.receive(text, head), waits: true, bound: 1.2 },
    "receiver, text, async handler": { run: () => later.receive(text, head), waits: true },
    "@octokit/webhooks verifyAndReceive": { run: () => peer.verifyAndReceive(delivery), waits: true },
    "JSON.parse of bytes": { run: () => JSON.parse(bytes.toString()) },
    "receiver, bytes": { run: () => sync.receive(bytes, head), waits: true, base: "JSON.parse of bytes" },
    [WITH_HMAC]: { run: () => [JSON.parse(bytes.toString()), hmac()] },
    "receiver, HMAC over bytes": {
      ...{ run: () => byHmac.receive(bytes, signedHead), waits: true, base: WITH_HMAC, bound: 1.2 },
    },
    "stripe constructEvent, bytes": {
      ...{ run: () => stripe.webhooks.constructEvent(bytes, stripeHeader, SECRET), base: WITH_HMAC },
    },
    "@octokit/webhooks, over the same": {
      ...{ run: () => peer.verifyAndReceive({ ...delivery, payload: bytes.toString() }), waits: true, base: WITH_HMAC },
    },
  };
  for (const result of [await sync.receive(text, head), await byHmac.receive(bytes, signedHead)])
    if (result.outcome !== "handled") throw new Error(`the sample was not handled: ${JSON.stringify(result)}`);

  const names = Object.keys(cases);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const index of names.keys()) {
      // Each case follows another one in turn.
      const name = names[(index * (1 + (round & 1) * (names.length - 2)) + Math.abs(round)) % names.length];
      const time = await timeOf(cases[name]);
      if (round >= 0) times[name].push(time);
    }
  }
  const load = loadavg()[0].toFixed(1);
  console.log(`${ACTION} of ${bytes.length} bytes; medians of ${rounds} rounds of ${CALLS} calls; ${count} handled`);
  console.log(`Node ${process.versions.node}, ${cpus().length} cores, load ${load}`);
  for (const [name, { base = names[0], bound }] of Object.entries(cases)) {
    const ratio = median(times[name]) / median(times[base]);
    const cells = [name.padEnd(36), `${median(times[name]).toFixed(2)} us`.padStart(10), ratio.toFixed(3).padStart(7)];
    console.log([...cells, verdict(ratio, bound, (value) => value.toFixed(2))].join("  ").trimEnd());
  }
}

async function timeOf({ run, waits = false }) {
  const start = performance.now();
  if (waits) for (let call = 0; call < CALLS; call += 1) await run();
  else for (let call = 0; call < CALLS; call += 1) run();
  return ((performance.now() - start) * 1000) / CALLS;
}

/** Genuine bodies of just the size limit, each made to cost a validator as much as it can: the receiver over JSON.parse. */
async function measureLargest() {
  const { createReceiver } = await import(pathToFileURL(join(folder, VERSION, "index.js")).href);
  const receiver = createReceiver({ secret: SECRET, handlers: { [ACTION]: () => undefined } });
  const entries = (count, make) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`key_${at}`, make(at)]));
  const user = ({ payload }) => payload.chat.users.find(({ type }) => type === "customer");
  const loads = {
    "empty carts": (body, size) => (user(body).carts = Array(size >> 1).fill({})),
    "empty users": (body, size) => (body.payload.chat.users = Array(size >> 1).fill({})),
    "users of a kind": (body, size) => {
      const { users } = body.payload.chat;
      body.payload.chat.users = Array.from({ length: size }, (_, at) => users[at % users.length]);
    },
    "session fields": (body, size) => (user(body).session_fields = Array.from({ length: size }, () => ({ k: "v" }))),
    "one wide session field": (body, size) => (user(body).session_fields = [entries(size, () => "v")]),
    "one wide, wrong": (body, size) => (user(body).session_fields = [entries(size, () => 1)]),
    "whole numbers": (body, size) => (user(body).group_ids = Array(size).fill(1)),
    "wrong numbers": (body, size) => (user(body).group_ids = Array(size).fill("")),
    dates: (body, size) =>
      (user(body).tickets = Array.from({ length: size }, (_, at) => ({
        ticket_id: "a",
        created_at: new Date(at * 1e6).toISOString(),
      }))),
    "unknown members": (body, size) =>
      Object.assign(
        body.payload,
        entries(size, (at) => at),
      ),
    "a long name": (body, size) => (user(body).session_fields = Array(50).fill({ ["~".repeat(size >> 6)]: 1 })),
    "one text": (body, size) => (body.payload.text = "x".repeat(size)),
    depth: (body, size) => (body.payload.deep = `@${size}`),
  };
  console.log("\nbodies of 1 MiB with the right secret: the receiver over JSON.parse, and what it holds above that");
  for (const [name, load] of Object.entries(loads)) {
    const text = largest(load);
    const bytes = Buffer.from(text);
    const parse = [];
    const whole = [];
    let outcome;
    for (let round = -2; round < 9; round += 1) {
      const start = processorTime();
      JSON.parse(bytes.toString());
      const parsed = processorTime();
      ({ outcome } = await receiver.receive(bytes));
      if (round >= 0) whole.push(processorTime() - parsed);
      if (round >= 0) parse.push(parsed - start);
    }
    const ratio = median(whole) / median(parse);
    const memory = heapOf(text);
    const cells = [
      `${name} (${outcome})`.padEnd(36),
      `${median(parse).toFixed(1)} ms`.padStart(10),
      ratio.toFixed(3).padStart(7),
    ];
    const held = `${memory.toFixed(0)} MB, ${verdict(memory, 64, (value) => `${value} MB`)}`;
    console.log([...cells, verdict(ratio, 1.5, (value) => value.toFixed(1)), held].join("  "));
  }
}

/** Milliseconds; other programs take none of it. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The largest body below the limit that a load of some size gives. */
function largest(load) {
  const made = (size) => {
    const body = { ...sample(), secret_key: SECRET };
    load(body, size);
    // Nested deeper than JSON.stringify goes.
    return JSON.stringify(body).replace(/"@(\d+)"/, (_, deep) => "[".repeat(deep) + "]".repeat(deep));
  };
  let [fits, exceeds] = [0, 1024];
  while (Buffer.byteLength(made(exceeds)) <= LIMIT) exceeds *= 2;
  while (exceeds - fits > 64) {
    const size = (fits + exceeds) >> 1;
    if (Buffer.byteLength(made(size)) <= LIMIT) fits = size;
    else exceeds = size;
  }
  return made(fits);
}

/** What a process holds more at its highest with the receiver than with JSON.parse alone, in MB. */
function heapOf(text) {
  const file = join(folder, "body.json");
  writeFileSync(file, text);
  const [receiver, parse] = ["receiver.receive(bytes)", "JSON.parse(bytes.toString())"].map((call) => {
    const script = `import { readFileSync } from "node:fs";
import { createReceiver } from ${JSON.stringify(pathToFileURL(join(folder, VERSION, "index.js")).href)};
const receiver = createReceiver({ secret: ${JSON.stringify(SECRET)}, handlers: {} });
const bytes = readFileSync(${JSON.stringify(file)});
await ${call};
console.log(process.resourceUsage().maxRSS);`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return (receiver - parse) / 1024;
}

/** Whole processes in pairs, with and without the import. */
function measureImport() {
  const script = join(folder, "import.mjs");
  writeFileSync(script, `import "./${VERSION}/index.js";\n`);
  const differences = [];
  for (let pair = 0; pair < 31; pair += 1) {
    const [one, other] = pair % 2 === 0 ? [["-e", "0"], [script]] : [[script], ["-e", "0"]];
    const [first, second] = [processTime(one), processTime(other)];
    if (pair > 0) differences.push(pair % 2 === 0 ? second - first : first - second);
  }
  const over = median(differences);
  const name = `import of ${VERSION}, over node -e 0`.padEnd(36);
  const shown = `${over.toFixed(1)} ms`.padStart(10);
  console.log(`${name}  ${shown}  ${"".padEnd(7)}  ${verdict(over, 15, (value) => `${value} ms`)}`);
}

function processTime(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** The package as it is published. */
function buildModules() {
  const outdir = join(mkdtempSync(join(tmpdir(), "bench-")), "package");
  execFileSync(process.execPath, ["dist/hooksmith.js", "build", "--generated", from, "--output", outdir]);
  return outdir;
}

function sample() {
  return JSON.parse(readFileSync(join(from, VERSION, "samples", `${ACTION}.json`), "utf8"));
}

function verdict(value, bound, show) {
  return bound === undefined ? "" : `at most ${show(bound)}: ${value <= bound ? "ok" : "over"}`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
