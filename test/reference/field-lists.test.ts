// Lists and paragraphs that describe members as a table would, and those that only look like it.
import { describe, expect, test } from "vitest";
import { type FieldContext, readFieldList, readFieldParagraphs } from "../../src/reference/read-field-list.ts";
import type { FieldRow } from "../../src/reference/reference.ts";
import { FILE, nodeOf, nodesOf } from "../support/snippets.ts";

interface Case {
  readonly given: string;
  readonly under?: string;
  readonly lead?: string;
  readonly keys?: string;
  readonly want: readonly string[] | "doubtful" | "prose";
}

const contextOf = ({ under, lead, keys = "id state data" }: Case): FieldContext => ({
  under,
  lead,
  keys: new Set(keys === "" ? [] : keys.split(" ")),
});

const lineOf = ({ names, presence, dataType, notes }: FieldRow): string =>
  [names.join(", "), presence?.text, dataType?.text, notes?.text].filter((part) => part !== undefined).join(" | ");

describe("a list", () => {
  const bare = "- `id`: Its id.\n- `state`: Its state.\n- `extra`: Optional.";
  const bareRows = ["id | Its id.", "state | Its state.", "extra | Optional."];
  const few = "- `id`: Its id.\n- `more`: More.\n- `extra`: Optional.";
  const cases: readonly (readonly [string, Case])[] = [
    ["that names mostly members which a sample shows is rows", { given: bare, want: bareRows }],
    ["with plain names in small letters is", { given: bare.replaceAll("`", ""), want: bareRows }],
    ["with one other plain item is doubtful", { given: `${bare}\n- Note: There is more.`, want: "doubtful" }],
    ["with a sentence at its end is doubtful", { given: `${bare}\n- There is more.`, want: "doubtful" }],
    ["with half of its names in a sample is doubtful", { given: "- `id`: Its id.\n- `more`: More.", want: "doubtful" }],
    ["with less is prose", { given: few, want: "prose" }],
    [
      "with less below a heading for fields is rows",
      { given: few, under: "Attributes", want: ["id | Its id.", "more | More.", "extra | Optional."] },
    ],
    [
      "with less below a label for them is rows",
      { given: few, lead: "Payload:", want: ["id | Its id.", "more | More.", "extra | Optional."] },
    ],
    [
      "with less below a sentence that speaks of fields is doubtful",
      { given: few, lead: "It has the fields:", want: "doubtful" },
    ],
    [
      "with half below such a sentence is, too",
      { given: "- `id`: Its id.\n- `more`: More.", lead: "It contains the fields:", want: "doubtful" },
    ],
    [
      "below such a sentence is rows where no sample tells otherwise",
      { given: "- `a`: One.\n- `b`", lead: "It has the fields:", keys: "", want: ["a | One.", "b"] },
    ],
    [
      "of types without notes is rows",
      { given: "- `a` (string)\n- `b` (integer, optional)", want: ["a | string", "b | optional | integer"] },
    ],
    [
      "of types as in TypeScript is rows",
      {
        given: '- a: string ("x" | "y")\n- b?: string | null',
        want: ['a | enum ("x" | "y")', "b | optional | string | null"],
      },
    ],
    [
      "of types in code, a note behind them, is rows",
      {
        given: "- **`a`** `string` One of `x`, `y`\n- **`b`** `string` `optional` It",
        want: ["a | string | One of x, y", "b | optional | string | It"],
      },
    ],
    [
      "of types behind a mark for presence is rows",
      {
        given: "- `a` (optional): string. It.\n- `b` _required_: `string` It",
        want: ["a | optional | string | It.", "b | required | string | It"],
      },
    ],
    [
      "of types at the end of notes is rows",
      { given: "- `a`: It (string, optional).", want: ["a | optional | string | It (string, optional)."] },
    ],
    [
      "of types in the paragraph below a name is rows",
      {
        given: "- `a`\n\n  string. It.\n\n- `b` *string* (optional)\n\n  That.",
        want: ["a | string | It.", "b | optional | string | That."],
      },
    ],
    [
      "of members inside one that looks as theirs is rows",
      {
        given: "- `data`: It.\n  - `id`: Its id.\n  - `state`: Its state.\n  - `extra`: Optional.",
        want: ["data | It.", "data.id | Its id.", "data.state | Its state.", "data.extra | Optional."],
      },
    ],
    ["of sentences about members is prose", { given: "- `id` is stable.\n- `state` never goes back.", want: "prose" }],
    ["of names alone says nothing", { given: "- `id`\n- `state`", want: "prose" }],
    ["of steps is prose", { given: "1. Open it.\n2. Choose `id` there.", want: "prose" }],
    ["of links is prose", { given: "- [Orders](#orders): all of them\n- [Items](#items): all", want: "prose" }],
    ["of labels is prose", { given: "- **Retries**: five.\n- **Order**: not kept.", want: "prose" }],
    ["of what may be filtered is prose", { given: bare, lead: "Filter by these fields:", want: "prose" }],
    ["of what is gone is prose", { given: bare, lead: "Removed fields:", want: "prose" }],
    [
      "below a label for an answer is prose where a sample lacks a name",
      { given: bare.replaceAll("`:", "` (string):"), lead: "Response:", keys: "id", want: "prose" },
    ],
    [
      "below a label for an answer is rows where a sample shows all",
      { given: "- `id`: Its id.\n- `state`: Its state.", lead: "Response:", want: bareRows.slice(0, 2) },
    ],
    ["of values is prose", { given: bare, lead: "It is one of:", want: "prose" }],
    [
      "of events is prose",
      {
        given: "- `id`: Sent when it is there.\n- `state`: Fired if it moves.\n- `end`: Occurs once it ends.",
        lead: "Other events:",
        want: "prose",
      },
    ],
    [
      "of headers is prose",
      { given: "- `Date` (string): When.", lead: "The request has these headers:", want: "prose" },
    ],
    [
      "of what to answer is prose",
      {
        given: "- `id` (string): Its id.\n- `seen` (boolean): Whether.",
        lead: "Respond with JSON that has these fields:",
        want: "prose",
      },
    ],
  ];
  test.each(cases)("%s", async (_, given) => {
    const { kind, rows } = readFieldList(FILE, await nodeOf(given.given, "list"), contextOf(given));
    expect(kind === "rows" ? rows.map(lineOf) : kind).toEqual(given.want);
  });
});

