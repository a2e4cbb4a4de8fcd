// The defects that samples are read over: one row a defect, with an example from life and what is said about it.
import { finding, type Finding } from "../source/finding.ts";
import type { Repair, SampleOptions } from "./sample.ts";

interface Place {
  readonly offset: number;
  readonly length: number;
  /** The text as it is, or the mark that is put in. */
  readonly text: string;
  /** The nearest key around it; empty at the root. */
  readonly container: string;
  /** The key or item before and after it, where there is one. */
  readonly before?: string;
  readonly after?: string;
  /** Whether what is before and after are an array's items, named by how they start. */
  readonly items?: boolean;
  /** The member of the same key before it, and whether its value is of another type. */
  readonly earlier?: { readonly offset: number; readonly differs: boolean; readonly kept: string };
}

/** A defect and what is around it, for its message. */
export interface Defect extends Place {
  readonly rule: RepairId;
}

/**
 * In `message` and `fix` a word in braces stands for what the defect is about: its `text`, `raw` for the text uncut, where it is
 * (`in`, `container`), and its neighbours (`before`, `after`).
 */
interface RepairRule {
  /** A sample with this defect and no other. */
  readonly example: string;
  /** It concerns the brackets and commas: what a search for the right brackets makes as rare as possible. */
  readonly structural?: true;
  /** It is reported, but needed no repair. */
  readonly kept?: true;
  readonly message: string;
  readonly fix: string;
}

