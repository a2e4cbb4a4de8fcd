// The vendor's four pages, read whole: what they document is in the model, each fact with its evidence.
import { beforeAll, describe, expect, test } from "vitest";
import { severityOf } from "../../src/source/finding.ts";
import type { Evidence, Model, Webhook } from "../../src/model/model.ts";
import { walkType } from "../../src/model/types/walk.ts";
import { bodyOf } from "../../src/model/body.ts";
import type { ParsedPage } from "../../src/pipeline/read-page.ts";
import { type Page, pages, parseText, seedText } from "../support/pages.ts";
import { projectWebhook } from "../support/project-model.ts";
import { describeShared } from "../support/shared.ts";

interface Counts {
  readonly sections: number;
  readonly distinct: number;
  readonly repairs: number;
}

const counts = new Map<string, Counts>([
  ["3.4-preview", { sections: 37, distinct: 36, repairs: 4 }],
  ["3.5", { sections: 37, distinct: 37, repairs: 6 }],
  ["3.4", { sections: 36, distinct: 36, repairs: 4 }],
  ["3.0", { sections: 15, distinct: 15, repairs: 8 }],
]);

/** A line of the projection that the webhook must have, in the versions named. */
type Fact = readonly [webhook: string, line: string, versions?: readonly string[]];

const later = ["3.4-preview", "3.4", "3.5"];
const namespaces = "payload.properties  map by namespace  sample:member table:not-full-object table:row";

const optional: readonly Fact[] = [
  ["chat_deactivated", "payload.user_id?  string  comment:optionally sample:member table:missing-if table:row", later],
  ["thread_closed", "payload.user_id?  string  comment:optionally sample:member table:missing-if table:row", ["3.0"]],
  ["chat_transferred", "payload.thread_id?  string  sample:member table:present-if table:row", later],
  ["chat_transferred", "payload.queue?  object  sample:member table:present-if table:row", later],
  [
    "incoming_chat",
    "additional_data.chat_properties?  -> Property  comment:optionally comment:owned-properties sample:member",
    later,
  ],
  [
    "incoming_chat",
    "additional_data.chat_presence_user_ids?  array  comment:ids comment:optionally sample:member",
    later,
  ],
];

const enums: readonly Fact[] = [
  [
    "chat_transferred",
    'payload.reason  enum "assigned" "inactive" "manual" "other" "unassigned"  footnote:possible-values sample:member table:row',
    later,
  ],
  ["user_added_to_chat", 'payload.user_type?  enum "agent" "customer"  table:possible-values table:row', later],
  ["user_removed_from_chat", 'payload.user_type?  enum "agent" "customer"  table:possible-values table:row', later],
  [
    "chat_user_added",
    'payload.user_type  enum "agent" "customer"  sample:member table:possible-values table:row',
    ["3.0"],
  ],
  [
    "chat_user_removed",
    'payload.user_type  enum "agent" "customer"  sample:member table:possible-values table:row',
    ["3.0"],
  ],
  [
    "routing_status_set",
    'payload.status  enum "accepting chats" "not accepting chats" "offline"  sample:member table:possible-values table:row',
    later,
  ],
];

const maps: readonly Fact[] = [
  ...["chat_properties_updated", "thread_properties_updated", "event_properties_updated"].flatMap((name): Fact[] => [
    [name, namespaces, later],
    [name, "payload.properties.*  map by name  table:not-full-object", later],
  ]),
  ...["chat_properties_deleted", "thread_properties_deleted", "event_properties_deleted"].flatMap((name): Fact[] => [
    [name, namespaces, later],
    [name, "payload.properties.*[]  string", later],
  ]),
  ...["chat_properties_updated", "chat_thread_properties_updated", "event_properties_updated"].flatMap(
    (name): Fact[] => [
      [name, namespaces, ["3.0"]],
      [name, "payload.properties.*  map by name  table:not-full-object", ["3.0"]],
    ],
  ),
  ...["chat_properties_deleted", "chat_thread_properties_deleted", "event_properties_deleted"].map((name): Fact => [
    name,
    namespaces,
    ["3.0"],
  ]),
  ["group_created", "payload.agent_priorities  map by email  sample:email-keys sample:member", later],
  ["customer_session_fields_updated", "payload.session_fields[]  map by placeholder  sample:placeholder-keys", later],
];