describe("paragraphs", () => {
  const cases: readonly (readonly [string, Case])[] = [
    [
      "with types in parentheses are rows",
      {
        given: "**a** (string, required)\nOne.\n\n**b** (string, optional)\n\nTwo.",
        want: ["a | required | string | One.", "b | optional | string | Two."],
      },
    ],
    [
      "with types behind a dash are rows",
      {
        given: "`a` – *string*. One.\n\n`b` – *string*, optional. Two.",
        want: ["a | string | One.", "b | optional | string | Two."],
      },
    ],
    [
      "of definitions are rows",
      {
        given: "`id`\n: Its id.\n\n`state`\n: string. Its state.\n\n`extra`\n: string (optional). It.",
        want: ["id | Its id.", "state | string | Its state.", "extra | optional | string | It."],
      },
    ],
    [
      "end at a note",
      { given: "`id`: Its id.\n\n`state`: Its state.\n\nNote: More.", want: ["id | Its id.", "state | Its state."] },
    ],
    ["of one member with its type are a row", { given: "`id` (string): Its id.", want: ["id | string | Its id."] }],
    ["of one member without are none", { given: "`id`: Its id.", want: [] }],
    ["of labels are none", { given: "**Trigger**: it moves.\n\n**Scope**: `all`", want: [] }],
    ["of sentences are none", { given: "`id` is stable.\n\n`state` never goes back.", want: [] }],
    ["about headers are none", { given: "`id` (string): One.\n\n`b` (string): Two.", under: "Headers", want: [] }],
  ];
  test.each(cases)("%s", async (_, given) => {
    const { rows } = readFieldParagraphs(FILE, await nodesOf(given.given), 0, contextOf(given));
    expect(rows.map(lineOf)).toEqual(given.want);
  });
});
