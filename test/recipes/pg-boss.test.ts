// The recipe with pg-boss, against a Postgres of its own.
import PgBoss from "pg-boss";
import { proveRecipe } from "./prove-recipe.ts";

proveRecipe({
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
});
