// A vendor that sends each webhook until it is answered with 200, while receiver, worker and server are killed at random moments.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { signedRequest } from "../../src/runtime/authentication/sign.ts";
import type { Project, Vendor } from "./project.ts";
import type { Server } from "./servers.ts";
import { howManyKills } from "../faults/kill.ts";
import { freePort } from "../support/free-port.ts";

export type Random = () => number;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Program {
  /** SIGKILL: it has no time for anything. It is started again at once, as a supervisor does. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
  /** The last of what it wrote to stderr. */
  readonly errors: () => string;
}

function supervise(file: string, cwd: string, env: Readonly<Record<string, string>>): Program {
  let errors = "";
  let isStopped = false;
  let child = start();
  function start(): ChildProcess {
    const stdio = ["ignore", "ignore", "pipe"] as const;
    const started = spawn(process.execPath, [file], { cwd, env: { ...process.env, ...env }, stdio: [...stdio] });
    started.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-3000)));
    started.once("exit", () => {
      if (!isStopped) setTimeout(() => (child = isStopped ? child : start()), 50);
    });
    return started;
  }
  return {
    kill: () => void child.kill("SIGKILL"),
    stop: async () => {
      isStopped = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
    errors: () => errors,
  };
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
}

export interface Plant {
  readonly receiver: Program;
  readonly worker: Program;
  /** Posts the webhook once. */
  readonly post: (webhook: SentWebhook) => Promise<Answer>;
  /** The ids of the webhooks whose handler is done, each as often as it was. */
  readonly workedOff: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface SentWebhook {
  /** Unique: `webhook_id` in the body. */
  readonly id: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Ends the loops of a test that took too long. */
const STOPPED = "the receiver was stopped";

/** Receiver and worker of a recipe as processes of their own. */
export async function startPlant(recipe: string, project: Project, vendor: Vendor, server: Server): Promise<Plant> {
  const port = await freePort();
  const record = join(project.folder, `worked-off-${String(port)}.txt`);
  writeFileSync(record, "");
  const env = {
    ...{ REDIS_URL: server.url(), DATABASE_URL: server.url(), WEBHOOK_SECRET: vendor.secret },
    ...{ PORT: String(port), WORKED_OFF: record },
  };
  let isStopped = false;
  const receiver = supervise(`${recipe}-receiver.js`, project.folder, env);
  const worker = supervise(`${recipe}-worker.js`, project.folder, env);
  return {
    receiver,
    worker,
    post: async ({ id, name, body }) => {
      if (isStopped) throw new Error(STOPPED);
      // The characters that ids have in the wild, and those that queues take for their own.
      const signing = { secret: vendor.secret, id: `msg:1/${id} %{}` };
      const { method, headers, body: text } = await signedRequest(project.versionInfo, name, body, signing);
      try {
        const options = { method, headers, body: text, signal: AbortSignal.timeout(10_000) };
        const { status, headers: answered } = await fetch(`http://127.0.0.1:${String(port)}`, options);
        return { status, retryAfter: answered.get("retry-after") };
      } catch {
        return { status: 0, retryAfter: null };
      }
    },
    workedOff: () => {
      if (isStopped) throw new Error(STOPPED);
      return readFileSync(record, "utf8").split("\n").slice(0, -1);
    },
    stop: async () => {
      isStopped = true;
      await Promise.all([receiver.stop(), worker.stop()]);
    },
  };
}

/** What a vendor sends: documented webhooks of any name, one that is not documented, and text that is hard to store. */
export function webhookOf(project: Project, number: number, random: Random): SentWebhook {
  const { names } = project.versionInfo;
  const id = `w${String(number)}`;
  const name = names[Math.floor(random() * names.length)] ?? "";
  const body = { ...project.sampleOf(name), webhook_id: id };
  if (number % 20 === 3) return { id, name: "of_tomorrow", body: { ...body, action: "of_tomorrow" } };
  return number % 20 === 4
    ? { id, name, body: { ...body, organization_id: "\0 \ud800 ü 👍 \u2028" } }
    : { id, name, body };
}

/** As a vendor does: again and again until the answer is 200. Returns the other answers. */
export async function deliver(plant: Plant, webhook: SentWebhook, random: Random): Promise<readonly number[]> {
  const answers: number[] = [];
  for (;;) {
    const { status } = await plant.post(webhook);
    if (status === 200) return answers;
    answers.push(status);
    await wait(30 + random() * 200);
  }
}

export interface Chaos {
  /** Each of them answered with 200. */
  readonly accepted: readonly string[];
  /** Answers other than 200, 0 for none. */
  readonly refusals: ReadonlySet<number>;
}

/** Of the receiver and of the worker; the server crashes two times for three of them. */
const KILLS = howManyKills(3);

/** At least 100 webhooks, for as long as all the kills take. */
export async function chaos(plant: Plant, server: Server, project: Project, seed: number): Promise<Chaos> {
  const random = randomOf(seed);
  const accepted: string[] = [];
  const refusals = new Set<number>();
  let isKilling = true;
  let number = 0;
  const send = async (): Promise<void> => {
    while (isKilling || number < 100) {
      number += 1;
      const webhook = webhookOf(project, number, random);
      for (const status of await deliver(plant, webhook, random)) refusals.add(status);
      accepted.push(webhook.id);
      // The answer was lost on its way, so the vendor sends it again.
      if (random() < 0.15) for (const status of await deliver(plant, webhook, random)) refusals.add(status);
      await wait(random() * 400);
    }
  };
  /** In the middle of their work: some time after both have got on. */
  const moment = async (): Promise<void> => {
    const [received, worked] = [accepted.length, plant.workedOff().length];
    while (accepted.length === received || plant.workedOff().length === worked) await wait(20);
    await wait(random() * 800);
  };
  const crash = async (): Promise<void> => {
    await server.crash();
    await wait(500 + random() * 1000);
    await server.start();
  };
  const events = [
    ...Array<() => unknown>(KILLS).fill(plant.receiver.kill),
    ...Array<() => unknown>(KILLS).fill(plant.worker.kill),
    ...Array<() => unknown>(Math.round((KILLS * 2) / 3)).fill(crash),
  ];
  const kill = async (): Promise<void> => {
    for (const event of shuffled(events, random)) {
      if (random() < 0.8) await moment();
      await event();
    }
  };
  const killing = kill().finally(() => {
    isKilling = false;
  });
  await Promise.all([killing, ...Array.from({ length: 8 }, send)]);
  return { accepted, refusals };
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}
