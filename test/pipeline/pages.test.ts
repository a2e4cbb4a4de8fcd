// The vendor's pages of all versions, webhooks and structures together, and whether the project's own pages say the same.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitVersion } from "../../src/emit/emit-version.ts";
import { bodyOf } from "../../src/model/body.ts";
import type { Model, TypeNode, Webhook } from "../../src/model/model.ts";
import type { ReadVersion } from "../../src/pipeline/read-version.ts";
import { severityOf } from "../../src/source/finding.ts";
import { builtBinary } from "../cli/support/binary.ts";
import { line } from "../model/structures/support.ts";
import { docsInput } from "../support/pages.ts";
import { describeShared } from "../support/shared.ts";
import { readOwnVersions, readVendorVersions } from "../support/versions.ts";

const versions = ["3.0", "3.4-preview", "3.4", "3.5", "3.6", "3.7"];
const described = versions.slice(1);
const current = ["3.6", "3.7"];

let own: ReadonlyMap<string, ReadVersion> = new Map();
beforeAll(async () => {
  own = await readOwnVersions();
}, 120_000);

function modelIn(read: ReadonlyMap<string, ReadVersion>, version: string): Model {
  const model = read.get(version)?.model;
  if (model === undefined) throw new Error(`${version} could not be read`);
  return model;
}

function webhookIn(version: string, name: string): Webhook {
  const webhook = modelIn(own, version).webhooks.find((one) => one.name === name);
  if (webhook === undefined) throw new Error(`${version} has no ${name}`);
  return webhook;
}

/** The type at a path from a webhook's body or a structure, through references. */
function typeAt(version: string, path: string): TypeNode {
  const [first = "", ...steps] = path.split(".");
  const { structures } = modelIn(own, version);
  const inner = (name: string): TypeNode => structures.find((one) => one.name === name)?.type ?? { kind: "any" };
  let here: TypeNode = first.startsWith("$") ? inner(first.slice(1)) : bodyOf(webhookIn(version, first));
  for (const step of steps) {
    if (here.kind === "reference") here = inner(here.name);
    if (here.kind === "array" && step === "[]") here = here.items;
    else {
      const field = here.kind === "object" ? here.fields.find(({ name }) => name === step) : undefined;
      if (field === undefined) throw new Error(`${version} ${path} leads nowhere at ${step}`);
      here = field.type;
    }
  }
  return here;
}

const event =
  "(&File | &Form | &FilledForm | &Message | &RichMessage | &Custom | &SystemMessage | &System | … by type)";

describe("a payload's structures are resolved:", () => {
  test.each<[string, { given: string; want: string | RegExp; versions?: readonly string[] }]>([
    [
      "a chat's users are agents or customers",
      { given: "incoming_chat.payload.chat.users", want: "[&User]", versions: described },
    ],
    [
      "and of kinds that may still come, by their type",
      { given: "$User", want: "(&Agent | &Customer | … by type)", versions: described },
    ],
    ["an agent's type is a literal", { given: "$Agent.type", want: '"agent"', versions: described }],
    ["and so is a customer's", { given: "$Customer.type", want: '"customer"', versions: described }],
    [
      "a chat arrives with its thread",
      { given: "incoming_chat.payload.chat.thread", want: "&Thread", versions: described },
    ],
    [
      "whose events are events",
      { given: "incoming_chat.payload.chat.thread.events", want: "[&Event]", versions: described },
    ],
    ["told apart by their type, and open", { given: "$Event", want: event }],
    ["a file's type is a literal", { given: "$File.type", want: '"file"', versions: described }],
    ["a file has its address", { given: "$File.url", want: "string", versions: described }],
    ["an incoming event is an event", { given: "incoming_event.payload.event", want: "&Event", versions: described }],
    [
      "who is added to a chat is a customer or an agent",
      { given: "user_added_to_chat.payload.user", want: "(&Customer | &Agent by type)", versions: described },
    ],
    [
      "a property is a map of namespaces to values",
      { given: "$Property", want: "map of map of (string | number | boolean)", versions: described },
    ],
    [
      "a queue is told of by numbers and a date",
      { given: "$Thread.queue", want: "{ position: integer, wait_time: integer, queued_at: date-time }" },
    ],
    [
      "changes of auto accesses are told apart by their status",
      { given: "auto_accesses_updated.payload", want: /^\[\(.* by status\)\]$/ },
    ],
  ])("%s", (_name, { given, want, versions: where = current }) => {
    for (const version of where) {
      const found = line(typeAt(version, given));
      if (typeof want === "string") expect(found, version).toBe(want);
      else expect(found, version).toMatch(want);
    }
  });

  test.each(current)("v%s: a change of an agent knows what a new agent has, and demands its id alone", (version) => {
    const { payload, partial } = webhookIn(version, "agent_updated");
    const created = webhookIn(version, "agent_created").payload;
    if (payload.kind !== "object" || created.kind !== "object") throw new Error("no objects");
    expect(partial?.of).toBe("agent_created");
    expect(payload.fields.map(({ name }) => name).sort()).toEqual(created.fields.map(({ name }) => name).sort());
    expect(payload.fields.flatMap(({ name, presence }) => (presence === "required" ? [name] : []))).toEqual(["id"]);
  });

  test.each(current)("v%s: changes of auto accesses are the three that the samples show", (version) => {
    const { payload } = webhookIn(version, "auto_accesses_updated");
    const items = payload.kind === "array" && payload.items.kind === "union" ? payload.items.variants : [];
    const literals = items.map((item) =>
      item.kind === "object" ? item.fields.find(({ name }) => name === "status")?.type : undefined,
    );
    expect(literals).toMatchObject([
      { kind: "literal", value: "updated" },
      { kind: "literal", value: "added" },
      { kind: "literal", value: "deleted" },
    ]);
  });
});

