// The defects that samples are read over: one row a defect, with an example from life and what is said about it.
import { finding, type Finding } from "../source/finding.ts";
import type { Repair, SampleOptions } from "./sample.ts";

/** A defect and what stood around it, for its message. */
export interface Defect {
  readonly rule: RepairId;
  readonly offset: number;
  readonly length: number;
  /** The text as it stands, or the mark that is put in. */
  readonly text: string;
  /** The nearest key around it; empty at the root. */
  readonly container: string;
  /** The key or item before and after it, where there is one. */
  readonly before?: string;
  readonly after?: string;
  /** Whether what stands before and after are an array's items, named by how they start. */
  readonly items?: boolean;
  /** The member of the same key before it, and whether its value is of another type. */
  readonly earlier?: { readonly offset: number; readonly differs: boolean };
}

export interface RepairRule {
  readonly id: RepairId;
  /** A sample with this defect and no other. */
  readonly example: string;
  readonly description: string;
  /** Whether it concerns the brackets and commas: what a search for the right brackets makes as rare as possible. */
  readonly structural: boolean;
  /** False for what is reported but needed no repair. */
  readonly repaired: boolean;
  readonly message: (defect: Defect, locate: SampleOptions["locate"]) => string;
  readonly fix: (defect: Defect) => string;
}

export type RepairId =
  | "trailing-comma"
  | "extra-comma"
  | "missing-comma"
  | "missing-colon"
  | "missing-closer"
  | "missing-opener"
  | "extra-opener"
  | "mismatched-closer"
  | "stray-closer"
  | "extra-closer"
  | "ellipsis"
  | "unquoted-key"
  | "single-quotes"
  | "unterminated-string"
  | "unknown-escape"
  | "control-character"
  | "python-literal"
  | "loose-number"
  | "not-a-number"
  | "unquoted-value"
  | "missing-value"
  | "type-word"
  | "quoted-type-word"
  | "alternatives"
  | "commented-member"
  | "commented-value"
  | "marked-removed"
  | "hash-comment"
  | "text-around"
  | "duplicate-key";

