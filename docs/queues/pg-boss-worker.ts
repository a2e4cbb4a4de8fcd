// Works the pg-boss queue off; start as many as are needed, under something that starts them again when they end.
import PgBoss from "pg-boss";
import { handlers, onUnknown } from "./handlers.js";
import { type Job, QUEUE, workOff } from "./job.js";

const boss = new PgBoss({
  connectionString: process.env["DATABASE_URL"] ?? "postgres://127.0.0.1/webhooks",
  schedule: false,
  maintenanceIntervalSeconds: 10, // how often it looks for jobs whose worker died
  // A delivery is recognized for as long as its job is not archived: longer than the vendor repeats it.
  archiveCompletedAfterSeconds: 7 * 24 * 3600,
  archiveFailedAfterSeconds: 365 * 24 * 3600, // and thrown away a week later
});
boss.on("error", console.error);
await boss.start();
await boss.createQueue(QUEUE);

for (let worker = 0; worker < 10; worker += 1) {
  const id = await boss.work<{ job: string }>(QUEUE, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
    boss.notifyWorker(id); // where there was a job, it looks for the next one at once
    for (const { data } of jobs) {
      const job: Job = JSON.parse(data.job);
      await workOff(job, handlers, onUnknown);
    }
  });
}

process.once("SIGTERM", () => void boss.stop().then(() => process.exit()));