describe("an envelope is its webhook's own", () => {
  test.each(current)("v%s: those have a requester whose samples show one", (version) => {
    const { webhooks } = modelIn(own, version);
    const shown = webhooks.filter(({ samples }) => samples.some(({ body }) => isObject(body) && "requester" in body));
    const known = webhooks.filter(({ envelope }) => envelope.fields.some(({ name }) => name === "requester"));
    expect(known.map(({ name }) => name)).toEqual(shown.map(({ name }) => name));
    expect(known.length).toBe(16);
    expect(webhooks.length).toBeGreaterThan(known.length);
  });
});

describe("nothing in a known place is of unknown type", () => {
  test.each(versions)("v%s", (version) => {
    const { webhooks, structures } = modelIn(own, version);
    const unknown: string[] = [];
    const walk = (type: TypeNode, path: string): void => {
      if (type.kind === "any") unknown.push(path);
      else if (type.kind === "object") for (const field of type.fields) walk(field.type, `${path}.${field.name}`);
      else if (type.kind === "array") walk(type.items, `${path}[]`);
      else if (type.kind === "map") walk(type.values, `${path}.*`);
      else if (type.kind === "union") for (const variant of type.variants) walk(variant, path);
    };
    for (const webhook of webhooks) walk(bodyOf(webhook), webhook.name);
    for (const { name, type } of structures) walk(type, `$${name}`);
    expect(unknown).toEqual([]);
    if (version !== "3.0") expect(structures.filter(({ documented }) => !documented)).toEqual([]);
  });
});

describe("every emitted sample holds against its schema", () => {
  test.each(versions)("v%s", async (version) => {
    const files = await emitVersion(modelIn(own, version), { packageName: "@hooksmith/livechat" });
    const schemas = files.filter(({ path }) => path.endsWith("/schemas/webhooks.schema.json"));
    const samples = files.filter(({ path }) => path.includes("/samples/"));
    const schema: unknown = JSON.parse(schemas.map(({ content }) => content).join(""));
    if (!isObject(schema)) throw new Error("no schema of all webhooks was emitted");
    const ajv = new Ajv2020({ strict: false, logger: false });
    ajvFormats.default(ajv);
    const isValid = ajv.compile(schema);
    expect(samples.length).toBeGreaterThanOrEqual(modelIn(own, version).webhooks.length);
    expect(samples.filter(({ content }) => !isValid(JSON.parse(content))).map(({ path }) => path)).toEqual([]);
  });
});

describe("the pages hold no error and no stale correction", () => {
  test.each(versions)("v%s", (version) => {
    const findings = own.get(version)?.findings ?? [];
    expect(findings.filter((one) => severityOf(one) === "error").map(({ reason }) => reason)).toEqual([]);
  });
});

describe("explain shows a structure's evidence with its own file and line", () => {
  const hooksmith = builtBinary();
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hooksmith-pages-"));
    const { code, err } = hooksmith.run(["generate", "--input", docsInput, "--output", folder, "--only", "3.6"]);
    if (code !== 0) throw new Error(err);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each<[string, RegExp[]]>([
    [
      "incoming_event.event.url",
      [
        /\n {2}structures: Event, File\n/,
        /\n {2}v3\.6\/samples\/events\/file\.json:\d+:\d+ {2}sample {2}member /,
        /\n {2}v3\.6\/structures\.mdx:\d+:\d+ {2}table {2}row {2}\| url \| always /,
      ],
    ],
    [
      "incoming_chat.chat.thread.queue",
      [
        /\n {2}structures: (?:Chat, )?Thread\n/,
        /\n {2}v3\.6\/samples\/other-structures\/thread\.json:\d+:\d+ {2}sample {2}member /,
        /\n {2}v3\.6\/structures\.mdx:\d+:\d+ {2}table {2}optionally {2}\| optional\n/,
      ],
    ],
  ])("explain 3.6 %s", (target, want) => {
    const { code, out, err } = hooksmith.run(["explain", "3.6", target, "--generated", folder]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const pattern of want) expect(out).toMatch(pattern);
  });
});

describeShared("the project's own pages say what the vendor's pages say", () => {
  let theirs: ReadonlyMap<string, ReadVersion> = new Map();
  beforeAll(async () => {
    theirs = await readVendorVersions();
  }, 120_000);

  test.each(versions)("v%s", (version) => {
    const [ours, vendors] = [modelIn(own, version), modelIn(theirs, version)];
    expect(factsOf(ours)).toEqual(factsOf(vendors));
    expect(ours.coverage.consumed).toEqual(vendors.coverage.consumed);
  });

  test.each(versions)("v%s: the vendor's pages hold no error", (version) => {
    const findings = theirs.get(version)?.findings ?? [];
    expect(findings.filter((one) => severityOf(one) === "error").map(({ reason }) => reason)).toEqual([]);
  });

  test.each(versions)("v%s: the same rules find fault as often", (version) => {
    expect(rulesOf(own.get(version))).toEqual(rulesOf(theirs.get(version)));
  });
});

function rulesOf(read: ReadVersion | undefined): readonly string[] {
  return (read?.findings ?? []).map((one) => `${severityOf(one)} ${String(one.ruleId)}`).sort();
}

/** Prose, places, and strings of samples are the pages' own. */
const BESIDE_THE_FACTS = new Set(["evidence", "description", "at", "note", "href", "sections", "samples", "sample"]);

function factsOf({ webhooks, structures }: Model): ReadonlyMap<string, unknown> {
  return new Map(
    [...webhooks, ...structures]
      .map((one): [string, unknown] => [one.name, strip(one)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(strip(item))).sort();
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => !BESIDE_THE_FACTS.has(name));
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, strip(inner)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
