// The recipes of docs/queues.md, against a Redis and a Postgres of their own.
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import PgBoss from "pg-boss";
import { proveRecipes, type Recipe } from "./prove-recipe.ts";

const bullmq: Recipe = {
  name: "bullmq",
  server: "redis",
  jobs: async (url) => {
    const connection = new Redis(url);
    const queue = new Queue<{ webhook: { webhook_id: string } }>("webhooks", { connection });
    try {
      const jobs = await queue.getJobs();
      return jobs.map(({ data }) => data.webhook.webhook_id);
    } finally {
      await queue.close();
      connection.disconnect();
    }
  },
};

const pgBoss: Recipe = {
  name: "pg-boss",
  server: "postgres",
  jobs: async (url) => {
    const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
    boss.on("error", () => undefined);
    await boss.start();
    try {
      const { rows } = await boss
        .getDb()
        .executeSql("SELECT data ->> 'job' AS job FROM pgboss.job WHERE name = $1", ["webhooks"]);
      return rows.map(({ job }: { job: string }) => String(JSON.parse(job).webhook.webhook_id));
    } finally {
      await boss.stop({ graceful: false });
    }
  },
};

proveRecipes([bullmq, pgBoss]);
