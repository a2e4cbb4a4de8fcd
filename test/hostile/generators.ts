// Pages that no author writes: each a few lines here that grow to what would hang, crash or fill a careless reader.
import type { Format } from "../../src/documents/document.ts";
import { formats, printPage, type SectionText } from "./print-page.ts";

export interface HostilePage {
  readonly name: string;
  readonly kind: "webhooks" | "structures";
  readonly format: Format;
  readonly make: () => string;
}

/** A page with one sound section before the load and one behind it. */
function around(part: Partial<SectionText>, format: Format, raw = false): string {
  const sample = '{ "action": "parcel_moved", "payload": { "id": "a" } }';
  const sound = { description: "Tells it.", rows: [["id", "The id."]], sample } as const;
  const sections = [
    { name: "parcel_moved", ...sound },
    { name: "parcel_lost", ...sound, ...part },
    { name: "parcel_found", ...sound },
  ];
  return printPage({ sections }, format, { raw });
}

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("");

interface Load {
  readonly name: string;
  readonly formats?: readonly Format[];
  readonly make: (format: Format) => string;
}

/** Text that stands raw in the page's prose. */
const prose = (name: string, text: () => string, only: readonly Format[] = formats): Load => ({
  name,
  formats: only,
  make: (format) => around({ description: text() }, format, true),
});

const note = (name: string, text: () => string): Load => ({
  name: `${name} in a note`,
  make: (format) => around({ rows: [["id", text()]] }, format),
});

const sample = (name: string, text: () => string): Load => ({
  name: `${name} in a sample`,
  make: (format) => around({ sample: text() }, format),
});

const MARKED: readonly Format[] = ["markdown", "mdx"];

const runs: readonly (readonly [string, string])[] = [
  ["blanks", " "],
  ["tabs", "\t"],
  ["backticks", "`"],
  ["backticks and blanks", "` "],
  ["asterisks", "*"],
  ["asterisks and letters", "a*b*"],
  ["underscores", "_a"],
  ["double quotes", '"'],
  ["quotes and words", '"a" '],
  ["dashes", "-"],
  ["pipes", "|"],
  ["letters", "a"],
  ["digits", "1"],
  ["commas", ","],
  ["colons", ": "],
  ["backslashes", "\\"],
  ["ampersands", "&"],
  ["angle brackets", "<"],
  ["opening links", "[a]("],
  ["images", "![a"],
  ["brackets", "["],
  ["closing brackets", "]"],
  ["braces", "{"],
  ["half tags", "<a "],
  ["half attributes", '<a b="'],
  ["greater-than signs", ">"],
  ["addresses", "http://"],
  ["mail addresses", "a@"],
  ["footnotes", "[^a]"],
];

/** One for each rule table: phrases that a pattern starts to like, again and again. */
const phrases: readonly (readonly [string, string])[] = [
  ["presence", "Missing if "],
  ["values", "Possible values: `a`, "],
  ["values without marks", "Possible values: a, b or c, "],
  ["references", 'array of "User" objects or '],
  ["forms", '"User > Customer" or '],
  ["updates", "Only changed fields are sent "],
  ["keys", "keys are ids "],
  ["members", "may be null, default "],
  ["data types", "string or number, "],
];

