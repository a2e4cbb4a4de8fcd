// Pages that no author writes: each a few lines here that grow to what would hang, crash or fill a careless reader.
import { characterClasses, fill as filled, loadAround, pageWith, places, ruleWords } from "./linear-loads.ts";
import { type Format, type SectionText, formats, printPage } from "./print-page.ts";
import { hostileNames, hostileTexts } from "./words.ts";

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
  ["full stops", "."],
  ["semicolons", ";"],
  ["exclamation marks", "!"],
  ["slashes", "/"],
  ["equals signs", "="],
  ["opening parentheses", "("],
  ["replacement characters", "\ufffd"],
  ["damaged characters", "â€™"],
  ["marks of direction", "\u202e"],
  ["surrogates", "\u{1f600}"],
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
  ["names of APIs", "Agent Chat "],
  ["null", "Is set to null or not sent, so it is "],
  ["values in words", "`a` - b; since v1 also `c` | "],
  ["alternatives", "(1) a \\* b ~~c~~ [^1] "],
  ["sentences", "It is so. "],
  ["paths", "a.b[].c > d "],
];

/** Lines that fill a page of the largest size that is read. */
const LARGEST = 20_000_000;
const fill = (line: string): string => line.repeat(Math.floor(LARGEST / line.length));

const many: readonly (readonly [name: string, line: string, only?: readonly Format[]])[] = [
  ["words", "words of an ordinary line that tells what is sent\n"],
  ["paragraphs", "words of an ordinary line that tells what is sent\n\n"],
  ["letters", "a\n"],
  ["nothing", "\n"],
  ["blanks", "    \n"],
  ["JSON", '{ "action": "a", "payload": { "id": "a" } }\n'],
  ["members", '"id": "a", // Optional.\n'],
  ["braces", "}\n"],
  ["tags", "<b>a</b>\n"],
  ["list items", "- a `b` c\n", MARKED],
  ["lists", "- a\n- b\n\nc\n\n", MARKED],
  ["lists in lists", "- a\n  - ", MARKED],
  ["quotes", "> a\n\nb\n\n", MARKED],
  ["rows", "| a | `b` |\n"],
  ["tables", "| a | b |\n|---|---|\n| c | d |\n\ne\n\n", [...MARKED, "text"]],
  ["headings", "### `a`\n\n", MARKED],
  ["fences", "```json\n{ }\n```\n\n", MARKED],
  ["links", "[a](http://x.example) *b* **c** `d`\n\n", MARKED],
  ["definitions", "[a]: http://x.example\n", MARKED],
  ["footnotes", "[^a]: b\n\n", MARKED],
  ["components", "<Tab title='a'>\n\na\n\n</Tab>\n\n", ["mdx"]],
  ["expressions", "a {`b`} c {d}\n\n", ["mdx"]],
  ["elements", '<div class="a" id="b"><p>c <code>d</code></p></div>\n', ["html"]],
  ["headings of HTML", "<h3>a</h3>\n", ["html"]],
  ["comments of HTML", "<!-- a -->\n", ["html"]],
  ["scripts", "<script>a</script>\n", ["html"]],
];

