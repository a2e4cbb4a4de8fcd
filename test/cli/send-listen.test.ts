// send and listen with the real binary: each against the other, over a real socket.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cpSync } from "node:fs";
import { builtBinary } from "./support/binary.ts";
import { start, type Started } from "./support/start.ts";

const hooksmith = builtBinary();
const secret = "tops3cret-value";
let folder = "";
let webhook = "";
const run = (...args: string[]) => hooksmith.run(args, { cwd: folder });
const send = (url: string, ...args: string[]) => run("send", "1.5", webhook, url, ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-send-"));
  cpSync(join(import.meta.dirname, "fixtures"), folder, { recursive: true });
  expect(run("generate").code).toBe(0);
  const [sample = ""] = readdirSync(join(folder, "generated/v1.5/samples"));
  webhook = sample.replace(/\.json$/, "");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function listening(
  args: readonly string[],
  use: (url: string, listen: Started) => Promise<void>,
): Promise<Started> {
  const listen = start(hooksmith.path(), ["listen", "1.5", ...args], folder);
  try {
    const [url = ""] = await listen.lines(1);
    await use(url, listen);
  } finally {
    listen.kill("SIGTERM");
    await listen.ended;
  }
  return listen;
}

describe("listen", () => {
  test("prints its address first, shows and records what send sends, and stops on SIGTERM", async () => {
    const listen = await listening(["--secret", secret, "--record", "captured"], (url) => {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(send(url, "--secret", secret)).toEqual({
        code: 0,
        out: expect.stringMatching(new RegExp(`^${webhook}: 200 in \\d+ ms\\n$`)),
        err: "",
      });
      expect(send(url, "--secret", "another-secret")).toMatchObject({ code: 1, out: expect.stringContaining("401") });
      return Promise.resolve();
    });
    const { code, out, err } = await listen.ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`\n200 valid  ${webhook}\n`);
    expect(out).toContain("\n401 unauthorized");
    expect(readdirSync(join(folder, "captured"))).toEqual([`000001-${webhook}.json`]);
    const recorded = readFileSync(join(folder, "captured", `000001-${webhook}.json`), "utf8");
    expect(recorded).toContain('"secret_key": "[redacted]"');
    expect(out + err + recorded).not.toContain(secret);
    expect(run("validate", "1.5", `captured/000001-${webhook}.json`).code).toBe(0);
  });

  test("--once ends with 0 after a valid body and with 1 after another, --json prints lines", async () => {
    const valid = await listening(["--once", "--json"], async (line, listen) => {
      const { url }: { url: string } = JSON.parse(line);
      expect(send(url).code).toBe(0);
      await listen.ended;
    });
    const { code, out } = await valid.ended;
    expect(code).toBe(0);
    expect(JSON.parse(out.split("\n")[1] ?? "")).toMatchObject({
      outcome: "valid",
      status: 200,
      name: webhook,
      body: { secret_key: "[redacted]" },
    });
    const invalid = await listening(["--once"], async (url, listen) => {
      expect(
        (await fetch(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).status,
      ).toBe(400);
      await listen.ended;
    });
    expect((await invalid.ended).code).toBe(1);
  });

  test("a body over 1 MiB gets its answer, and the next is taken", async () => {
    await listening([], async (url) => {
      const headers = { "content-type": "application/json" };
      const large = await fetch(url, { method: "POST", headers, body: "x".repeat(2 * 1024 * 1024) });
      expect(large.status).toBe(413);
      expect(send(url).code).toBe(0);
    });
  });

  test("a port in use is told", async () => {
    await listening([], (url) => {
      const { code, err } = run("listen", "1.5", "--port", new URL(url).port);
      expect(code).toBe(2);
      expect(err).toMatch(/can't be listened on: EADDRINUSE/);
      return Promise.resolve();
    });
  });
});

describe("send", () => {
  test("what is set arrives, and a member that no page names only by force", async () => {
    const listen = await listening(["--json"], (line) => {
      const { url }: { url: string } = JSON.parse(line);
      expect(send(url, "--set", "payload.note=hello")).toMatchObject({
        code: 2,
        err: expect.stringContaining('the docs name no member "payload.note" of '),
      });
      expect(send(url, "--force", "--set", "payload.note=hello", "--set", "payload.more.deep=[1]")).toMatchObject({
        code: 0,
      });
      return Promise.resolve();
    });
    const { out } = await listen.ended;
    expect(JSON.parse(out.split("\n")[1] ?? "")).toMatchObject({
      body: { payload: { note: "hello", more: { deep: [1] } } },
    });
  });

  test("a body that is not valid is not sent, unless it is forced", async () => {
    await listening([], (url) => {
      const refused = send(url, "--set", "payload=1", "--secret", secret);
      expect(refused).toMatchObject({ code: 1, out: "" });
      expect(refused.err).toMatch(/^\$\.payload: .*\nthe body is not valid and was not sent; --force sends it\n$/);
      expect(send(url, "--set", "payload=1", "--force")).toMatchObject({
        code: 1,
        out: expect.stringContaining("400"),
      });
      return Promise.resolve();
    });
  });

  test("the secret is in no message", () => {
    const { code, out, err } = send("http://127.0.0.1:1", "--secret", secret, "--set", `payload=${secret}`, "--force");
    expect(code).toBe(1);
    expect(err).toContain("[redacted]");
    expect(out + err).not.toContain(secret);
  });

  test.each<[string, { given: () => string[]; want: RegExp }]>([
    ["an address of another kind", { given: () => [webhook, "file:///etc/hosts"], want: /no http or https address/ }],
    [
      "a webhook that is not there",
      { given: () => ["nothing_like_it", "http://127.0.0.1:1"], want: /has no webhook "nothing_like_it"/ },
    ],
    [
      "a sample that is not there",
      { given: () => [webhook, "http://127.0.0.1:1", "--sample", "9"], want: /number 9 was asked for/ },
    ],
    [
      "a number that is none",
      { given: () => [webhook, "http://127.0.0.1:1", "--sample", "0"], want: /whole number from 1/ },
    ],
    [
      "a setting without a value",
      { given: () => [webhook, "http://127.0.0.1:1", "--set", "x"], want: /path=value is needed/ },
    ],
  ])("%s ends with 2", (_name, { given, want }) => {
    const { code, out, err } = run("send", "1.5", ...given());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(want);
  });

  test("a timeout ends with 1", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, "127.0.0.1", resolve);
    });
    const address = silent.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const ran = start(
      hooksmith.path(),
      ["send", "1.5", webhook, `http://127.0.0.1:${port}`, "--timeout", "100"],
      folder,
    );
    expect(await ran.ended).toMatchObject({ code: 1, err: expect.stringContaining("no answer came within 100 ms") });
    silent.closeAllConnections();
    silent.close();
  });
});
