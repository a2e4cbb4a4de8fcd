// Loads that must cost time linear in their size: each class of characters in each place of a page, around the words that rules look for.
import { type Format, printPage, type SectionText } from "./print-page.ts";
import { repairRules } from "../../src/samples/repairs.ts";
import { literalRules } from "../../src/samples/scalars.ts";
import { typeWordRules } from "../../src/samples/named-types.ts";
import { blockKinds } from "../../src/samples/block-kinds.ts";
import { directiveRules } from "../../src/samples/comments.ts";
import { dataTypeRules, noteTypeRules } from "../../src/model/rules/data-types.ts";
import { keyRules } from "../../src/model/rules/keys.ts";
import { membersRules } from "../../src/model/rules/members.ts";
import { freeFormRules } from "../../src/model/rules/free-form.ts";
import { quantifierRules } from "../../src/model/rules/about-members.ts";
import { nullnessRules } from "../../src/model/rules/nullness.ts";
import { presenceCellRules, presenceRules } from "../../src/model/rules/presence.ts";
import { referenceRules } from "../../src/model/rules/references.ts";
import { topicRules, deprecationRules, updateRules } from "../../src/model/rules/unread-words.ts";
import { valuesRules } from "../../src/model/rules/values.ts";
import { metadataRules } from "../../src/reference/read-claims.ts";

/** Name and unit; a load repeats the unit. */
export const characterClasses: readonly (readonly [name: string, unit: string])[] = [
  ["pipes", "|"],
  ["pipes and letters", "|a"],
  ["escaped pipes", "\\|"],
  ["no-break spaces", "\u00a0"],
  ["words and no-break spaces", "a\u00a0"],
  ["blanks and no-break spaces", " \u00a0"],
  ["zero-width spaces", "\u200b"],
  ["letters and zero-width spaces", "a\u200b"],
  ["ideographic spaces", "\u3000"],
  ["zero-width joiners", "\u200d"],
  ["em spaces", "\u2003"],
  ["line separators", "\u2028"],
  ["byte order marks", "\ufeff"],
  ["vertical tabs", "\v"],
  ["form feeds", "\f"],
  ["blanks", " "],
  ["words", "a "],
  ["tabs", "\t"],
  ["line feeds", "\n"],
  ["carriage returns", "\r"],
  ["lines", "\na"],
  ["backslashes", "\\"],
  ["double quotes", '"'],
  ["escaped quotes", '\\"'],
  ["single quotes", "'"],
  ["curly quotes", "“"],
  ["opening braces", "{"],
  ["closing braces", "}"],
  ["braces", "{}"],
  ["opening brackets", "["],
  ["closing brackets", "]"],
  ["brackets", "[]"],
  ["opening parentheses", "("],
  ["closing parentheses", ")"],
  ["commas", ","],
  ["letters and commas", "a, "],
  ["colons", ":"],
  ["letters and colons", "a: "],
  ["semicolons", ";"],
  ["full stops", "."],
  ["sentences", "A. "],
  ["omissions", "… "],
  ["exclamation marks", "!"],
  ["digits", "1"],
  ["letters", "a"],
  ["stars", "*"],
  ["stars and letters", "*a"],
  ["underscores", "_"],
  ["underscores and letters", "_a"],
  ["tildes", "~"],
  ["backticks", "`"],
  ["code spans", "`a` "],
  ["opening angle brackets", "<"],
  ["half tags", "<a "],
  ["closing angle brackets", ">"],
  ["ampersands", "&"],
  ["half entities", "&a"],
  ["combining marks", "\u0301"],
  ["letters with combining marks", "a\u0301"],
  ["high surrogates", "\ud83d"],
  ["low surrogates", "\ude00"],
  ["hashes", "# "],
  ["slashes", "/"],
  ["opening comments", "/*"],
  ["closing comments", "*/"],
  ["dashes", "-"],
  ["dashes and blanks", "- "],
  ["equals signs", "="],
  ["members", '"a":1,'],
  ["members without commas", '"a":1\n'],
  ["alternatives", '"a" or '],
  ["addresses", "http://a.b/"],
  ["lists in quotes", "\t> q\n  - sub\n\n"],
];

const sound = '{ "action": "parcel_lost", "payload": { "id": "a" } }';

interface Place {
  readonly name: string;
  readonly formats?: readonly Format[];
  readonly part: (load: string, format: Format) => Partial<SectionText>;
}

const MARKED: readonly Format[] = ["markdown", "mdx"];
const inPayload = (members: string): Partial<SectionText> => ({
  sample: `{ "action": "parcel_lost", "payload": {\n${members}\n} }`,
});
const inProse = (text: string): Partial<SectionText> => ({ description: text });