const references: readonly Fact[] = [
  ["incoming_chat", "payload.chat  object Chat  sample:member table:data-structure table:row", later],
  ["incoming_chat", "payload.chat.users[]  -> User  comment:array-of", later],
  ["incoming_chat", "payload.chat.properties  -> Property  comment:object sample:member", later],
  ["incoming_chat", "payload.chat.thread  -> Thread  comment:object sample:member", later],
  ["incoming_chat_thread", "payload.chat.users[]  -> User  comment:array-of", ["3.0"]],
  ["incoming_chat_thread", "payload.chat.access  -> Access  comment:object sample:member", ["3.0"]],
  ["incoming_chat_thread", "payload.chat.thread  -> Thread  comment:object sample:member", ["3.0"]],
  ["chat_access_updated", "payload.access  object Access  sample:member table:data-structure table:row", later],
  ["user_added_to_chat", "payload.user  one of 2  comment:object sample:member", later],
  ["user_added_to_chat", "payload.user|1  -> Customer  comment:object", later],
  ["user_added_to_chat", "payload.user|2  -> Agent  comment:object", later],
  ["chat_user_added", "payload.user|1  -> Customer  comment:object", ["3.0"]],
  ["chat_user_added", "payload.user|2  -> Agent  comment:object", ["3.0"]],
  ["incoming_event", "payload.event  -> Event  comment:object sample:member"],
  ["event_updated", "payload.event  -> Event  comment:object sample:member"],
  ["incoming_customer", "payload.customer  -> Customer  comment:object sample:member", later],
];

const updates: readonly Fact[] = [
  ["agent_updated", "partial of agent_created  prose:only-updated", later],
  ["agent_updated", "payload.id  string  sample:member", later],
  ["agent_updated", "payload.role?  string  prose:only-updated sample:member sample:not-in-every-sample", later],
  ["bot_updated", "partial of bot_created  prose:only-updated", later],
  ["bot_updated", "payload.id  string  sample:member", later],
  ["group_updated", "partial of group_created  prose:only-updated", later],
  ["group_updated", "payload.name?  string  prose:only-updated sample:member", later],
  ["auto_access_updated", "payload.id  string  sample:member", ["3.4-preview", "3.4"]],
];

const envelopes: readonly Fact[] = [
  ["incoming_chat", "envelope documented payload at 4  sample:envelope", later],
  ["incoming_chat", "license_id  integer  sample:member", ["3.4-preview"]],
  ["incoming_chat", "organization_id  string  sample:member", ["3.4", "3.5"]],
  ["agent_approved", "additional_data  object empty  comment:no-data sample:member", later],
  ["group_created", "envelope inherited payload at 4  sample:inherited-envelope", later],
  ["group_created", "name group_created also create_group (specifics)", later],
  ["thread_closed", "envelope undocumented - at 0  heading:section-heading", ["3.0"]],
];

const shapes: readonly Fact[] = [
  ["auto_accesses_updated", "payload  array", ["3.5"]],
  ["auto_accesses_updated", "payload[]  one of 3 by status  sample:discriminated-by-literal", ["3.5"]],
  ["auto_accesses_updated", "name auto_accesses_updated also auto_access_added (sample)", ["3.5"]],
  ["auto_accesses_updated", 'payload[]|1.status  "updated"  sample:member', ["3.5"]],
  ["auto_accesses_updated", "payload[]|1.id  string  sample:member", ["3.5"]],
  ["auto_accesses_updated", "payload[]|1.next_id?  string  prose:only-updated sample:member", ["3.5"]],
  ["auto_accesses_updated", 'payload[]|2.status  "added"  sample:member', ["3.5"]],
  ["auto_accesses_updated", "payload[]|2.next_id  string  sample:member", ["3.5"]],
  ["auto_accesses_updated", "payload[]|2.conditions  object  sample:member", ["3.5"]],
  ["auto_accesses_updated", 'payload[]|3.status  "deleted"  sample:member', ["3.5"]],
  ["agent_deleted", "payload  one of 2", ["3.4-preview"]],
  ["chat_transferred", "payload.queue.queued_at  date-time  sample:date-time-shape sample:member", ["3.4-preview"]],
  ["chat_transferred", "payload.queue.queued_at_us  date-time  sample:date-time-shape sample:member", ["3.4", "3.5"]],
  ["chat_properties_updated", "payload.properties.*.*.value  one of 2  sample:member", ["3.0"]],
];

