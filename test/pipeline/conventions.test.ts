// Vendors whose webhooks are named and wrapped in other ways, each from a page to everything that is made of it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runDiff } from "../../src/cli/diff.ts";
import { runObserve } from "../../src/cli/observe.ts";
import { runSend } from "../../src/cli/send.ts";
import { runStubs } from "../../src/cli/stubs.ts";
import { runValidate } from "../../src/cli/validate.ts";
import { headersFile } from "../../src/check/parse-bodies.ts";
import { runExplain } from "../../src/cli/explain.ts";
import { runListen } from "../../src/cli/listen.ts";
import { applyCorrections } from "../../src/model/corrections/apply-corrections.ts";
import { explainTarget } from "../../src/model/explain-target.ts";
import { generate } from "../../src/pipeline.ts";
import { loadModel } from "../../src/pipeline/load-model.ts";
import { parseCorrections } from "../../src/register/read-corrections.ts";
import { recorder } from "../cli/support/recorder.ts";
import { compileErrors } from "../support/compile-package.ts";

interface Vendor {
  /** Lines below `conventions:` of the register. */
  readonly conventions: readonly string[];
  /** The name in the header, and the body. */
  readonly request: (name: string, payload: object) => { readonly name?: string; readonly body: object };
  readonly paid: string;
  readonly closed: string;
  /** How the body of a payload is validated: the pointer to its members. */
  readonly below: string;
  readonly nameAt: string;
}

const sent = { sent_at: "2026-02-03T04:05:06Z" };
const vendors: Readonly<Record<string, Vendor>> = {
  "a name and a payload as members": {
    conventions: ["discriminator: event", "payload: data"],
    request: (event, data) => ({ body: { event, ...sent, data } }),
    ...{ paid: "order.paid", closed: "order.closed", below: "/data", nameAt: "/event" },
  },
  "a name deeper in a flat body": {
    conventions: ["discriminator: data.kind", "payload: none"],
    request: (kind, rest) => ({ body: { ...sent, data: { kind, ...rest } } }),
    ...{ paid: "order_paid", closed: "order_closed", below: "/data", nameAt: "/data/kind" },
  },
  "a name in a header": {
    conventions: ["discriminator: { header: X-Shop-Event }", "payload: none"],
    request: (name, body) => ({ name, body }),
    ...{ paid: "order/paid", closed: "order/closed", below: "", nameAt: "" },
  },
  "a name in a header that headings spell in words": {
    conventions: ["names: heading", "discriminator: { header: X-Shop-Event }"],
    request: (name, body) => ({ name, body }),
    ...{ paid: "Order Paid", closed: "Closed", below: "", nameAt: "" },
  },
  "a name and a payload in one member": {
    conventions: ["discriminator: event.type", "payload: event.data"],
    request: (type, data) => ({ body: { ...sent, event: { id: "e1", type, data } } }),
    ...{ paid: "order.paid", closed: "order.closed", below: "/event/data", nameAt: "/event/type" },
  },
};

const paidBefore = { order_id: "o1", total: 12.5 };
const paidNow = { order_id: "o1", total: 12.5, currency: "EUR" };
const closedNow = { order_id: "o2", reason: "sold out" };

function page({ request, paid, closed }: Vendor, payload: object): string {
  const section = (name: string, words: string, value: object): readonly string[] => [
    ...["", `## ${name}`, "", words, "", "```json", JSON.stringify(request(name, value).body, null, 2), "```"],
  ];
  return [
    "# What our shop posts to you",
    ...section(paid, "The buyer's money has come in.", payload),
    ...section(closed, "Nobody can buy from this order any more.", closedNow),
    "",
  ].join("\n");
}

const dotted = (pointer: string): string => pointer.replaceAll("/", ".");

