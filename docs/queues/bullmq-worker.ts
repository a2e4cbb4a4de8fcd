// Works the BullMQ queue off; start as many as are needed.
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { handlers, onUnknown } from "./handlers.js";
import { type Job, QUEUE, workOff } from "./job.js";

const worker = new Worker<Job>(QUEUE, ({ data }) => workOff(data, handlers, onUnknown), {
  connection: new Redis(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379", { maxRetriesPerRequest: null }),
  concurrency: 10,
  // The jobs of a worker that died are begun again some 20 seconds later, as often as it takes.
  lockDuration: 10_000,
  stalledInterval: 5000,
  maxStalledCount: 1000,
});
worker.on("error", console.error);
worker.on("failed", (job, error) => {
  console.error(`job ${String(job?.id)} failed ${String(job?.attemptsMade)} times`, error);
});

process.once("SIGTERM", () => void worker.close().then(() => process.exit()));