export const places: readonly Place[] = [
  { name: "heading", part: (load) => ({ name: load, action: "parcel_lost" }) },
  { name: "cell", part: (load) => ({ rows: [[load, "The id."]] }) },
  { name: "words beside a name", part: (load) => ({ rows: [[`id ${load}`, "The id."]] }) },
  { name: "note", part: (load) => ({ rows: [["id", `Optional. ${load} x.`]] }) },
  { name: "paragraph", part: inProse },
  { name: "words of a sentence", part: (load) => inProse(`Sent when ${load} x`) },
  { name: "list item", formats: MARKED, part: (load) => inProse(`- a\n- ${load}\n- c`) },
  { name: "quote", formats: MARKED, part: (load) => inProse(`> a ${load}\n> b`) },
  { name: "code span", formats: MARKED, part: (load) => inProse(`The \`a${load}\` is`) },
  {
    ...{ name: "block of JSON", formats: MARKED },
    part: (load) => inProse(`[block:parameters]\n{ "0-0": "${load}", "0-1": "a" }\n[/block]`),
  },
  { name: "link", formats: MARKED, part: (load) => inProse(`The [a](${load}) is [${load}](b)`) },
  { name: "info string", formats: MARKED, part: (load) => inProse(`\`\`\`json ${load}\n${sound}\n\`\`\``) },
  { name: "attribute", formats: ["markdown", "mdx", "html"], part: (load) => inProse(`The <b title="${load}">x</b>`) },
  { name: "element", formats: ["html"], part: (load) => inProse(`<ul><li>a ${load}</li></ul>`) },
  {
    ...{ name: "parameter", formats: ["html"] },
    part: (load) => inProse(`<div><div><b>id</b><i>string</i><i>${load}</i></div><p>${load}</p></div>`),
  },
  { name: "fence", part: (load) => ({ sample: load }) },
  { name: "before the sample", part: (load) => ({ sample: `${load}\n${sound}` }) },
  { name: "behind the sample", part: (load) => ({ sample: `${sound}\n${load}` }) },
  { name: "key", part: (load) => inPayload(`"${load}": 1, "b": 1`) },
  { name: "value", part: (load) => inPayload(`"id": "${load}", "b": 1`) },
  { name: "value in single quotes", part: (load) => inPayload(`"id": '${load}', "b": 1`) },
  { name: "value without quotes", part: (load) => inPayload(`"id": ${load}, "b": 1`) },
  { name: "between members", part: (load) => inPayload(`"id": 1,\n${load}\n"b": 1`) },
  { name: "between words", part: (load) => inPayload(`W x\n${load}`) },
  { name: "between items", part: (load) => inPayload(`"id": [1, 2 ${load}]`) },
  { name: "comment", part: (load) => inPayload(`"id": 1, // ${load}\n"b": 1`) },
  { name: "hash comment", part: (load) => inPayload(`"id": 1, # ${load}\n"b": 1`) },
  { name: "block comment", part: (load) => inPayload(`"id": 1, /* ${load} */\n"b": 1`) },
];

/** A page with the load in one place of its middle section, and a sound section before and behind it. */
export function pageWith({ part }: Place, load: string, format: Format): string {
  const section = { description: "Tells it.", rows: [["id", "The id."]], sample: sound } as const;
  const sections = [
    { name: "parcel_moved", ...section },
    { name: "parcel_lost", ...section, ...part(load, format) },
    { name: "parcel_found", ...section },
  ];
  return printPage({ sections }, format, { raw: true });
}

export function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

/** A rule's words at both ends of a run, and then again and again between a few of its characters. */
export function loadAround(words: string, unit: string, length: number): string {
  return words + fill(unit, length / 2) + fill(words + unit + unit, length / 2);
}

/** Examples of all tables of rules that read words. */
export const ruleWords: readonly string[] = [
  ...new Set(
    [
      repairRules,
      literalRules,
      typeWordRules,
      directiveRules,
      dataTypeRules,
      noteTypeRules,
      deprecationRules,
      membersRules,
      freeFormRules,
      quantifierRules,
      nullnessRules,
      presenceCellRules,
      presenceRules,
      referenceRules,
      topicRules,
      updateRules,
      valuesRules,
      metadataRules,
    ]
      .flatMap((table): readonly { readonly example: string }[] => table)
      .map(({ example }) => example)
      .concat(
        blockKinds.map(({ example }) => example.text),
        keyRules.flatMap(({ examples }) => examples),
      ),
  ),
];
