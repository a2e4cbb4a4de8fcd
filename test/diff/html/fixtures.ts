// Hand-made reports: one that shows every part of a page, one of any length, and one whose every text is given.
import {
  type Change,
  type Counts,
  type DiffReport,
  REPORT_FORMAT,
  type RenameProposal,
  type Severity,
  severities,
} from "../../../src/diff/report.ts";
import type { OverviewInput } from "../../../src/diff/html/overview-page.ts";
import type { Evidence } from "../../../src/model/model.ts";

export function evidence(quote: string, file = "v3.5/webhooks.txt", line = 120, column = 5): Evidence {
  return { kind: "sample", rule: "member", quote, at: { file, line, column } };
}

/** A change that is complete but for what is optional. */
export function change(fingerprint: string, severity: Severity, given: Partial<Change> = {}): Change {
  return {
    rule: "field/required-removed",
    fingerprint,
    fact: "removed",
    subject: "field",
    owner: { kind: "webhook", name: "chat_transferred" },
    path: "chat_transferred.payload.queue.queued_at",
    webhooks: ["chat_transferred"],
    ...(given.webhooks === undefined ? { group: "Chat access" } : {}),
    runtime: severity,
    compileTime: severity,
    severity,
    message: '"queue.queued_at" was removed',
    why: "Code that reads the field gets nothing where it was promised a value.",
    hint: "Stop reading it, or treat it as absent.",
    renames: [],
    ...given,
  };
}

const none: Counts = { breaking: 0, dangerous: 0, compatible: 0, docs: 0 };

function count(changes: readonly Change[]): Counts {
  return changes.reduce<Counts>((sum, { severity }) => ({ ...sum, [severity]: sum[severity] + 1 }), none);
}

/** A report whose summary is counted from its changes. */
export function report(changes: readonly Change[], given: Partial<DiffReport> = {}): DiffReport {
  const open = count(changes.filter(({ acceptedBy }) => acceptedBy === undefined));
  const worst = severities.find((severity) => open[severity] > 0);
  const added = changes.filter(({ rule }) => rule === "webhook/added").flatMap(({ webhooks }) => webhooks);
  const removed = changes.filter(({ rule }) => rule === "webhook/removed").flatMap(({ webhooks }) => webhooks);
  const touched = [...new Set(changes.flatMap(({ webhooks }) => webhooks))];
  return {
    format: REPORT_FORMAT,
    mode: "upgrade",
    profile: "tolerant",
    old: { version: "3.4", label: "3.4", kind: "version", status: "legacy", webhooks: 36 },
    new: { version: "3.5", label: "3.5", kind: "version", status: "legacy", webhooks: 37 },
    summary: {
      total: changes.length,
      open,
      accepted: count(changes.filter(({ acceptedBy }) => acceptedBy !== undefined)),
      likelyDocsFixes: changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined).length,
      ...(worst === undefined ? {} : { worst }),
      webhooks: {
        added,
        removed,
        changed: touched.filter((name) => !added.includes(name) && !removed.includes(name)),
        unchanged: ["bot_created", "bot_deleted"],
      },
    },
    semver: {
      bump: worst === "breaking" ? "major" : worst === "dangerous" ? "minor" : worst === undefined ? "none" : "patch",
      because: changes.filter(({ severity }) => severity === "breaking").map(({ fingerprint }) => fingerprint),
    },
    changes: severities.flatMap((severity) => changes.filter((one) => one.severity === severity)),
    renames: [],
    problems: [],
    ...given,
  };
}

const merge: RenameProposal = {
  fingerprint: "0123456789ab",
  kind: "merge",
  subject: "webhook",
  from: ["auto_access_deleted", "auto_access_added", "auto_access_updated"],
  to: "auto_accesses_updated",
  score: 0.815,
  evidence: [
    { sign: "name", words: "the names begin alike", weight: 0.35 },
    { sign: "type", words: "9 of 11 members have the same type", weight: 0.3 },
    { sign: "place", words: 'all stand in the group "Configuration"', weight: 0.165 },
  ],
  decision: "proposed",
  webhooks: ["auto_access_deleted", "auto_accesses_updated", "auto_access_added", "auto_access_updated"],
  changes: ["a00000000001", "c00000000001"],
};

const chats = ["incoming_chat", "chat_deactivated", "user_removed_from_chat", "incoming_event", "user_added_to_chat"];