const loads: readonly Load[] = [
  ...runs.flatMap(([name, unit]) => [
    prose(`50,000 ${name}`, () => unit.repeat(50_000)),
    note(`50,000 ${name}`, () => unit.repeat(50_000)),
  ]),
  ...phrases.map(([name, unit]) => note(`20,000 phrases of ${name}`, () => unit.repeat(20_000))),
  ...runs.map(([name, unit]) => prose(`5 MB of ${name}`, () => unit.repeat(5_000_000 / unit.length), ["html", "text"])),
  ...many.flatMap(([name, line, only = formats]) => [
    prose(`20 MB of ${name}`, () => fill(line), only),
    {
      name: `20 MB of lines of ${name}`,
      formats: only.filter((format) => format === "text"),
      make: (format: Format) => around({ sample: fill(line) }, format),
    },
  ]),
  {
    name: "20 MB of sections",
    make: (format) =>
      printPage(
        {
          sections: Array.from({ length: 90_000 }, (_, index) => ({
            name: `parcel_${index}`,
            description: "Tells it.",
            rows: [["id", "The id."]],
            sample: `{ "action": "parcel_${index}", "payload": { "id": "a" } }`,
          })),
        },
        format,
      ).slice(0, LARGEST),
  },
  ...hostileTexts.map((text, index) => prose(`hostile words ${index}`, () => text)),
  ...hostileTexts.map((text, index) => note(`hostile words ${index}`, () => text)),
  sample("hostile texts", () => JSON.stringify({ action: "parcel_lost", payload: { hostileTexts } })),
  {
    name: "hostile names",
    make: (format) =>
      printPage(
        {
          sections: hostileNames.map((name) => ({
            name,
            rows: [[name, name]],
            sample: JSON.stringify({ action: name, payload: Object.fromEntries(hostileNames.map((key) => [key, 1])) }),
          })),
        },
        format,
      ),
  },
  {
    name: "4,096 names that differ only in case",
    make: (format) =>
      printPage(
        {
          sections: Array.from({ length: 4096 }, (_, index) => {
            const name = `${[..."parcelsarrive"].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter)).join("")}_a`;
            return { name, sample: JSON.stringify({ action: name, payload: { id: 1 } }) };
          }),
        },
        format,
      ),
  },
  {
    name: "2,000 samples of one webhook",
    make: (format) =>
      printPage(
        {
          sections: Array.from({ length: 2000 }, (_, index) => ({
            name: "parcel_moved",
            rows: [[`field_${index}`, "Missing if there is none."]],
            sample: JSON.stringify({ action: "parcel_moved", payload: { [`field_${index}`]: index } }),
          })),
        },
        format,
      ),
  },
  {
    name: "5,000 structures that lead to each other",
    make: (format) =>
      printPage(
        {
          sections: Array.from({ length: 5000 }, (_, index) => ({
            name: `Parcel ${index}`,
            rows: [["next", `"Parcel ${index + 1}" object`]],
          })),
        },
        format,
      ),
  },
  {
    name: "a field of 10,000 names",
    make: (format) => around({ rows: [["a.".repeat(10_000) + "a", "Tells it."]] }, format),
  },
  {
    name: "a field of 10,000 brackets",
    make: (format) => around({ rows: [[`a${"[]".repeat(10_000)}`, "Tells it."]] }, format),
  },
  prose(
    "20,000 link definitions that are used",
    () => times(20_000, (index) => `[a${index}] [b][a${index}]\n\n[a${index}]: http://x.example\n\n`),
    MARKED,
  ),
  prose("20,000 open tags that others close", () => "<A>\n\n".repeat(20_000) + "</B>\n\n".repeat(20_000), MARKED),
  prose("20,000 open tags with a heading each", () => "<A title='a'>\n\n### a\n\n".repeat(20_000), MARKED),
  prose("200 tags of 4,900 blanks", () => `<a${" ".repeat(4900)}\n\n`.repeat(200), MARKED),
  prose("a fence behind 90,000 backticks", () => `${"`".repeat(90_000)}\u2028a`, MARKED),
  prose("a row of 90,000 blanks", () => `| a | b |\n| - ${" ".repeat(90_000)}a |\n| c | d |`, [...MARKED, "text"]),
  prose("an endless value", () => `export const a = [\n\n${"b,\n\n".repeat(20_000)}`, ["mdx"]),
  prose("5,000 imports of names", () => times(5000, (index) => `import a${index} from "b"\n\n`), ["mdx"]),
  prose(
    "marks around 20,000 paragraphs",
    () => `</p>${times(400, (index) => `<b class="a${index}">`)}${"<p>a".repeat(20_000)}`,
    ["html"],
  ),
  prose(
    "marks that reach over 20,000 paragraphs",
    () => `${times(400, (index) => `<b class="a${index}">`)}${"<p>a".repeat(20_000)}`,
    ["html"],
  ),
  prose("an element of 100,000 attributes", () => `<p ${times(100_000, (index) => `a${index}="b" `)}>c</p>`, [
    "html",
    "mdx",
    "markdown",
  ]),
  prose("100,000 stray cells", () => `<table>${"<p>a</p>".repeat(100_000)}</table>`, ["html"]),
  prose(
    "cells that reach over all rows",
    () => `<table>${'<tr><td rowspan="0" colspan="24">a</td></tr>'.repeat(5000)}</table>`,
    ["html"],
  ),
  sample(
    "20 MB of members on one line",
    () => `{ "payload": { "a": [${"1,".repeat(5_000_000)}1], ${'"a":1,'.repeat(1_500_000)} "z": 1 } }`,
  ),
  sample(
    "20,000 lines without commas",
    () => `{ "payload": {\n${times(20_000, (index) => `"a${index}": ${index}\n`)}} }`,
  ),
  sample("20,000 names without quotes", () => `{ payload: {\n${times(20_000, (index) => `a${index}: 'b',\n`)}} }`),
  sample("20,000 stray closers", () => `{ "payload": {\n${'"a": 1 ]}\n'.repeat(20_000)}} }`),
  sample("20,000 wrong closers", () => `{ "payload": {\n${times(20_000, (index) => `"a${index}": [ { ],\n`)}} }`),
  sample("20,000 open strings", () => `{ "payload": {\n${times(20_000, (index) => `"a${index}": "b,\n`)}} }`),
  sample("20,000 omissions", () => `{ "payload": {\n${'...\n"a": [ ..., 1, ... ],\n'.repeat(20_000)}} }`),
  sample("20,000 samples in one", () => '{ "action": "a", "payload": {} }\n'.repeat(20_000)),
  sample(
    "20,000 keys that are ids",
    () => `{ "payload": { "a": {${times(20_000, (index) => `"${index}b": { "c": ${index} },`)} } } }`,
  ),
  sample(
    "5,000 shapes in one list",
    () => `{ "payload": { "a": [${times(5000, (index) => `{ "b${index}": ${index} },`)} 1] } }`,
  ),
  sample("a comment of 50,000 blanks", () => `{ "payload": { "a": 1 // Possible values: a${" ".repeat(50_000)}b\n } }`),
  sample("a comment without end", () => `{ "payload": { "a": 1 ${"/* ".repeat(30_000)} } }`),
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
    name: "front matter of 20,000 names",
    formats: MARKED,
    make: (format) => `---\n${times(20_000, (index) => `a${index}: b\n`)}---\n\n${around({}, format)}`,
  },
  {
    name: "front matter of 20,000 brackets",
    formats: MARKED,
    make: (format) => `---\ntitle: ${"[".repeat(20_000)}\n---\n\n${around({}, format)}`,
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

/** 80 kB of each class of characters in each place, and of a rule's words among them; every rule and place meet. */
const linear: readonly Load[] = places.flatMap((place, row) => [
  ...characterClasses.map(([name, unit]): Load => ({
    name: `80 kB of ${name}, place: ${place.name}`,
    ...(place.formats === undefined ? {} : { formats: place.formats }),
    make: (format) => pageWith(place, filled(unit, 80_000), format),
  })),
  ...ruleWords.map((words, column): Load => {
    const [name, unit] = characterClasses[(row * 7 + column) % characterClasses.length] ?? ["blanks", " "];
    return {
      name: `80 kB of ${name} around the words of rule ${column}, place: ${place.name}`,
      formats: (place.formats ?? formats).filter((_, index, all) => index === column % all.length),
      make: (format) => pageWith(place, loadAround(words, unit, 80_000), format),
    };
  }),
]);

export const hostilePages: readonly HostilePage[] = [...loads, ...linear].flatMap((load) =>
  (load.formats ?? formats).flatMap((format) =>
    (["webhooks", "structures"] as const).map((kind) => ({
      name: load.name,
      kind,
      format,
      make: () => load.make(format),
    })),
  ),
);