const root = mkdtempSync(join(tmpdir(), "hooksmith-conventions-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe.each(Object.entries(vendors))("of %s", (title, vendor) => {
  const folder = join(root, title.replaceAll(" ", "-"));
  const at = (...path: readonly string[]): string => join(folder, ...path);
  const output = at("generated");
  const paid = (payload: object = paidNow) => vendor.request(vendor.paid, payload);
  const inHeader = paid().name !== undefined;

  beforeAll(async () => {
    const version = (name: string): readonly string[] => [
      `  - version: "${name}"`,
      "    status: stable",
      "    pages:",
      `      - { kind: webhooks, file: v${name}.md }`,
    ];
    const register = [
      'package: "@acme/shop-webhooks"',
      "conventions:",
      ...[...vendor.conventions, "authentication: none"].map((line) => `  ${line}`),
      "versions:",
      ...version("1"),
      ...version("2"),
      "",
    ];
    write(at("docs-input/sources.yaml"), register.join("\n"));
    write(at("docs-input/v1.md"), page(vendor, paidBefore));
    write(at("docs-input/v2.md"), page(vendor, paidNow));
    const { findings } = await generate({ input: at("docs-input"), output });
    expect(findings.filter(({ fatal }) => fatal === true).map(String)).toEqual([]);
  }, 60_000);

  const modelOf = async (version: string) => {
    const { model, problem } = await loadModel(output, version);
    if (model === undefined) throw new Error(problem);
    return model;
  };
  const idOf = async (name: string): Promise<string> => {
    const webhook = (await modelOf("2")).webhooks.find((one) => one.name === name);
    if (webhook === undefined) throw new Error(`no webhook ${name}`);
    return webhook.id;
  };

  test("headings become names, and the types compile", async () => {
    const models = [await modelOf("1"), await modelOf("2")];
    expect(models.map(({ webhooks }) => webhooks.map(({ name }) => name))).toEqual([
      [vendor.paid, vendor.closed],
      [vendor.paid, vendor.closed],
    ]);
    const [one, other] = [vendor.paid, vendor.closed].map((name) => JSON.stringify(name));
    const pick = (member: string, below: string): string =>
      `webhook${[...below.split("/").slice(1), member].map((step) => `.${step}`).join("")}`;
    const narrowed = inHeader ? `isNamed(${one}, webhook, context)` : `webhook${dotted(vendor.nameAt)} === ${one}`;
    const use = `import { createReceiver, ${inHeader ? "isNamed, " : ""}type WebhookHandler } from "./v2/index.js";

export const both: WebhookHandler<${one} | ${other}> = (webhook, context) => {
  const name: ${one} | ${other} = context.name;
  if (${narrowed}) {
    const total: number = ${pick("total", vendor.below)};
    void [name, total];
  }
  // @ts-expect-error only one of the two has it
  void ${pick("reason", vendor.below)};
};
export const receiver = createReceiver({
  authentication: "none",
  handlers: {
    ${one}: (webhook, context) => {
      const name: ${one} = context.name;
      const total: number = ${pick("total", vendor.below)};
      void [name, total];
    },
    ${other}: both,
  },
});
`;
    expect(await compileErrors(models, [{ path: "use.ts", content: use }])).toEqual([]);
  }, 60_000);

  test("a correction and explain take a path behind the name, whatever the name is spelled like", async () => {
    const model = await modelOf("2");
    const path = `${vendor.paid}${vendor.below === "/data" && vendor.nameAt === "/data/kind" ? ".data" : ""}.total`;
    const text = `corrections:
  - id: total-may-be-missing
    versions: ["2"]
    path: ${JSON.stringify(path)}
    expect: { presence: required }
    set: { presence: optional }
    reason: Free orders have none.
`;
    const { corrections = [], findings } = parseCorrections(text, "corrections.yaml");
    expect(findings).toEqual([]);
    const corrected = applyCorrections(model, corrections);
    expect(corrected.findings).toEqual([]);
    expect(explainTarget(corrected.model, path)).toMatchObject({
      kind: "field",
      webhook: vendor.paid,
      fields: [{ presence: "optional" }],
    });
  });

  test("a schema takes the webhook's own body and refuses another's", async () => {
    const ajv = new Ajv2020({ strict: false });
    ajvFormats.default(ajv);
    const schema: object = JSON.parse(
      readFileSync(join(output, "v2/schemas", `${await idOf(vendor.paid)}.schema.json`), "utf8"),
    );
    const fits = ajv.compile(schema);
    expect([fits(paid().body), fits.errors]).toEqual([true, null]);
    expect(fits(paid({ ...paidNow, total: "much" }).body)).toBe(false);
    expect(fits(vendor.request(vendor.closed, paidNow).body)).toBe(inHeader);
    expect(fits({})).toBe(false);
  });

  test("the validators judge by name", async () => {
    const { validate } = await import(join(output, "v2/validators.js"));
    expect(validate(vendor.paid, paid().body)).toBeUndefined();
    expect(validate(vendor.closed, paid().body)).not.toBeUndefined();
    expect(validate(vendor.paid, paid({ ...paidNow, total: "much" }).body)).toEqual([
      {
        path: `${vendor.below}/total`,
        schemaPath: dotted(`${vendor.below}/total`).slice(1),
        expected: "number",
        received: "string",
        basis: "sample",
      },
    ]);
    expect(validate("order.eaten", {})).toMatchObject([{ path: vendor.nameAt }]);
  });

  test("a receiver needs a choice of authentication, and hands each webhook to its handler", async () => {
    const { createReceiver } = await import(join(output, "v2/index.ts"));
    expect(() => createReceiver({ handlers: {} })).toThrow(/authentication: "none"/);
    const seen: unknown[] = [];
    const handlers = {
      [vendor.paid]: (webhook: unknown, { name }: { readonly name: string }) => void seen.push([name, webhook]),
      [vendor.closed]: (_: unknown, { name }: { readonly name: string }) => void seen.push([name]),
    };
    const onMismatch = vi.fn();
    const receiver = createReceiver({ authentication: "none", handlers, onMismatch });
    const post = ({ name, body }: ReturnType<Vendor["request"]>, by = receiver) =>
      by.receive(JSON.stringify(body), {
        method: "POST",
        header: (header: string) => (header === "x-shop-event" ? name : undefined),
      });
    expect(await post(paid())).toMatchObject({ outcome: "handled", name: vendor.paid });
    expect(await post(vendor.request(vendor.closed, closedNow))).toMatchObject({ outcome: "handled" });
    expect(seen).toEqual([[vendor.paid, paid().body], [vendor.closed]]);
    expect(await post(vendor.request("order.eaten", {}))).toMatchObject({ outcome: "unknown", name: "order.eaten" });
    expect(onMismatch).not.toHaveBeenCalled();
    expect(await post(paid({ ...paidNow, total: "much" }))).toMatchObject({ status: 200, outcome: "handled" });
    expect(onMismatch).toHaveBeenCalledOnce();
    expect(onMismatch.mock.calls[0]?.[0]).toMatchObject({ path: `${vendor.below}/total` });
    expect(await post({ body: {} })).toMatchObject({ status: 200, outcome: "unknown" });
    const strict = createReceiver({ authentication: "none", handlers, onInvalid: "reject" });
    expect(await post(paid({}), strict)).toMatchObject({ status: 400, outcome: "invalid" });
    expect(await post({ body: {} }, strict)).toMatchObject({ status: 400, outcome: "invalid" });
    const asked = createReceiver({ verify: ({ json }: { readonly json: unknown }) => json === null, handlers });
    expect(await post(paid(), asked)).toMatchObject({ status: 401 });
    expect(seen).toHaveLength(3);
  });

  test("stubs give each webhook a file and wire it", async () => {
    const { console, written } = recorder();
    expect(await runStubs({ version: "2", output: at("handlers"), generated: output }, console)).toBe(0);
    const files = readdirSync(at("handlers"));
    expect(files).toContain("index.ts");
    expect(files).toHaveLength(3);
    expect(readFileSync(at("handlers/index.ts"), "utf8")).toContain(vendor.paid);
    expect(written.err).toBe("");
  });

  const judge = async (file: string, more: { readonly webhook?: string } = {}) => {
    const { console, written } = recorder();
    const code = await runValidate({ version: "2", files: [file], generated: output, ...more }, console);
    return { code, out: written.out.replaceAll(`${folder}/`, "") };
  };

  test("validate takes the name from the body, from the recorded headers, or from --webhook", async () => {
    const file = write(at("good.json"), JSON.stringify(paid().body));
    const given = inHeader ? { webhook: vendor.paid } : {};
    expect(await judge(file, given)).toEqual({ code: 0, out: `good.json: valid (${vendor.paid})\n` });
    expect((await judge(file, { webhook: vendor.closed })).code).toBe(1);
    expect((await judge(file, { webhook: "order.eaten" })).out).toContain("one of the 2 documented names is needed");
    const stray = write(at("stray.json"), JSON.stringify(vendor.request("order.eaten", paidNow).body));
    const needed = await judge(stray);
    expect(needed).toMatchObject({ code: 1, out: expect.stringContaining("one of the 2 documented names is needed") });
    if (!inHeader) return;
    expect(needed.out).toContain('the header "X-Shop-Event" holds it');
    write(headersFile(file), JSON.stringify({ "x-shop-event": vendor.paid }));
    expect((await judge(file)).code).toBe(0);
  });

  test("observe finds what differs, at its place", async () => {
    const { name, body } = paid({ ...paidNow, total: "much" });
    const file = write(at("captured/000001.json"), JSON.stringify(body));
    if (name !== undefined) write(headersFile(file), JSON.stringify({ "X-Shop-Event": name }));
    const { console, written } = recorder();
    expect(await runObserve({ version: "2", files: [at("captured")], generated: output, json: true }, console)).toBe(1);
    const path = [...vendor.below.split("/").slice(1), "total"].join(".");
    expect(JSON.parse(written.out)).toMatchObject({
      bodies: 1,
      differences: [
        { kind: "other-type", webhook: vendor.paid, path, correction: { set: { type: expect.anything() } } },
      ],
    });
    const stray = write(at("stray.json"), JSON.stringify(vendor.request("order.eaten", paidNow).body));
    const other = recorder();
    await runObserve({ version: "2", files: [stray], generated: output, json: true }, other.console);
    expect(JSON.parse(other.written.out)).toMatchObject({ differences: [{ kind: "unknown-name" }] });
    const named = recorder();
    await runObserve(
      { version: "2", files: [file], generated: output, webhook: vendor.paid, json: true },
      named.console,
    );
    expect(JSON.parse(named.written.out)).toMatchObject({ differences: [{ webhook: vendor.paid }] });
  });

  test("send posts the sample, and the header that names it", async () => {
    const requests: { readonly headers: IncomingHttpHeaders; readonly text: string }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        requests.push({ headers: request.headers, text: Buffer.concat(chunks).toString("utf8") });
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? String(address.port) : ""}/`;
      const send = async (more: object): Promise<[number, string]> => {
        const { console, written } = recorder();
        const given = { version: "2", sampleOf: vendor.paid, url, generated: output, sample: 1, timeout: 10_000 };
        return [await runSend({ ...given, ...more }, console), written.err];
      };
      expect(await send({})).toEqual([0, ""]);
      expect(requests.map(({ text, headers }) => [JSON.parse(text), headers["x-shop-event"]])).toEqual([
        [paid().body, paid().name],
      ]);
      expect(await send({ secret: "s3cret" })).toMatchObject([2, expect.stringContaining("--secret")]);
      expect((await send({ webhook: "order.eaten" }))[0]).toBe(inHeader ? 1 : 2);
      expect(requests).toHaveLength(1);
      if (!inHeader) return;
      expect((await send({ webhook: "order.eaten", force: true }))[0]).toBe(0);
      expect(requests.at(-1)?.headers["x-shop-event"]).toBe("order.eaten");
    } finally {
      server.close();
    }
  });

  test("diff tells what a new version adds", async () => {
    const { console, written } = recorder();
    const given = {
      old: "1",
      new: "2",
      input: at("docs-input"),
      generated: output,
      format: "json",
      failOn: "none",
    } as const;
    expect(await runDiff({ ...given, profile: "tolerant" }, console)).toBe(0);
    const { changes }: { readonly changes: readonly { readonly path: string }[] } = JSON.parse(written.out);
    expect(changes.map(({ path }) => path)).toContainEqual(expect.stringMatching(/^order.paid\b.*\bcurrency$/i));
    expect(written.err).toBe("");
  });

  test("listen takes the name from where it is, and records what validate and observe read back", async () => {
    const { console, written } = recorder();
    const record = at("recorded");
    const listening = runListen(
      { version: "2", generated: output, port: 0, host: "127.0.0.1", record, once: true, json: true },
      console,
    );
    await vi.waitFor(() => expect(written.out).toContain("url"), { timeout: 10_000 });
    const { url }: { readonly url: string } = JSON.parse(written.out.split("\n")[0] ?? "");
    const { name, body } = paid();
    const headers = {
      "content-type": "application/json",
      authorization: "Bearer hush",
      "x-shop-signature": "abc",
      "x-shop-try": "1",
    };
    await fetch(url, {
      method: "POST",
      headers: name === undefined ? headers : { ...headers, "X-Shop-Event": name },
      body: JSON.stringify(body),
    });
    expect(await listening).toBe(0);
    expect(JSON.parse(written.out.split("\n")[1] ?? "")).toMatchObject({ outcome: "valid", name: vendor.paid, body });
    const files = readdirSync(record).sort();
    expect(files).toHaveLength(inHeader ? 2 : 1);
    const text = files.map((file) => readFileSync(join(record, file), "utf8")).join("");
    expect(text).not.toMatch(/hush|abc/);
    if (inHeader) expect(text).toContain('"x-shop-try": "1"');
    expect((await judge(join(record, files.find((file) => !file.includes(".headers.")) ?? ""))).code).toBe(0);
    const observed = recorder();
    expect(await runObserve({ version: "2", files: [record], generated: output, json: true }, observed.console)).toBe(
      0,
    );
    expect(JSON.parse(observed.written.out)).toMatchObject({ bodies: 1, differences: [] });
  });

  test("a model of format 1 is refused with what to do, and generate writes it again", async () => {
    const file = join(output, "v1/model.json");
    const text = readFileSync(file, "utf8");
    const model: Readonly<Record<string, unknown>> = JSON.parse(text);
    writeFileSync(file, JSON.stringify({ ...model, conventions: undefined, format: 1 }));
    const why = /model format 1\b.*run generate/;
    const explained = recorder();
    const target = { version: "1", target: vendor.paid, generated: output };
    expect([await runExplain(target, explained.console), explained.written.err]).toEqual([
      2,
      expect.stringMatching(why),
    ]);
    const compared = recorder();
    const given = {
      old: "1",
      new: "2",
      input: at("docs-input"),
      generated: output,
      format: "json",
      failOn: "none",
    } as const;
    expect([await runDiff(given, compared.console), compared.written.err]).toEqual([2, expect.stringMatching(why)]);
    await generate({ input: at("docs-input"), output, force: true });
    expect(readFileSync(file, "utf8")).toBe(text);
  }, 60_000);
});