const loads: readonly Load[] = [
  ...runs.flatMap(([name, unit]) => [
    prose(`50,000 ${name}`, () => unit.repeat(50_000)),
    note(`50,000 ${name}`, () => unit.repeat(50_000)),
  ]),
  ...phrases.map(([name, unit]) => note(`20,000 phrases of ${name}`, () => unit.repeat(20_000))),
  prose("20 MB of one line", () => "word ".repeat(4_000_000)),
  prose("20 MB of one word", () => "a".repeat(20_000_000)),
  sample("20 MB of one line", () => `{ "action": "x", "payload": { "id": "${"a".repeat(20_000_000)}" } }`),
  sample("100,000 open brackets", () => "[".repeat(100_000)),
  sample("100,000 closed brackets", () => `${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`),
  sample("50,000 members", () => `{ "payload": {${times(50_000, (index) => `"a${index}": ${index},\n`)}"z": 1 } }`),
  sample(
    "20,000 comments",
    () => `{ "payload": {${times(20_000, (index) => `"a${index}": 1, // optional\n`)}"z": 1 } }`,
  ),
  sample("a level a member, 500 deep", () => `{ "payload": ${'{ "a": '.repeat(500)}1${" }".repeat(500)} }`),
  prose("100,000 open brackets", () => "[".repeat(100_000)),
  prose("100,000 closed brackets", () => "[".repeat(100_000) + "]".repeat(100_000)),
  prose("100,000 quotes inside each other", () => `${"> ".repeat(100_000)}a`),
  prose("5,000 lines of quotes that grow", () => times(300, (index) => `${">".repeat(index)} a\n`), MARKED),
  prose("lists inside each other", () => times(1_000, (index) => `${" ".repeat(index * 2)}- a\n`), MARKED),
  prose("20,000 MDX comments that end", () => "{/* a */}\n".repeat(20_000), MARKED),
  prose("20,000 MDX comments on one line", () => "{/* a */} ".repeat(20_000), MARKED),
  prose("20,000 MDX comments without end", () => "{/*".repeat(20_000), MARKED),
  prose("20,000 MDX comments without end, a line each", () => "{/*\n".repeat(20_000), MARKED),
  prose("20,000 HTML comments without end", () => "<!--".repeat(20_000)),
  prose("20,000 HTML comments without end, a line each", () => "<!--\n".repeat(20_000)),
  prose("20,000 HTML comments", () => "<!-- a -->\n".repeat(20_000)),
  prose("5,000 broken fences", () => '```json\n{ "a": 1\n\n### `a`\n\n'.repeat(5_000), MARKED),
  prose("5,000 fences that only close", () => '{ "a": 1 }\n```\n\n'.repeat(5_000), MARKED),
  prose("5,000 fences in quotes", () => "> ```js\n> {}\n\n".repeat(5_000), MARKED),
  prose("20,000 open tags", () => "<Tab>".repeat(20_000), ["mdx", "html", "markdown"]),
  prose("20,000 open tags, a line each", () => "<Tab title='a'>\n\n".repeat(20_000), ["mdx", "html", "markdown"]),
  prose("20,000 closing tags", () => "</Tab>\n".repeat(20_000), ["mdx", "html", "markdown"]),
  prose("100,000 elements inside each other", () => "<div>".repeat(100_000), ["html", "markdown", "mdx"]),
  prose("100,000 marks inside each other", () => "<b><i>".repeat(50_000), ["html", "markdown", "mdx"]),
  prose("tables inside each other", () => "<table><tr><td>".repeat(10_000), ["html"]),
  prose("100,000 entities", () => "&CounterClockwiseContourIntegral;".repeat(100_000)),
  prose(
    "an entity bomb",
    () => `<!DOCTYPE a [<!ENTITY a "aaaa">${times(20, (index) => `<!ENTITY b${index} "${"&a;".repeat(50)}">`)}]>&b19;`,
    ["html"],
  ),
  prose("20,000 expressions", () => "{a}{`b`}{'c'} ".repeat(20_000), ["mdx"]),
  prose("20,000 imports", () => "import a from 'b'\n".repeat(20_000), ["mdx"]),
  prose("20,000 link definitions", () => times(20_000, (index) => `[a${index}]: http://x.example\n`), MARKED),
  prose("20,000 footnotes", () => times(20_000, (index) => `[^a${index}]: b\n\n`), MARKED),
  prose("20,000 setext lines", () => "a\n===\n".repeat(20_000), MARKED),
  prose("20,000 delimiter rows", () => "| a |\n|---|\n".repeat(20_000), [...MARKED, "text"]),
  prose(
    "a table of 5,000 columns",
    () => `|${" a |".repeat(5_000)}\n|${" - |".repeat(5_000)}\n|${" b |".repeat(5_000)}`,
    [...MARKED, "text"],
  ),
  prose("200,000 lines", () => "a\n".repeat(200_000)),
  prose("200,000 empty lines", () => "\n".repeat(200_000)),
  prose("20,000 lines of JSON that lead nowhere", () => '{ "a":\n'.repeat(20_000)),
  { name: "a table of 100,000 rows", make: (format) => around({ rows: rowsOf(100_000) }, format) },
  {
    name: "5,000 sections",
    make: (format) =>
      printPage(
        {
          sections: Array.from({ length: 5_000 }, (_, index) => ({
            name: `parcel_${index}`,
            description: "Tells it.",
          })),
        },
        format,
      ),
  },
  {
    name: "5,000 sections of one name",
    make: (format) =>
      printPage(
        { sections: Array.from({ length: 5_000 }, () => ({ name: "parcel", sample: '{ "payload": {} }' })) },
        format,
      ),
  },
  { name: "a heading of 10,000 characters", make: (format) => around({ name: "long_".repeat(2_000) }, format) },
  { name: "a heading of 1,000,000 characters", make: (format) => around({ name: "a".repeat(1_000_000) }, format) },
  {
    name: "50,000 deep headings",
    make: (format) => around({ description: times(50_000, () => headingIn(format)) }, format, true),
  },
  {
    name: "front matter that repeats itself",
    formats: MARKED,
    make: (format) =>
      `---\n${times(30, (index) => `a${index}: &a${index} [${index === 0 ? "x" : `*a${index - 1}, *a${index - 1}, *a${index - 1}`}]\n`)}title: *a29\n---\n\n${around({}, format)}`,
  },
  {
    name: "front matter without end",
    formats: MARKED,
    make: (format) => `---\n${"a: [\n".repeat(20_000)}${around({}, format)}`,
  },
  { name: "nothing but zero bytes", make: () => "\0".repeat(1_000_000) },
  { name: "an empty page", make: () => "" },
];

function rowsOf(count: number): readonly (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => [`field_${index}`, "Present if it is there."] as const);
}

function headingIn(format: Format): string {
  return format === "html" ? "<h6>a</h6>" : format === "text" ? "a_b\n" : "###### a\n";
}

export const hostilePages: readonly HostilePage[] = loads.flatMap((load) =>
  (load.formats ?? formats).flatMap((format) =>
    (["webhooks", "structures"] as const).map((kind) => ({
      name: load.name,
      kind,
      format,
      make: () => load.make(format),
    })),
  ),
);