/** Every part that a report can have, in drift mode. */
export function sampleReport(): DiffReport {
  const changes: readonly Change[] = [
    change("a00000000001", "breaking", {
      rule: "webhook/removed",
      subject: "webhook",
      owner: { kind: "webhook", name: "auto_access_added" },
      path: "auto_access_added",
      webhooks: ["auto_access_added"],
      group: "Configuration",
      message: 'webhook "auto_access_added" was removed',
      why: "A receiver waits for a call that no longer comes.",
      hint: "Handle the webhook that took its place, or drop the handler.",
      old: { text: "auto_access_added", evidence: [evidence("auto_access_added", "v3.4/webhooks.html", 2210, 3)] },
      renames: ["0123456789ab"],
    }),
    change("a00000000002", "breaking", {
      old: {
        text: "string (date-time)",
        evidence: [
          evidence('"queued_at": "2021-04-15T07:23:30.000000Z"', "v3.4/webhooks.html", 412, 9),
          { ...evidence("Missing if the chat is not queued.", "v3.4/webhooks.html", 431, 1), kind: "table" },
        ],
      },
      witness: {
        payload: {
          webhook: "chat_transferred",
          body: {
            webhook_id: "w1",
            action: "chat_transferred",
            payload: { chat_id: "PJ0MRSHTDG", queue: { position: 42, wait_time: 1337 } },
          },
          acceptedBy: "new",
          rejectedBy: "old",
          pointer: "/payload/queue",
        },
        code: {
          webhook: "chat_transferred",
          text: 'import type { ChatTransferredPayload } from "./types.ts";\n\nexport const read = (payload: ChatTransferredPayload) => payload.queue?.queued_at;\n',
        },
      },
    }),
    change("a00000000003", "breaking", {
      rule: "field/type-changed",
      fact: "incomparable",
      owner: { kind: "structure", name: "WorkScheduler" },
      path: "$defs.WorkScheduler",
      webhooks: ["agent_created", "agent_updated"],
      group: "Configuration",
      message: '"work_scheduler" has another shape',
      why: "The old code reads days where there is now a schedule.",
      hint: "Read the days from the list under schedule.",
      old: {
        text: "map of weekday to { start: string, end: string, enabled: boolean }",
        evidence: [evidence('"monday": {', "v3.4/webhooks.html", 1502, 7)],
      },
      new: {
        text: "{ timezone: string, schedule: array of { day: string, start: string, end: string, enabled: boolean } }",
        evidence: [evidence('"timezone": "Europe/Warsaw"', "v3.5/webhooks.txt", 1377, 7)],
      },
    }),
    change("a00000000004", "breaking", {
      acceptedBy: { reason: "No receiver of ours reads it.", until: "2027-03-31" },
      message: '"events[].thread_id" became nullable',
      path: "event_updated.payload.events[].thread_id",
      owner: { kind: "webhook", name: "event_updated" },
      webhooks: ["event_updated"],
      group: "Events",
      fact: "widened",
      rule: "field/became-nullable",
      old: { text: "string", evidence: [evidence('"thread_id": "K600PKZON8"', "v3.4/webhooks.html", 640, 5)] },
      new: { text: "string or null", evidence: [evidence('"thread_id": null', "v3.5/webhooks.txt", 611, 5)] },
    }),
    change("b00000000001", "dangerous", {
      rule: "enum/value-added",
      fact: "widened",
      subject: "enum-value",
      owner: { kind: "webhook", name: "routing_status_set" },
      path: 'routing_status_set.payload.status="away"',
      webhooks: ["routing_status_set"],
      group: "Status",
      runtime: "dangerous",
      compileTime: "compatible",
      message: '"status" may be "away"',
      why: "A switch over the known values falls through.",
      hint: "Give unknown values a default branch.",
      old: {
        text: '"accepting chats" | "not accepting chats"',
        evidence: [
          {
            ...evidence("Possible values: accepting chats, not accepting chats", "v3.4/webhooks.html", 900, 3),
            kind: "table",
          },
        ],
      },
      new: {
        text: '"accepting chats" | "not accepting chats" | "away"',
        evidence: [
          {
            ...evidence("Possible values: accepting chats, not accepting chats, away", "v3.5/webhooks.txt", 877, 3),
            kind: "table",
          },
        ],
      },
      likelyDocsFix: {
        sign: "sample-agreed-before",
        why: "the older page's sample already shows the value.",
        old: [evidence('"status": "away"', "v3.4/webhooks.html", 888, 5)],
        new: [evidence('"status": "away"', "v3.5/webhooks.txt", 866, 5)],
      },
    }),
    change("b00000000002", "dangerous", {
      rule: "field/optional-removed",
      runtime: "dangerous",
      compileTime: "breaking",
      severity: "dangerous",
      owner: { kind: "structure", name: "Chat" },
      path: "$defs.Chat.properties.source",
      webhooks: chats,
      group: "Chats",
      message: '"properties.source" was removed',
      why: "Code that reads the field without a check finds nothing.",
      hint: "Check before reading.",
      old: {
        text: "map of namespace to map of name to any",
        evidence: [evidence('"source": {', "v3.4/structures.mdx", 77, 5)],
      },
    }),
    change("c00000000001", "compatible", {
      rule: "webhook/added",
      fact: "added",
      subject: "webhook",
      owner: { kind: "webhook", name: "auto_accesses_updated" },
      path: "auto_accesses_updated",
      webhooks: ["auto_accesses_updated"],
      group: "Configuration",
      message: 'webhook "auto_accesses_updated" was added',
      why: "Nothing that a receiver knows is different.",
      hint: "Register a handler where you want it.",
      renames: ["0123456789ab"],
      new: {
        text: "auto_accesses_updated",
        evidence: [{ ...evidence("auto_accesses_updated", "v3.5/webhooks.txt", 1822, 1), kind: "heading" }],
      },
    }),
    change("c00000000002", "compatible", {
      rule: "envelope/member-added",
      fact: "added",
      subject: "envelope",
      owner: { kind: "envelope" },
      path: "envelope.organization_id",
      webhooks: [...chats, "routing_status_set", "agent_created", "agent_updated", "event_updated"],
      message: 'the envelope has "organization_id"',
      why: "Tolerant receivers pass over members that they do not know.",
      hint: "Nothing to do.",
      new: { text: "string", evidence: [evidence('"organization_id": "390e44e6-f1e6"', "v3.5/webhooks.txt", 20, 3)] },
    }),
    ...["incoming_chat", "routing_status_set"].map((name, at) =>
      change(`d0000000000${String(at)}`, "docs", {
        rule: "docs/description",
        fact: "text",
        subject: "docs",
        owner: { kind: "webhook", name },
        path: name,
        webhooks: [name],
        group: at === 0 ? "Chats" : "Status",
        message: `"${name}" is described in other words`,
        why: "Only words are different.",
        hint: "Nothing to do.",
        old: {
          text: "Informs that an agent changed the status.",
          evidence: [evidence("Informs that", "v3.4/webhooks.html", 12, 1)],
        },
        new: {
          text: "Informs that an agent or a bot changed the routing status.",
          evidence: [evidence("Informs that", "v3.5/webhooks.txt", 12, 1)],
        },
      }),
    ),
  ];
  return report(changes, {
    mode: "drift",
    renames: [merge],
    problems: [
      {
        rule: "decisions/expired",
        severity: "error",
        message: 'the acceptance of "f00000000000" ended on 2026-01-31; the change counts again',
        at: { file: "docs-input/decisions.yaml", line: 14, column: 5, offset: 300 },
        quote: "until: 2026-01-31",
        fix: "set a later day, or remove the entry",
      },
    ],
  });
}

