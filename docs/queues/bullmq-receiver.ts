// Puts every genuine webhook on a BullMQ queue, and answers 200 when Redis has confirmed it.
import { createServer } from "node:http";
import { toNodeHandler } from "@hooksmith/livechat/node";
import { createReceiver } from "@hooksmith/livechat/v3.6";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { confirmed, type Job, knownJob, QUEUE, unknownJob } from "./job.js";

const queue = new Queue<Job>(QUEUE, {
  // Without a connection a job is refused at once, and not kept in this process.
  connection: new Redis(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379", { enableOfflineQueue: false }),
  defaultJobOptions: {
    attempts: 20,
    backoff: { type: "exponential", delay: 1000 },
    // A delivery is recognized for as long as its job is kept: longer than the vendor repeats it.
    removeOnComplete: { age: 7 * 24 * 3600 },
  },
});
queue.on("error", console.error);

const receiver = createReceiver({
  secret: process.env["WEBHOOK_SECRET"] ?? "",
  handlers: {},
  onUnhandled: (webhook, context) => put(knownJob(webhook, context)),
  onUnknown: (webhook, context) => put(unknownJob(webhook, context)),
  deadline: Infinity, // at a deadline it would answer 200 without the queue's word
  onError: (error) => console.error(error),
  onResult: ({ outcome, status }) => status >= 400 && console.warn(`${String(status)} ${outcome}`),
});

async function put(job: Job): Promise<void> {
  await confirmed(queue.add(job.name ?? "unknown", job, { jobId: job.id }));
}

await queue.waitUntilReady();
createServer(toNodeHandler(receiver)).listen(Number(process.env["PORT"] ?? 3000));
