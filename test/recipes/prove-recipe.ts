// What every recipe of docs/queues.md must do, whatever its queue is. All of them at once: most of the time each waits, for a
// server that is down, a job that is tried again, or a worker's lease that ends.
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { builtBinary } from "../cli/support/binary.ts";
import { chaos, deliver, type Plant, randomOf, startPlant, webhookOf } from "./chaos.ts";
import { makeProject, makeRunnable, type Project, type Vendor, vendors } from "./project.ts";
import { describeServer } from "./servers.ts";

const SLOW = 400_000;

export interface Recipe {
  /** Start of its files' names. */
  readonly name: string;
  readonly server: "redis" | "postgres";
  /** The ids of the webhooks of all jobs that the queue holds, in whatever state. */
  readonly jobs: (url: string) => Promise<readonly string[]>;
}

export function proveRecipes(recipes: readonly Recipe[]): void {
  const hooksmith = builtBinary();
  const projects = new Map<Vendor, Project>();
  beforeAll(async () => {
    for (const vendor of Object.values(vendors)) {
      const project = await makeProject(vendor, hooksmith);
      makeRunnable(project);
      projects.set(vendor, project);
    }
  }, SLOW);
  const cases = recipes.flatMap((recipe) => Object.entries(vendors).map((of) => [recipe.name, ...of, recipe] as const));
  describe.concurrent.each(cases)("the recipe for %s, for a vendor %s", (name, _, vendor, { server: kind, jobs }) => {
    describeServer(kind, `on ${kind}`, (server) => {
      let plant: Plant | undefined;
      const start = async (): Promise<readonly [Plant, Project]> => {
        const project = projects.get(vendor);
        if (project === undefined) throw new Error("no project was made");
        plant = await startPlant(name, project, vendor, server);
        return [plant, project];
      };
      afterEach(async () => {
        await plant?.stop();
      });

      test(
        "answers 503 while the queue is silent or down, and 200 once it has the job",
        async () => {
          const [running, project] = await start();
          const random = randomOf(1);
          const [first, second, third] = [9003, 9004, 9005].map((number) => webhookOf(project, number, random));
          if (first === undefined || second === undefined || third === undefined) throw new Error("three are needed");
          await deliver(running, first, random);
          server.freeze();
          try {
            expect(await running.post(second)).toEqual({ status: 503, retryAfter: "10" });
          } finally {
            server.thaw();
          }
          await deliver(running, second, random);
          await server.crash();
          try {
            expect(await running.post(third)).toEqual({ status: 503, retryAfter: "10" });
          } finally {
            await server.start();
          }
          await deliver(running, third, random);
          await doneWith(running, [first.id, second.id, third.id]);
        },
        SLOW,
      );

      test(
        "loses nothing that was answered with 200 when receiver, worker and server are killed",
        async () => {
          const [running, project] = await start();
          const { accepted, refusals } = await chaos(running, server, project, vendor.hasIds ? 20 : 21);
          expect([...refusals].filter((status) => ![0, 503].includes(status))).toEqual([]);
          await doneWith(running, accepted);
          const queued = (await jobs(server.url())).filter((id) => accepted.includes(id));
          expect(new Set(queued)).toEqual(new Set(accepted));
          if (vendor.hasIds) expect(queued.toSorted()).toEqual(accepted.toSorted());
          else expect(queued.length).toBeGreaterThan(accepted.length);
        },
        SLOW,
      );
    });
  });
}

/** Waits until each of the webhooks was worked off at least once. */
async function doneWith(plant: Plant, accepted: readonly string[]): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const done = new Set(plant.workedOff());
    const lost = accepted.filter((id) => !done.has(id));
    if (lost.length === 0) return;
    if (tries === 1800)
      throw new Error(
        `${String(lost.length)} of ${String(accepted.length)} were lost: ${lost.slice(0, 10).join(" ")}\n` +
          `receiver: ${plant.receiver.errors()}\nworker: ${plant.worker.errors()}`,
      );
    await wait(100);
  }
}