/** As many changes as asked for, of all severities, over 40 webhooks in 8 groups, each with evidence on both sides. */
export function largeReport(length: number): DiffReport {
  const names = Array.from({ length: 40 }, (_, at) => `webhook_${String(at)}`);
  return report(
    Array.from({ length }, (_, at) => {
      const name = names[at % names.length] ?? "";
      const carriers = at % 10 === 0 ? names : [name];
      const places = Array.from({ length: 3 }, (_, line) => evidence(`"member_${String(at)}": ${String(line)}`));
      return change(at.toString(16).padStart(12, "0"), severities[at % 4] ?? "docs", {
        owner: carriers.length > 1 ? { kind: "structure", name: "User" } : { kind: "webhook", name },
        path: `${name}.payload.list[].member_${String(at)}`,
        message: `"member_${String(at)}" was removed`,
        webhooks: carriers,
        group: `Group ${String(Math.floor((at % names.length) / 5))}`,
        old: { text: "string or number", evidence: places },
        new: { text: "string", evidence: places },
        ...(at % 4 === 0
          ? {
              witness: {
                payload: {
                  webhook: name,
                  body: { action: name, payload: { list: [{ id: at }] } },
                  acceptedBy: "new" as const,
                  rejectedBy: "old" as const,
                  pointer: "/payload/list/0",
                },
              },
            }
          : {}),
      });
    }),
  );
}

