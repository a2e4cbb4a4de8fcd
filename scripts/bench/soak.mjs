// Posts signed webhooks over loopback to the generated receiver, many at once, and watches that none is lost, that no wrong one
// is taken and that memory stays flat. Every other one differs from the docs, every tenth has a wrong signature.
// `npm run soak`: 200,000 webhooks, 64 at once; `--count N`, `--at-once N`, `--from DIR`, and `--seconds N` after which it
// gives up. Exit 0 where all is well, 1 where a webhook was lost, a wrong one was handled, memory grew or the time was up.
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const VERSION = "v3.6";
const ACTION = "incoming_chat";
const SECRET = "secret of the soak";
const HEADER = "x-signature";
/** How far the heap after a collection may lie above that of the first fifth, in bytes. */
const HEAP_GROWTH = 4e6;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    from: { type: "string" },
    count: { type: "string", default: "200000" },
    "at-once": { type: "string", default: "64" },
    seconds: { type: "string", default: "600" },
    serve: { type: "string" },
  },
});
if (values.serve === undefined) await soak();
else await serve(values.serve);

/** The receiver, in a process of its own; counts what it handles by number, and tells its memory when asked. */
async function serve(modules) {
  const { createReceiverFor, toNodeHandler, versionInfo } = await import(pathToFileURL(modules).href);
  let handled = 0;
  let different = 0;
  let sum = 0;
  const receiver = createReceiverFor({ ...versionInfo, authentication: { scheme: "hmac-sha256", header: HEADER } })({
    secret: SECRET,
    handlers: {
      [ACTION]: async ({ webhook_id }, { mismatches }) => {
        handled += 1;
        if (mismatches.length > 0) different += 1;
        sum += Number(webhook_id);
      },
    },
    onMismatch: () => undefined,
    onResult: () => undefined,
  });
  const server = createServer(toNodeHandler(receiver));
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
  process.on("message", () => {
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ handled, different, sum, rss, heapUsed });
  });
  process.on("disconnect", () => process.exit());
}

async function soak() {
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const modules = join(folder, "receiver.mjs");
  const [count, atOnce] = [Number(values.count), Number(values["at-once"])];
  await bundle(modules);
  const server = fork(fileURLToPath(import.meta.url), ["--serve", modules], { execArgv: ["--expose-gc"] });
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const timer = setTimeout(() => finish([`not done after ${values.seconds} s`]), Number(values.seconds) * 1000);
  const finish = (problems) => {
    clearTimeout(timer);
    agent.destroy();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
    for (const problem of problems) console.error(problem);
    process.exit(problems.length > 0 ? 1 : 0);
  };
  try {
    const { port } = await answerOf(server);
    const start = performance.now();
    const usual = JSON.stringify(sample("@")).split('"@"');
    const unlike = JSON.stringify(differing(sample("@"))).split('"@"');
    const expected = { handled: 0, different: 0, sum: 0 };
    const statuses = new Map();
    const heaps = [];
    let next = 1;
    const post = async () => {
      while (next <= count) {
        const number = next;
        next += 1;
        const isDifferent = number % 2 === 1;
        const isWrong = number % 20 === 3 || number % 20 === 8;
        const body = Buffer.from((isDifferent ? unlike : usual).join(`"${number}"`));
        const signature = createHmac("sha256", isWrong ? `${SECRET}.` : SECRET)
          .update(body)
          .digest("hex");
        if (!isWrong) {
          expected.handled += 1;
          expected.sum += number;
          if (isDifferent) expected.different += 1;
        }
        const status = await answered(agent, port, body, signature);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (number % Math.ceil(count / 10) === 0) heaps.push((await sampleMemory(server, number, start)).heapUsed);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, post));
    const last = await sampleMemory(server, count, start);
    const growth = Math.min(...heaps.slice(-3)) - Math.max(...heaps.slice(0, 2));
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${last.handled} of ${count} handled, ${last.different} of them unlike the docs, ${atOnce} at once, in ${seconds.toFixed(1)} s: ${(count / seconds).toFixed(0)} a second`,
    );
    console.log(`answers: ${[...statuses].map(([status, times]) => `${times} times ${status}`).join(", ")}`);
    console.log(`heap after collection grew by ${megabytes(growth)}`);
    finish([
      ...(statuses.get(200) === expected.handled ? [] : ["not every genuine webhook was answered with 200"]),
      ...((statuses.get(401) ?? 0) === count - expected.handled
        ? []
        : ["not every wrong webhook was answered with 401"]),
      ...(statuses.size <= 2 ? [] : ["there were other answers"]),
      ...(last.handled === expected.handled && last.sum === expected.sum
        ? []
        : ["webhooks were lost, came twice, or were taken although they are wrong"]),
      ...(last.different === expected.different ? [] : ["differences were not reported"]),
      ...(growth < HEAP_GROWTH ? [] : [`the heap grew by ${megabytes(growth)}`]),
    ]);
  } catch (error) {
    finish([String(error)]);
  }
}

function bundle(outfile) {
  const contents = `export { versionInfo } from "./${VERSION}/index.js";
export { createReceiverFor } from "./runtime/receiver.js";
export { toNodeHandler } from "./runtime/node.js";`;
  const stdin = { contents, resolveDir: resolve(values.from ?? join(root, "generated")), loader: "js" };
  return build({ stdin, outfile, bundle: true, platform: "node", format: "esm", target: "es2022", logLevel: "error" });
}

function sample(id) {
  const path = join(resolve(values.from ?? join(root, "generated")), VERSION, "samples", `${ACTION}.json`);
  return { ...JSON.parse(readFileSync(path, "utf8")), webhook_id: id };
}

/** Without a member that the docs require, and with a user of a type that they do not know. */
function differing(body) {
  return {
    ...body,
    organization_id: undefined,
    payload: { chat: { ...body.payload.chat, users: [{ id: "1", type: "visitor" }] } },
  };
}

/** The status; the text of the failure where none came. */
function answered(agent, port, body, signature) {
  return new Promise((done) => {
    const headers = { "content-type": "application/json", "content-length": body.length, [HEADER]: signature };
    const sent = request({ agent, port, host: "127.0.0.1", method: "POST", headers }, (response) => {
      response.resume().on("end", () => done(response.statusCode));
    });
    sent.on("error", ({ code }) => done(String(code)));
    sent.end(body);
  });
}

async function sampleMemory(server, number, start) {
  server.send("memory");
  const told = await answerOf(server);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(
    `${seconds} s ${String(number).padStart(7)} sent  heap ${megabytes(told.heapUsed)}  rss ${megabytes(told.rss)}`,
  );
  return told;
}

function answerOf(server) {
  return new Promise((done, reject) => {
    const ended = (code) => reject(new Error(`the receiver ended with ${code}`));
    server.once("exit", ended);
    server.once("message", (message) => {
      server.off("exit", ended);
      done(message);
    });
  });
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
