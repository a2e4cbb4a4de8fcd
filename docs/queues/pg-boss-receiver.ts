// Puts every genuine webhook on a pg-boss queue, and answers 200 when Postgres has committed it.
import { createServer } from "node:http";
import { toNodeHandler } from "@hooksmith/livechat/node";
import { createReceiver } from "@hooksmith/livechat/v3.6";
import PgBoss from "pg-boss";
import { confirmed, type Job, knownJob, QUEUE, unknownJob } from "./job.js";

const boss = new PgBoss({
  connectionString: process.env["DATABASE_URL"] ?? "postgres://127.0.0.1/webhooks",
  supervise: false, // the workers do
  schedule: false,
});
boss.on("error", console.error);

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
  await confirmed(send(job));
}

async function send(job: Job): Promise<void> {
  // As text: jsonb refuses U+0000 and unpaired surrogates, which a webhook may hold.
  const sent = await boss.send(QUEUE, { job: JSON.stringify(job) }, { id: job.id, ...LASTING });
  // Null means that the job was sent before, or that there is no such queue.
  if (sent === null && (await boss.getJobById(QUEUE, job.id, { includeArchive: true })) === null)
    throw new Error(`there is no queue ${QUEUE}`);
}

const LASTING = {
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retentionDays: 365, // what no worker took by then is thrown away
  // The job of a worker that died is begun again after this time, so no handler may take longer.
  expireInSeconds: 30,
};

await boss.start();
await boss.createQueue(QUEUE);
createServer(toNodeHandler(receiver)).listen(Number(process.env["PORT"] ?? 3000));
