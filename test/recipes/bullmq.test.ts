// The recipe with BullMQ and ioredis, against a Redis of its own.
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { proveRecipe } from "./prove-recipe.ts";

proveRecipe({
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
});