const table = {
  "trailing-comma": {
    example: '{ "agent_ids": ["smith@example.com"], }',
    structural: true,
    message: "a comma stands behind the last entry {in}; read without it",
    fix: "remove the comma behind {before}",
  },
  "extra-comma": {
    example: '{ "a": 1,, "b": 2 }',
    structural: true,
    message: "a comma has no entry before it {in}; read without it",
    fix: "remove the comma",
  },
  "missing-comma": {
    example: '{ "conditions": {} "next_id": "" }',
    structural: true,
    message: "two {entries} stand side by side {in}; read with a comma between {before} and {after}",
    fix: "put a comma behind {before}",
  },
  "missing-colon": {
    example: '{ "id" 42 }',
    structural: true,
    message: "no colon stands between {before} and its value; read with one",
    fix: "put a colon behind {before}",
  },
  "missing-closer": {
    example: '{ "payload": { "id": 42 }',
    structural: true,
    message: '{container} is never closed; read with a "{raw}" behind {before}',
    fix: 'put a "{raw}" behind {before}',
  },
  "missing-opener": {
    example: '{ "payload": "chat_id": "PJ0MRSHTDG", "user_id": 5 } }',
    structural: true,
    message: 'nothing opens what is closed {in}; read with a "{raw}" before {after}',
    fix: 'put a "{raw}" before {after}',
  },
  "extra-opener": {
    example: '{ "payload": { { "id": 42 } }',
    structural: true,
    message: '"{raw}" stands twice {in}; read as one',
    fix: 'remove one "{raw}"',
  },
  "mismatched-closer": {
    example: '{ "groups": [0, 42}, "id": 1 }',
    structural: true,
    message: '"{raw}" closes {container}, which was opened with the other bracket; read as the matching closer',
    fix: 'put "{other}" in its place',
  },
  "stray-closer": {
    example: '{ "active_chat": { "id": 1 } ], "session_fields": [] }',
    structural: true,
    message: '"{raw}" closes nothing that is open {in}; read without it',
    fix: 'remove the "{raw}"',
  },
  "extra-closer": {
    example: '{ "rating": ["score"] } }',
    structural: true,
    message: '"{raw}" is one closer too many {in}; read without it',
    fix: 'remove the "{raw}"',
  },
  ellipsis: {
    example: '{ "rating": { "value": 1 }, ... }',
    message: '"{text}" stands among the entries {in}; read as entries left out',
    fix: "remove the dots, or write them as a comment",
  },
  "unquoted-key": {
    example: "{ groups: [0, 42] }",
    message: 'the key {text} has no quotes {in}; read as "{text}"',
    fix: '"{text}"',
  },
  "single-quotes": {
    example: `{ "reason": 'manual' }`,
    message: "the string {text} is not in double quotes {in}; read as if it were",
    fix: "write the string in double quotes",
  },
  "unterminated-string": {
    example: '{\n  "name": "sales,\n  "id": 42\n}',
    message: "the string {text} has no closing quote {in}; read as ending with its line",
    fix: "put a closing quote at the end of the string",
  },
  "unknown-escape": {
    example: String.raw`{ "path": "C:\docs" }`,
    message: "the string {text} holds an escape that JSON does not know {in}; read as it stands",
    fix: "double the backslash",
  },
  "control-character": {
    example: '{ "tag": "bug\treport" }',
    message: "the string {text} holds a control character {in}; read as it stands",
    fix: "write the character as an escape",
  },
  "invisible-character": {
    example: '{ "na\u200bme": 1 }',
    message: "characters that nobody sees are in {text} {in}; read without them",
    fix: "remove them",
  },
  "big-integer": {
    example: '{ "id": 9007199254740993 }',
    kept: true,
    message:
      "{text} {in} has more digits than a number of JavaScript holds; the sample keeps them, a receiver gets {rounded}",
    fix: "send it as a string",
  },
  "python-literal": {
    example: '{ "is_bot": True }',
    message: "the word {text} is a literal of another language {in}; read as JSON's own",
    fix: "write true, false or null",
  },
  "loose-number": {
    example: '{ "position": 042 }',
    message: "{text} is no number in JSON's notation {in}; read as the number it stands for",
    fix: "write the number in plain decimals",
  },
  "not-a-number": {
    example: '{ "wait_time": NaN }',
    message: "JSON has no {text} {in}; read as null",
    fix: "null",
  },
  "missing-value": {
    example: '{ "id": , "status": "open" }',
    message: 'no value stands behind "{key}" {in}; read as null',
    fix: "null",
  },
  "unquoted-value": {
    example: '{ "status": accepting chats }',
    message: "the value {text} has no quotes {in}; read as a string",
    fix: '"{text}"',
  },
  "type-word": {
    example: '{ "wait_time": <number> }',
    message: "{text} names a type {in}; read as a value of that type",
    fix: "put a value in its place",
  },
  "quoted-type-word": {
    example: '{ "wait_time": "number" }',
    message: "{text} may name the type of the value {in}; read as a string or a value of that type",
    fix: "put a value in its place",
  },
  alternatives: {
    example: '{ "status": "open" | "closed" }',
    message: '"{raw}" parts several values of {before} {in}; read as values that it may have',
    fix: "leave one value, and list the others in the notes",
  },
  "commented-member": {
    example: '{ "id": 1,\n// "bot_id": "b1"\n"name": "x" }',
    message: "a comment holds the member {before}; read as a member that may be missing",
    fix: "tell in the notes when the member is there",
  },
  "commented-value": {
    example: '{ "status": "open", // "status": "closed"\n"id": 1 }',
    message: "a comment holds the member {before} once more; read as another value that it may have",
    fix: "list the values in the notes",
  },
  "marked-removed": {
    example: '{ "id": 1, // [!code --]\n"name": "x" }',
    kept: true,
    message: "a comment marks this line as taken away; the line was read all the same",
    fix: "remove the line from the sample",
  },
  "hash-comment": {
    example: '{ "id": 42 # of the group\n}',
    message: "a comment starts with a hash; read as a comment",
    fix: "start the comment with //",
  },
  "text-around": {
    example: 'Response: { "id": 42 }',
    structural: true,
    message: '"{text}" stands outside the sample; read without it',
    fix: "move the words out of the sample",
  },
  "duplicate-key": {
    example: '{ "id": 1, "id": 2 }',
    structural: true,
    kept: true,
    message: "{text} is a member {in} already at {earlier}; as in JSON the last counts: {kept}{types}",
    fix: "remove or rename one of them",
  },
} as const satisfies Readonly<Record<string, RepairRule>>;

