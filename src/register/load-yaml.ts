// Reads a YAML file against a JSON Schema; whatever is wrong is a finding at the line and column of its node.
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import {
  type Document,
  LineCounter,
  parseDocument,
  Lexer,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  Parser,
} from "yaml";
import { finding, type Finding } from "../source/finding.ts";
import { lowerFirst } from "../source/wording.ts";
import { explainError } from "./explain-error.ts";
import { locator, type Locator } from "./locate-node.ts";
import type { SettingsSchema } from "./settings-ajv.ts";
import { settingsCheck } from "./settings-check.ts";

/** Values within each other. */
const DEEPEST = 100;

const TOO_DEEP = `values are nested more than ${String(DEEPEST)} deep here`;

const MOST_ALIASES = 100;

/** What all aliases together may stand for. */
const MOST_REPEATED = 10_000;

/** The value, present only where there is no finding, and the places of its nodes. */
export interface LoadedYaml<T> {
  readonly value?: T;
  readonly locate: Locator;
  readonly findings: readonly Finding[];
}

/** Characters of a file that is read: some thousand corrections. */
const LARGEST = 1_000_000;
/** Characters from which on only the first wrong value is reported: to gather all takes time with the square of their number. */
const LARGE = 100_000;
/** Findings of one file; how many more there would be is said in the last. */
const MOST_FINDINGS = 100;

/** Whether nothing but white space and comments is there. */
export function isBlankYaml(text: string): boolean {
  return text.length <= LARGEST && !/(?:^|[\r\n])[ \t]*[^#\s]/.test(text);
}

/** YAML 1.2, core schema, no tags of its own, no merge keys. `T` is what the schema describes. */
export function loadYaml<T>(source: string, file: string, schema: SettingsSchema): LoadedYaml<T> {
  // A line end in YAML, which the parser does not know.
  const text = source.replace(/\r(?!\n)/g, "\n");
  const lines = new LineCounter();
  const parsed = text.length > LARGEST ? tooLarge(text) : parse(text, lines);
  const document = "problems" in parsed ? undefined : parsed;
  const locate = locator(document, { file, text, lines });
  const problems = "problems" in parsed ? parsed.problems : problemsOf(parsed);
  if (document === undefined || problems.length > 0) {
    return { locate, findings: capped(problems, (problem) => unreadable(problem, locate), locate) };
  }
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const check = settingsCheck(schema, text.length <= LARGE);
  if (describes<T>(check, value)) return { value, locate, findings: [] };
  const errors = (check.errors ?? []).filter(({ keyword }) => keyword !== "if");
  return { locate, findings: capped(errors, (error) => wrongValue(error, locate), locate) };
}

function describes<T>(check: ValidateFunction, value: unknown): value is T {
  return check(value);
}

function tooLarge({ length }: string): { readonly problems: readonly NodeProblem[] } {
  const message = `the file has ${String(length)} characters, more than the ${String(LARGEST)} that are read`;
  return { problems: [{ message, start: 0, end: 0 }] };
}

/** What YAML itself does not allow comes alone: what is behind it may mean anything. */
function problemsOf(document: Document.Parsed): readonly NodeProblem[] {
  const { errors, warnings } = document;
  if (errors.length === 0 && warnings.length === 0) return checkNodes(document);
  return [...errors, ...warnings].map(({ code, message, pos: [start, end] }) => ({
    message: plainWords.get(code) ?? lowerFirst(message),
    start,
    end,
  }));
}

const plainWords: ReadonlyMap<string, string> = new Map([
  ["MULTIPLE_DOCS", "a second document begins here, where the file may hold one"],
  ["TAG_RESOLVE_FAILED", "a tag stands here, where only plain values are read"],
]);

function parse(
  text: string,
  lineCounter: LineCounter,
): Document.Parsed | { readonly problems: readonly NodeProblem[] } {
  const deep = findDeepPlace(text, 2 * DEEPEST);
  if (deep !== undefined) {
    for (let start = 0; start <= deep; start = nextLine(text, start)) lineCounter.addNewLine(start);
    return { problems: [{ message: TOO_DEEP, start: deep, end: deep + 1 }] };
  }
  return withoutTraces(() =>
    parseDocument(text, {
      version: "1.2",
      schema: "core",
      customTags: [],
      resolveKnownTags: false,
      strict: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
      lineCounter,
    }),
  );
}

/** Where the next line begins. */
function nextLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? Infinity : end + 1;
}