const facts: readonly (readonly [string, readonly Fact[]])[] = [
  ["optional member", optional],
  ["enum", enums],
  ["map", maps],
  ["reference", references],
  ["partial update", updates],
  ["envelope", envelopes],
  ["shape", shapes],
];

describeShared("the vendor's pages", () => {
  describe.each(pages)("v$version", (page) => {
    let read: ParsedPage;
    let model: Model;
    beforeAll(async () => {
      read = await parseText(seedText(page), page);
      if (read.model === undefined) throw new Error("no model");
      model = read.model;
    });

    test("every section is found, two of one name as one webhook", () => {
      const { webhooks } = model;
      expect({
        sections: webhooks.reduce((sum, { sections }) => sum + sections.length, 0),
        distinct: webhooks.length,
        repairs: read.findings.filter(({ ruleId }) => /^sample\//.test(ruleId ?? "")).length,
      }).toEqual(counts.get(page.version));
    });

    test("nothing is unread and nothing an error", () => {
      expect(model.coverage.entries.filter(({ state }) => state === "unread")).toEqual([]);
      expect(read.findings.filter((found) => severityOf(found) === "error").map(String)).toEqual([]);
    });

    test("every heading, row and member that a table counts was consumed or ignored by a named rule", () => {
      expect(model.coverage.entries.every(({ rule, quote }) => rule !== "" && quote.length <= 80)).toBe(true);
      expect(Math.min(...Object.values(model.coverage.consumed))).toBeGreaterThan(0);
    });

    test("each fact's evidence stands in the page where it says", () => {
      const lines = (read.text ?? "").split(/\r\n|[\n\r]/);
      const wrong = model.webhooks.flatMap(evidenceOf).filter(({ at, quote }) => !holds(page, lines, at, quote));
      expect(wrong).toEqual([]);
    });

    test.each(factsOf(page))("%s: %s has %s", (_, name, line) => {
      const webhook = model.webhooks.find((one) => one.name === name);
      expect(webhook === undefined ? undefined : projectWebhook(webhook)).toContain(line);
    });
  });
});

function factsOf({ version }: Page): readonly (readonly [string, string, string])[] {
  return facts.flatMap(([kind, rows]) =>
    rows
      .filter(([, , versions]) => versions === undefined || versions.includes(version))
      .map(([name, line]) => [kind, name, line] as const),
  );
}

function evidenceOf(webhook: Webhook): readonly Evidence[] {
  const all: Evidence[] = [...webhook.evidence, ...webhook.envelope.evidence];
  walkType(bodyOf(webhook), (type) => {
    all.push(...(type.evidence ?? []));
    if (type.kind === "object") for (const field of type.fields) all.push(...field.evidence);
  });
  return all;
}

/** The first word of the quote begins at the place; of a saved page only the place can be checked, its words are in tags. */
function holds({ file }: Page, lines: readonly string[], at: Evidence["at"], quote: string): boolean {
  const line = lines[at.line - 1];
  if (line === undefined || at.column < 1 || at.column > line.length + 1) return false;
  if (file.endsWith(".html")) return true;
  const [word = ""] = quote.split(/[^\w]+/).filter((part) => part !== "");
  const near = lines
    .slice(at.line - 1, at.line + 3)
    .join("\n")
    .slice(at.column - 1);
  return word === "" || near.includes(word) || quote.startsWith("the envelope of");
}
