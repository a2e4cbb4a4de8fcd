// Posts webhooks over loopback to the generated receiver, many at once, and watches that none is lost and that memory
// stays flat. `npm run soak`: 200,000 webhooks, 64 at once; `--count N`, `--at-once N`, `--from DIR`, and `--seconds N`
// after which it gives up. Exit 0 where all is well, 1 where a webhook was lost, memory grew or the time was up.
import { fork } from "node:child_process";
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
  const { createReceiver, toNodeHandler } = await import(pathToFileURL(modules).href);
  let handled = 0;
  let sum = 0;
  const receiver = createReceiver({
    secret: SECRET,
    handlers: {
      [ACTION]: async ({ webhook_id }) => {
        handled += 1;
        sum += Number(webhook_id);
      },
    },
  });
  const server = createServer(toNodeHandler(receiver));
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
  process.on("message", () => {
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ handled, sum, rss, heapUsed });
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
    const [before, after] = JSON.stringify(sample("@")).split('"@"');
    const statuses = new Map();
    const heaps = [];
    let next = 1;
    const post = async () => {
      while (next <= count) {
        const number = next;
        next += 1;
        const status = await answered(agent, port, Buffer.from(`${before}"${number}"${after}`));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (number % Math.ceil(count / 10) === 0) heaps.push((await sampleMemory(server, number, start)).heapUsed);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, post));
    const last = await sampleMemory(server, count, start);
    const growth = Math.min(...heaps.slice(-3)) - Math.max(...heaps.slice(0, 2));
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${last.handled} of ${count} handled, ${atOnce} at once, in ${seconds.toFixed(1)} s: ${(count / seconds).toFixed(0)} a second`,
    );
    console.log(`answers: ${[...statuses].map(([status, times]) => `${times} times ${status}`).join(", ")}`);
    console.log(`heap after collection grew by ${megabytes(growth)}`);
    finish([
      ...(statuses.get(200) === count && statuses.size === 1 ? [] : ["not every answer was 200"]),
      ...(last.handled === count && last.sum === (count * (count + 1)) / 2 ? [] : ["webhooks were lost or came twice"]),
      ...(growth < HEAP_GROWTH ? [] : [`the heap grew by ${megabytes(growth)}`]),
    ]);
  } catch (error) {
    finish([String(error)]);
  }
}

function bundle(outfile) {
  const contents = `export { createReceiver } from "./${VERSION}/index.js"; export { toNodeHandler } from "./runtime/node.js";`;
  const stdin = { contents, resolveDir: resolve(values.from ?? join(root, "generated")), loader: "js" };
  return build({ stdin, outfile, bundle: true, platform: "node", format: "esm", target: "es2022", logLevel: "error" });
}

function sample(id) {
  const path = join(resolve(values.from ?? join(root, "generated")), VERSION, "samples", `${ACTION}.json`);
  return { ...JSON.parse(readFileSync(path, "utf8")), webhook_id: id, secret_key: SECRET };
}

/** The status; the text of the failure where none came. */
function answered(agent, port, body) {
  return new Promise((done) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
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