export type RepairId = keyof typeof table;

const rules: Readonly<Record<RepairId, RepairRule>> = table;

export const repairRules: readonly (RepairRule & { readonly id: string })[] = Object.entries<RepairRule>(table).map(
  ([id, rule]) => ({ id, ...rule }),
);

export function isStructural({ rule }: Defect): boolean {
  return rules[rule].structural === true;
}

export interface Report {
  readonly repairs: readonly Repair[];
  readonly findings: readonly Finding[];
}

/** A way of writing that a sample keeps to is one finding, not one a value. */
const MOST_ALIKE = 3;

/** Turns defects into repairs and findings, in the order of the text. */
export function report(text: string, defects: readonly Defect[], { locate }: SampleOptions): Report {
  const repairs: Repair[] = [];
  const findings: Finding[] = [];
  const habits = habitsIn(defects);
  const reported = new Set<RepairId>();
  for (const defect of defects.toSorted((a, b) => a.offset - b.offset)) {
    const rule = rules[defect.rule];
    const at = locate(defect.offset, defect.offset + defect.length);
    const quote = lineAround(text, defect.offset);
    if (rule.kept === undefined) repairs.push({ rule: defect.rule, at });
    const times = habits.get(defect.rule);
    if (reported.has(defect.rule)) continue;
    if (times !== undefined) reported.add(defect.rule);
    const message =
      filled(rule.message, defect, locate) +
      (times === undefined ? "" : `; the same ${String(times - 1)} times more in this sample`);
    const fix = filled(rule.fix, defect, locate);
    findings.push(finding({ rule: `sample/${defect.rule}`, severity: "warning", message, at, quote, fix }));
  }
  return { repairs, findings };
}

/** Defects so frequent in one sample that it is the way it is written; each bracket and comma counts by itself. */
function habitsIn(defects: readonly Defect[]): ReadonlyMap<RepairId, number> {
  const counts = new Map<RepairId, number>();
  for (const defect of defects) if (!isStructural(defect)) counts.set(defect.rule, (counts.get(defect.rule) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > MOST_ALIKE));
}

const HALF_QUOTE = 75;

/** The line around an offset, cut to what fits a quote. */
export function lineAround(text: string, offset: number): string {
  const from = Math.max(0, offset - HALF_QUOTE);
  const before = text.slice(from, offset);
  const behind = text.slice(offset, offset + HALF_QUOTE);
  const start = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const end = behind.search(/[\r\n]/);
  return (before.slice(start) + (end < 0 ? behind : behind.slice(0, end))).trim();
}

function filled(template: string, defect: Defect, locate: SampleOptions["locate"]): string {
  const { text, container, before, after, items, earlier } = defect;
  const first = earlier === undefined ? undefined : locate(earlier.offset);
  const words: Readonly<Record<string, string>> = {
    text: clip(text),
    raw: text,
    other: text === "}" ? "]" : "}",
    in: container === "" ? "at the root" : `in "${clip(container)}"`,
    container: container === "" ? "the root" : `"${clip(container)}"`,
    before: quoted(before),
    after: quoted(after),
    key: before ?? "",
    entries: items === true ? "items" : "members",
    earlier: `${String(first?.line)}:${String(first?.column)}`,
    kept: `${clip(earlier?.kept ?? "")} was kept`,
    rounded: /^-?\d+$/.test(text) ? String(Number(text)) : text,
    types: earlier?.differs === true ? "; their types differ, read as either" : "",
  };
  return template.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}

function quoted(name: string | undefined): string {
  return name === undefined || name === "" ? "the place" : `"${clip(name)}"`;
}

const LONGEST_NAME = 60;

function clip(text: string): string {
  const folded = text.slice(0, LONGEST_NAME * 2).replace(/\s+/g, " ");
  return folded.length > LONGEST_NAME ? `${folded.slice(0, LONGEST_NAME - 1)}…` : folded;
}
