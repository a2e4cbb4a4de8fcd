// What the generated versions differ in, found by comparing their models: corrected, and as the pages have it.
import { beforeAll, describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import type { Change, DiffReport } from "../../src/diff/report.ts";
import type { Model } from "../../src/model/model.ts";
import { loadInputs, loadVersion } from "../../src/pipeline/load-inputs.ts";
import { readLoaded } from "../../src/pipeline/read-version.ts";
import { docsInput, generatedModel, neighbours } from "./support/generated.ts";

const compare = (old: string, now: string): DiffReport => compareModels(generatedModel(old), generatedModel(now));
const brief = ({ rule, path, severity, webhooks }: Change): string =>
  `${severity} ${rule} ${path} (${String(webhooks.length)})`;
const values = ({ changes }: Pick<DiffReport, "changes">): readonly string[] =>
  changes.filter(({ severity }) => severity !== "docs").map(brief);
const about = ({ changes }: DiffReport, part: string): readonly Change[] =>
  changes.filter(({ path, severity }) => path.includes(part) && severity !== "docs");

test("from 3.4-preview to 3.4 the envelope changes once, with all webhooks that carry it", () => {
  const report = compare("3.4-preview", "3.4");
  expect(report.mode).toBe("drift");
  const [licence] = about(report, "envelope.license_id");
  const [organization] = about(report, "envelope.organization_id");
  expect(about(report, "envelope.license_id")).toHaveLength(1);
  expect(about(report, "envelope.organization_id")).toHaveLength(1);
  const both = generatedModel("3.4").webhooks.map(({ name }) => name);
  expect(licence?.webhooks).toEqual(both);
  expect(organization?.webhooks).toEqual(both);
  expect(report.renames).toMatchObject([
    { subject: "envelope", from: ["envelope.license_id"], to: "envelope.organization_id", decision: "proposed" },
  ]);
  expect(licence).toMatchObject({ severity: "breaking", renames: [report.renames[0]?.fingerprint] });
});

test("from 3.4-preview to 3.4 agent_deleted loses the variant of its second section", () => {
  const [change] = about(compare("3.4-preview", "3.4"), "agent_deleted");
  expect(change).toMatchObject({
    rule: "variant/removed",
    severity: "breaking",
    likelyDocsFix: { sign: "sections-merged" },
  });
  expect(change?.message).toContain("agent_id");
  expect(change?.old?.evidence.length).toBeGreaterThan(0);
});

const merged = ["added", "updated", "deleted"].map((what) => `auto_access_${what}`);

test("from 3.4 to 3.5 three webhooks merge, three are added, and the schedule changes shape once for two", () => {
  const report = compare("3.4", "3.5");
  expect(report.mode).toBe("upgrade");
  expect(values(report)).toEqual([
    "breaking type/changed *.payload.work_scheduler (2)",
    ...merged.map((name) => `breaking webhook/removed ${name} (1)`),
    "compatible webhook/added auto_accesses_updated (1)",
    "compatible webhook/added tag_created (1)",
    "compatible webhook/added tag_deleted (1)",
    "compatible webhook/added tag_updated (1)",
  ]);
  expect(report.changes[0]?.webhooks).toEqual(["agent_created", "agent_updated"]);
  expect(report.renames).toMatchObject([
    {
      kind: "merge",
      from: merged,
      to: "auto_accesses_updated",
    },
  ]);
  expect(report.semver.bump).toBe("major");
});

test("from 3.5 to 3.6 webhooks come and go, and the requester stands once", () => {
  const report = compare("3.5", "3.6");
  expect(report.summary.webhooks.removed).toEqual(["incoming_customer"]);
  expect(report.summary.webhooks.added).toEqual(["event_deleted", "thread_summary_set"]);
  const requester = about(report, "requester");
  expect(requester).toHaveLength(1);
  expect(requester[0]).toMatchObject({ rule: "field/added", path: "envelope.requester", severity: "compatible" });
  const carriers = generatedModel("3.6").webhooks.filter(({ envelope }) =>
    envelope.fields.some(({ name }) => name === "requester"),
  );
  expect(requester[0]?.webhooks).toEqual(carriers.map(({ name }) => name));
  expect(about(report, "incoming_rich_message_postback.payload.postback.").map(({ message }) => message)).toEqual([
    'the optional member "button_type" was added',
    'the optional member "button_value" was added',
    'the optional member "ecommerce" was added',
  ]);
});

test("from 3.6 to 3.7 nothing changes but what the structure pages say", () => {
  expect(
    compare("3.6", "3.7").changes.filter(({ owner, severity }) => severity !== "docs" && owner.kind !== "structure"),
  ).toEqual([]);
});

test.each(neighbours)(
  "every change from %s to %s has a fingerprint of its own, and comparing again gives the same",
  (old, now) => {
    const report = compare(old, now);
    const prints = report.changes.map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    expect(JSON.stringify(compare(old, now))).toBe(JSON.stringify(report));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  },
);

test.each(neighbours)("what is removed from %s to %s is added on the way back", (old, now) => {
  const there = compare(old, now).summary.webhooks;
  const back = compare(now, old).summary.webhooks;
  expect([...back.added].sort()).toEqual([...there.removed].sort());
  expect([...back.removed].sort()).toEqual([...there.added].sort());
});

test.each(neighbours.map(([version]) => version))("%s does not differ from itself", (version) => {
  const report = compare(version, version);
  expect(report).toMatchObject({ changes: [], renames: [], problems: [], semver: { bump: "none" } });
  expect(report.summary.worst).toBeUndefined();
});

test.each(neighbours)("every change of a member or type from %s to %s quotes its places", (old, now) => {
  const { changes } = compare(old, now);
  const silent = changes.filter(
    (change) =>
      (change.severity === "breaking" || change.severity === "dangerous") &&
      (change.old?.evidence.length ?? 0) + (change.new?.evidence.length ?? 0) === 0,
  );
  expect(silent.map(brief)).toEqual([]);
});

describe("as the pages have it", () => {
  const models = new Map<string, Model>();
  beforeAll(async () => {
    const loaded = loadInputs(docsInput, undefined);
    const inputs = "inputs" in loaded ? loaded.inputs : undefined;
    for (const entry of inputs?.register.versions ?? []) {
      if (inputs === undefined || entry.version === "3.0" || entry.version === "3.7") continue;
      const { uncorrected } = await readLoaded(loadVersion(inputs, entry));
      if (uncorrected !== undefined) models.set(entry.version, uncorrected);
    }
  }, 120_000);
  const pages = (old: string, now: string): DiffReport => {
    const [before, after] = [models.get(old), models.get(now)];
    if (before === undefined || after === undefined) throw new Error(`no model of ${old} or ${now}`);
    return compareModels(before, after);
  };

  test.each([
    ["3.4-preview", "3.4", "queued_at", "queued_at_us", "dangerous"],
    ["3.5", "3.6", "queued_at_us", "queued_at", "compatible"],
  ])("from %s to %s the queue's time is renamed", (old, now, from, to, added) => {
    const report = pages(old, now);
    const queue = "chat_transferred.payload.queue";
    expect(report.renames).toContainEqual(
      expect.objectContaining({ from: [`${queue}.${from}`], to: `${queue}.${to}`, subject: "field" }),
    );
    expect(about(report, queue).map(brief)).toEqual([
      `breaking field/required-removed ${queue}.${from} (1)`,
      `${added} field/added ${queue}.${to} (1)`,
    ]);
  });
});