export const repairRules: readonly RepairRule[] = [
  {
    id: "trailing-comma",
    example: '{ "agent_ids": ["smith@example.com"], }',
    description: "A comma before a closer.",
    structural: true,
    repaired: true,
    message: (defect) => `a comma stands behind the last entry ${within(defect)}; read without it`,
    fix: ({ before }) => `remove the comma behind ${quoted(before)}`,
  },
  {
    id: "extra-comma",
    example: '{ "a": 1,, "b": 2 }',
    description: "A comma with no entry before it.",
    structural: true,
    repaired: true,
    message: (defect) => `a comma has no entry before it ${within(defect)}; read without it`,
    fix: () => "remove the comma",
  },
  {
    id: "missing-comma",
    example: '{ "conditions": {} "next_id": "" }',
    description: "Two entries with nothing between them.",
    structural: true,
    repaired: true,
    message: (defect) =>
      `two ${defect.items === true ? "items" : "members"} stand side by side ${within(defect)}; read with a comma between ${quoted(defect.before)} and ${quoted(defect.after)}`,
    fix: ({ before }) => `put a comma behind ${quoted(before)}`,
  },
  {
    id: "missing-colon",
    example: '{ "id" 42 }',
    description: "A key and its value with nothing between them.",
    structural: true,
    repaired: true,
    message: ({ before }) => `no colon stands between ${quoted(before)} and its value; read with one`,
    fix: ({ before }) => `put a colon behind ${quoted(before)}`,
  },
  {
    id: "missing-closer",
    example: '{ "payload": { "id": 42 }',
    description: "An object or array that nothing closes.",
    structural: true,
    repaired: true,
    message: (defect) =>
      `${named(defect)} is never closed; read with a "${defect.text}" behind ${quoted(defect.before)}`,
    fix: ({ text, before }) => `put a "${text}" behind ${quoted(before)}`,
  },
  {
    id: "missing-opener",
    example: '{ "payload": "chat_id": "PJ0MRSHTDG", "user_id": 5 } }',
    description: "Entries whose object or array nothing opens.",
    structural: true,
    repaired: true,
    message: (defect) =>
      `nothing opens what is closed ${within(defect)}; read with a "${defect.text}" before ${quoted(defect.after)}`,
    fix: ({ text, after }) => `put a "${text}" before ${quoted(after)}`,
  },
  {
    id: "extra-opener",
    example: '{ "payload": { { "id": 42 } }',
    description: "An opener that stands twice where an object can't hold another without a key.",
    structural: true,
    repaired: true,
    message: (defect) => `"${defect.text}" stands twice ${within(defect)}; read as one`,
    fix: ({ text }) => `remove one "${text}"`,
  },
  {
    id: "mismatched-closer",
    example: '{ "groups": [0, 42}, "id": 1 }',
    description: "A closer of the wrong kind.",
    structural: true,
    repaired: true,
    message: (defect) =>
      `"${defect.text}" closes ${named(defect)}, which was opened with the other bracket; read as the matching closer`,
    fix: ({ text }) => `put "${text === "}" ? "]" : "}"}" in its place`,
  },
  {
    id: "stray-closer",
    example: '{ "active_chat": { "id": 1 } ], "session_fields": [] }',
    description: "A closer whose kind of opener is not open.",
    structural: true,
    repaired: true,
    message: (defect) => `"${defect.text}" closes nothing that is open ${within(defect)}; read without it`,
    fix: ({ text }) => `remove the "${text}"`,
  },
  {
    id: "extra-closer",
    example: '{ "rating": ["score"] } }',
    description: "One closer more than was opened.",
    structural: true,
    repaired: true,
    message: (defect) => `"${defect.text}" is one closer too many ${within(defect)}; read without it`,
    fix: ({ text }) => `remove the "${text}"`,
  },
  {
    id: "ellipsis",
    example: '{ "rating": { "value": 1 }, ... }',
    description: "Dots among the entries, with the comma beside them: the page leaves entries out.",
    structural: false,
    repaired: true,
    message: (defect) => `"${clip(defect.text)}" stands among the entries ${within(defect)}; read as entries left out`,
    fix: () => "remove the dots, or write them as a comment",
  },
  {
    id: "unquoted-key",
    example: "{ groups: [0, 42] }",
    description: "A key without quotes.",
    structural: false,
    repaired: true,
    message: (defect) => `the key ${clip(defect.text)} has no quotes ${within(defect)}; read as "${clip(defect.text)}"`,
    fix: ({ text }) => `"${clip(text)}"`,
  },
  {
    id: "single-quotes",
    example: `{ "reason": 'manual' }`,
    description: "A string in quotes other than JSON's.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `the string ${clip(defect.text)} is not in double quotes ${within(defect)}; read as if it were`,
    fix: () => "write the string in double quotes",
  },
  {
    id: "unterminated-string",
    example: '{\n  "name": "sales,\n  "id": 42\n}',
    description: "A string with no closing quote on its line.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `the string ${clip(defect.text)} has no closing quote ${within(defect)}; read as ending with its line`,
    fix: () => "put a closing quote at the end of the string",
  },
  {
    id: "unknown-escape",
    example: String.raw`{ "path": "C:\docs" }`,
    description: "A backslash before a character that needs none.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `the string ${clip(defect.text)} holds an escape that JSON does not know ${within(defect)}; read as it stands`,
    fix: () => "double the backslash",
  },
  {
    id: "control-character",
    example: '{ "tag": "bug\treport" }',
    description: "A tab or another control character inside a string.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `the string ${clip(defect.text)} holds a control character ${within(defect)}; read as it stands`,
    fix: () => "write the character as an escape",
  },
  {
    id: "python-literal",
    example: '{ "is_bot": True }',
    description: "True, None and their like from other languages.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `the word ${clip(defect.text)} is a literal of another language ${within(defect)}; read as JSON's own`,
    fix: () => "write true, false or null",
  },
  {
    id: "loose-number",
    example: '{ "position": 042 }',
    description: "A number in a shape that JSON does not allow.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `${clip(defect.text)} is no number in JSON's notation ${within(defect)}; read as the number it stands for`,
    fix: () => "write the number in plain decimals",
  },
  {
    id: "not-a-number",
    example: '{ "wait_time": NaN }',
    description: "NaN or an infinity.",
    structural: false,
    repaired: true,
    message: (defect) => `JSON has no ${clip(defect.text)} ${within(defect)}; read as null`,
    fix: () => "null",
  },
  {
    id: "missing-value",
    example: '{ "id": , "status": "open" }',
    description: "A key without a value before a comma.",
    structural: false,
    repaired: true,
    message: (defect) => `no value stands behind "${defect.before ?? ""}" ${within(defect)}; read as null`,
    fix: () => "null",
  },
  {
    id: "unquoted-value",
    example: '{ "status": accepting chats }',
    description: "Words without quotes in the place of a value.",
    structural: false,
    repaired: true,
    message: (defect) => `the value ${clip(defect.text)} has no quotes ${within(defect)}; read as a string`,
    fix: ({ text }) => `"${clip(text)}"`,
  },
  {
    id: "type-word",
    example: '{ "wait_time": <number> }',
    description: "The name of a type without quotes in the place of a value.",
    structural: false,
    repaired: true,
    message: (defect) => `${clip(defect.text)} names a type ${within(defect)}; read as a value of that type`,
    fix: () => "put a value in its place",
  },
  {
    id: "quoted-type-word",
    example: '{ "wait_time": "number" }',
    description: "A string that names another type than string.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `${clip(defect.text)} may name the type of the value ${within(defect)}; read as a string or a value of that type`,
    fix: () => "put a value in its place",
  },
  {
    id: "alternatives",
    example: '{ "status": "open" | "closed" }',
    description: "Several values in the place of one.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `"${defect.text}" parts several values of ${quoted(defect.before)} ${within(defect)}; read as values that it may have`,
    fix: () => "leave one value, and list the others in the notes",
  },
  {
    id: "commented-member",
    example: '{ "id": 1,\n// "bot_id": "b1"\n"name": "x" }',
    description: "A member that stands in a comment.",
    structural: false,
    repaired: true,
    message: (defect) => `a comment holds the member ${quoted(defect.before)}; read as a member that may be missing`,
    fix: () => "tell in the notes when the member is there",
  },
  {
    id: "commented-value",
    example: '{ "status": "open", // "status": "closed"\n"id": 1 }',
    description: "A comment with a member that the sample holds already.",
    structural: false,
    repaired: true,
    message: (defect) =>
      `a comment holds the member ${quoted(defect.before)} once more; read as another value that it may have`,
    fix: () => "list the values in the notes",
  },
  {
    id: "marked-removed",
    example: '{ "id": 1, // [!code --]\n"name": "x" }',
    description: "A line that a highlighter shows as taken away.",
    structural: false,
    repaired: false,
    message: () => "a comment marks this line as taken away; the line was read all the same",
    fix: () => "remove the line from the sample",
  },
  {
    id: "hash-comment",
    example: '{ "id": 42 # of the group\n}',
    description: "A comment that starts with a hash.",
    structural: false,
    repaired: true,
    message: () => "a comment starts with a hash; read as a comment",
    fix: () => "start the comment with //",
  },
  {
    id: "text-around",
    example: 'Response: { "id": 42 }',
    description: "Words before or behind the sample.",
    structural: true,
    repaired: true,
    message: ({ text }) => `"${clip(text)}" stands outside the sample; read without it`,
    fix: () => "move the words out of the sample",
  },
  {
    id: "duplicate-key",
    example: '{ "id": 1, "id": 2 }',
    description: "A key that an object has already; of their values the last counts, their types both.",
    structural: true,
    repaired: false,
    message: (defect: Defect, locate: SampleOptions["locate"]): string => {
      const { line, column } = locate(defect.earlier?.offset ?? defect.offset);
      const types = defect.earlier?.differs === true ? "; their types differ, read as either" : "";
      return `${clip(defect.text)} is a member ${within(defect)} already at ${String(line)}:${String(column)}; as in JSON the last counts${types}`;
    },
    fix: () => "remove or rename one of them",
  },
];