/** What is wrong with a file is no crash: a trace for each error would take most of the time. */
function withoutTraces<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** So many findings, and how many more there would be. */
function capped<T>(items: readonly T[], find: (item: T) => Finding, locate: Locator): readonly Finding[] {
  const found = items.slice(0, MOST_FINDINGS).map(find);
  const more = items.length - found.length;
  return more === 0
    ? found
    : [...found, unreadable({ message: `${String(more)} more places like these are wrong`, start: 0, end: 0 }, locate)];
}

function wrongValue(error: ErrorObject, locate: Locator): Finding {
  const { message, key, fix } = explainError(error, locate.sourceOf(error.instancePath));
  return finding({
    rule: `register/${error.keyword === "additionalProperties" ? "unknown-key" : error.keyword === "required" ? "missing-key" : "value"}`,
    severity: "error",
    message,
    at: key === undefined ? locate.value(error.instancePath) : locate.key(error.instancePath, key),
    ...(fix === undefined ? {} : { fix }),
  });
}

function unreadable({ message, start, end }: NodeProblem, locate: Locator): Finding {
  return finding({ rule: "register/yaml", severity: "error", message, at: locate.span(start, end) });
}

/** Offset of the first place that is within more than so many collections; undefined where none does. What the parser has open is on the heap. */
function findDeepPlace(text: string, most: number): number | undefined {
  const parser = new Parser();
  for (const source of new Lexer().lex(text)) {
    // It goes on as its tokens are asked for, which nobody needs here.
    Array.from(parser.next(source));
    if (parser.stack.length > most) return parser.offset - source.length;
  }
  return undefined;
}

/** Offsets into the text; the end is exclusive. */
interface NodeProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface NodeVisit {
  readonly node: unknown;
  readonly depth: number;
  /** Whether all below it has been seen. */
  readonly seen: boolean;
}

/** In the order of the file. The walk ends at depth and aliases that go too far; on its way it collects wrong keys. */
function checkNodes({ contents }: Document<ParsedNode>): readonly NodeProblem[] {
  const problems: NodeProblem[] = [];
  const begun = new Map<string, number>();
  const sizes = new Map<string, number>();
  let size = 0;
  let aliases = 0;
  let repeated = 0;
  const steps: NodeVisit[] = [{ node: contents, depth: 0, seen: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { node, depth, seen } = step;
    if (isAlias(node)) {
      const stands = sizes.get(node.source) ?? 0;
      aliases += 1;
      repeated += stands;
      size += stands;
      const far = begun.has(node.source)
        ? "stands within what it stands for"
        : aliases > MOST_ALIASES
          ? `is one of more than ${String(MOST_ALIASES)} aliases`
          : !sizes.has(node.source)
            ? "stands for nothing that is named before it"
            : repeated > MOST_REPEATED
              ? `makes more than ${String(MOST_REPEATED)} values stand here again, with the aliases before it`
              : undefined;
      if (far !== undefined) return [...problems, problem(`the alias "*${node.source}" ${far}`, node)];
      continue;
    }
    if (!isNode(node)) continue;
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (seen) {
      if (anchor === undefined) continue;
      sizes.set(anchor, size - (begun.get(anchor) ?? size));
      begun.delete(anchor);
      continue;
    }
    if (depth > DEEPEST) {
      return [...problems, problem(TOO_DEEP, node)];
    }
    if (anchor !== undefined) begun.set(anchor, size);
    size += 1;
    problems.push(...wrongKeys(node));
    steps.push({ node, depth, seen: true });
    for (const child of childrenOf(node).toReversed()) steps.push({ node: child, depth: depth + 1, seen: false });
  }
  return problems;
}

function childrenOf(node: Node): readonly unknown[] {
  if (isSeq(node)) return node.items;
  return isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
}

function wrongKeys(node: Node): readonly NodeProblem[] {
  if (!isMap(node)) return [];
  const names = new Set<string>();
  return node.items.flatMap(({ key }) => {
    if (!isScalar(key))
      return isNode(key) ? [problem("the key of a mapping is one value, no list, mapping or alias", key)] : [];
    const name = String(key.value);
    if (!names.has(name)) {
      names.add(name);
      return [];
    }
    return [problem(`the key "${name}" stands twice in this mapping`, key)];
  });
}

function problem(message: string, node: Node): NodeProblem {
  const [start, end] = node.range ?? [0, 0];
  return { message, start, end };
}