/** A report that carries the given text in every place where text can stand; the same shape for any text. */
export function reportOfText(text: string): DiffReport {
  const said: Evidence = { kind: "prose", rule: text, quote: text, at: { file: text, line: 1, column: 1 } };
  const one = change(text, "breaking", {
    rule: text,
    owner: { kind: "structure", name: text },
    path: text,
    webhooks: [text, `${text} 2`],
    group: text,
    message: text,
    why: text,
    hint: text,
    old: { text: `old ${text}`, evidence: [said] },
    new: { text: `new ${text}`, evidence: [said] },
    renames: ["r"],
    likelyDocsFix: { sign: text, why: text, old: [said], new: [said] },
    acceptedBy: { reason: text, until: text },
    witness: {
      payload: {
        webhook: text,
        body: { [text]: [text, { [text]: null }] },
        acceptedBy: "old",
        rejectedBy: "new",
        pointer: text,
      },
      code: { webhook: text, text },
    },
  });
  const side = { version: text, label: text, kind: "page", status: text, webhooks: 1 } as const;
  return report([one, change("b00000000002", "docs", { ...one, fingerprint: `${text} 2`, severity: "docs" })], {
    mode: "drift",
    old: { ...side, version: `${text} 1` },
    new: side,
    semver: { bump: "major", because: [text, text] },
    renames: [
      {
        fingerprint: "r",
        kind: "rename",
        subject: "field",
        from: [text, text],
        to: text,
        score: 0.5,
        evidence: [{ sign: text, words: text, weight: 0.5 }],
        decision: "denied",
        reason: text,
        webhooks: [text],
        changes: [text],
      },
    ],
    problems: [
      {
        rule: text,
        severity: "error",
        message: text,
        at: { file: text, line: 1, column: 1, offset: 0 },
        quote: text,
        fix: text,
      },
    ],
  });
}

/** Four versions: two steps that were compared and one that was not. */
export function sampleOverview(): OverviewInput {
  const version = (name: string, status: string, webhooks: OverviewInput["versions"][number]["webhooks"]) => ({
    version: name,
    status,
    webhooks,
  });
  const chat = { name: "incoming_chat", group: "Chats" };
  const event = { name: "event_updated", group: "Events" };
  const between = (old: string, now: string, changes: readonly Change[]): DiffReport => {
    const side = { label: "", kind: "version", status: "stable", webhooks: 2 } as const;
    return report(changes, { old: { ...side, version: old }, new: { ...side, version: now } });
  };
  return {
    versions: [
      version("3.4-preview", "preview", [
        { name: "incoming_chat", group: "chats" },
        { name: "chat_closed", group: "chats" },
      ]),
      version("3.4", "legacy", [chat, event]),
      version("3.5", "stable", [chat, event]),
      version("3.6", "preview", [chat, event, { name: "constructor" }]),
    ],
    reports: [
      between("3.4", "3.5", [change("000000000004", "dangerous", { webhooks: ["event_updated"] })]),
      between("3.4-preview", "3.4", [
        change("000000000001", "docs", { webhooks: ["incoming_chat"] }),
        change("000000000002", "breaking", { webhooks: ["incoming_chat", "chat_closed"] }),
        change("000000000003", "compatible", { webhooks: ["event_updated"] }),
      ]),
    ],
  };
}

/** An overview that carries the given text in every place where text can stand; the same shape for any text. */
export function overviewOfText(text: string): OverviewInput {
  const { changes, old, new: now } = reportOfText(text);
  const webhooks = [{ name: text, group: text }];
  return {
    versions: [
      { version: old.version, status: text, webhooks },
      { version: now.version, status: text, webhooks: [...webhooks, { name: `${text} 2`, group: text }] },
    ],
    reports: [report(changes, { old, new: now })],
  };
}
