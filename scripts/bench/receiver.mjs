// Measures the receiver against `JSON.parse` alone, for a body of 4 KB: ratios of medians of one run, rounds interleaved.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROUNDS = 60;
const CALLS = 1000;

const entryPoint = fileURLToPath(new URL("../../src/runtime/index.ts", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "bench-"));
const outfile = join(folder, "runtime.mjs");
await build({ entryPoints: [entryPoint], bundle: true, format: "esm", target: "es2023", outfile, logLevel: "error" });
const { createReceiverFor } = await import(pathToFileURL(outfile).href);
await rm(folder, { recursive: true });

const text = JSON.stringify(chatBody());
const bytes = Buffer.from(text);
const head = { method: "POST", contentType: "application/json", contentLength: String(bytes.length) };
const info = { version: "0", actions: ["incoming_chat"], payloadField: "payload", validate: () => undefined };
const create = createReceiverFor(info);
let count = 0;
const sync = create({ secret: chatBody().secret_key, handlers: { incoming_chat: () => void (count += 1) } });
const later = create({ secret: chatBody().secret_key, handlers: { incoming_chat: async () => void (count += 1) } });

const cases = {
  "JSON.parse of text": async () => JSON.parse(text),
  "receiver, text": () => sync.receive(text, head),
  "receiver, text, async handler": () => later.receive(text, head),
  "JSON.parse of bytes": async () => JSON.parse(bytes.toString()),
  "receiver, bytes": () => sync.receive(bytes, head),
};
const bases = { text: "JSON.parse of text", bytes: "JSON.parse of bytes" };

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(cases)) {
    const start = performance.now();
    for (let call = 0; call < CALLS; call += 1) await run();
    if (round >= ROUNDS / 4) times[name].push(((performance.now() - start) * 1000) / CALLS);
  }
}

console.log(`${bytes.length} bytes, medians of ${times[bases.text].length} rounds of ${CALLS}; ${count} handled`);
for (const name of Object.keys(cases)) {
  const base = name.includes("bytes") ? bases.bytes : bases.text;
  const ratio = median(times[name]) / median(times[base]);
  console.log(`${name.padEnd(32)}${median(times[name]).toFixed(2).padStart(8)} us  ${ratio.toFixed(3)}`);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function chatBody() {
  const users = Array.from({ length: 5 }, (_, index) => ({
    id: `b7eff798-f8df-4364-8059-649c35c9ed0${index}`,
    name: `Person ${index}`,
    email: `person${index}@example.com`,
    type: index === 0 ? "agent" : "customer",
    present: true,
    session_fields: [{ cart: "12" }, { plan: "team" }],
    avatar: "https://example.com/avatars/1.png",
  }));
  const events = Array.from({ length: 13 }, (_, index) => ({
    id: `Q20N9CKRX2_${index}`,
    created_at: "2019-12-17T07:57:41.512000Z",
    recipients: "all",
    type: "message",
    text: "some words, zażółć gęślą jaźń, and some more of them",
    author_id: "b7eff798",
    properties: {},
  }));
  return {
    webhook_id: "b3c5a1",
    secret_key: "sK9d8f7g6h5j4k3l2m1n0b9v8c7x6z5a",
    action: "incoming_chat",
    organization_id: "390e44e6-f1e6-0368c-z6ddb-74g14508c2ex",
    payload: {
      chat: {
        id: "PJ0MRSHTDG",
        users,
        properties: {},
        access: { group_ids: [0] },
        thread: { id: "K600PKZON8", events },
      },
    },
    additional_data: { chat_properties: {}, chat_presence_user_ids: ["a", "b"] },
  };
}