const rules: ReadonlyMap<RepairId, RepairRule> = new Map(repairRules.map((rule) => [rule.id, rule]));

export function isStructural({ rule }: Defect): boolean {
  return rules.get(rule)?.structural ?? false;
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
  const told = new Set<RepairId>();
  for (const defect of defects.toSorted((a, b) => a.offset - b.offset)) {
    const rule = rules.get(defect.rule);
    if (rule === undefined) continue;
    const at = locate(defect.offset, defect.offset + defect.length);
    const id = `sample/${rule.id}`;
    const quote = lineAround(text, defect.offset);
    if (rule.repaired) repairs.push({ rule: rule.id, at });
    const times = habits.get(defect.rule);
    if (told.has(defect.rule)) continue;
    if (times !== undefined) told.add(defect.rule);
    const message =
      rule.message(defect, locate) +
      (times === undefined ? "" : `; the same ${String(times - 1)} times more in this sample`);
    findings.push(finding({ rule: id, severity: "warning", message, at, quote, fix: rule.fix(defect) }));
  }
  return { repairs, findings };
}

/** Defects that stand so often in one sample that it is the way it is written; each bracket and comma counts by itself. */
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

function within({ container }: Defect): string {
  return container === "" ? "at the root" : `in "${clip(container)}"`;
}

function named({ container }: Defect): string {
  return container === "" ? "the root" : `"${clip(container)}"`;
}

function quoted(name: string | undefined): string {
  return name === undefined || name === "" ? "the place" : `"${clip(name)}"`;
}

const LONGEST_NAME = 60;

function clip(text: string): string {
  const folded = text.slice(0, LONGEST_NAME * 2).replace(/\s+/g, " ");
  return folded.length > LONGEST_NAME ? `${folded.slice(0, LONGEST_NAME - 1)}…` : folded;
}
