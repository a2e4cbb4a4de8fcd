// Text lifted to mdast: what the lines of small pages become.
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { locate } from "../../src/source/line-index.ts";
import { processorSeconds } from "../support/processor-seconds.ts";
import { outline, read } from "./text-page.ts";

const section = (name: string): string[] => [
  name,
  "It tells that something was done there.",
  "Specifics",
  "Action | chat_x |",
  "{",
  '"a": 1',
  "}",
];
const sectionOutline = (heading: string): string[] => [
  heading,
  "It tells that something was done there.",
  "h5 Specifics",
  "| Action | `chat_x`",
  '{} { "a": 1 }',
];

const pages: [string, { given: string[]; want: string[]; findings?: string[] }][] = [
  [
    "words above names, parted by tabs as they are, head their table",
    {
      given: ["Sent as\tWhen", "kite.flown\tIt flew.", "KiteLost\tIt fell."],
      want: ["| Sent as | When", "| `kite.flown` | It flew.", "| `KiteLost` | It fell."],
    },
  ],
  [
    "empty cells between tabs keep columns in line",
    { given: ["Key\tKind\tWords", "a_b\t\tIts age."], want: ["| Key | Kind | Words", "| `a_b` |  | Its age."] },
  ],
  [
    "an object in a cell is code",
    { given: ["Sent as\tBody", 'kite.flown\t{ "a": 1 }'], want: ["| Sent as | Body", '| `kite.flown` | `{ "a": 1 }`'] },
  ],
  [
    "the language above a sample is no text",
    { given: ["It is sent.", "", "json", "{", '"a": 1', "}"], want: ["It is sent.", '{} { "a": 1 }'] },
  ],
  ["the language above words is one", { given: ["json", "", "It is sent."], want: ["h2 json", "It is sent."] }],
  [
    "a request above its body is a part of the sample",
    {
      given: ["It is sent.", "", "POST /hook HTTP/1.1", "X-Kite-Event: flown", "", '{ "a": 1 }', "", "It ends."],
      want: ["It is sent.", '{} POST /hook HTTP/1.1 X-Kite-Event: flown { "a": 1 }', "It ends."],
    },
  ],
  [
    "a label above a sample is no request",
    { given: ["Note: see below", "", '{ "a": 1 }'], want: ["Note: see below", '{} { "a": 1 }'] },
  ],
  [
    "a word in capitals above the sample that has it as a value is its heading",
    {
      given: ["It is sent.", "", "FLOWN", "", '{ "a": "FLOWN" }', "", "LOST", "", '{ "a": "FLOWN" }'],
      want: ["It is sent.", "h4 FLOWN", '{} { "a": "FLOWN" }', "LOST", '{} { "a": "FLOWN" }'],
    },
  ],
  ["prose alone stays prose", { given: ["It is a text.", "", "It goes on."], want: ["It is a text.", "It goes on."] }],
  ["an empty text is an empty tree", { given: [""], want: [] }],
  [
    "a page's title, a group and a section have their depths",
    {
      given: ["Webhooks", "It is a page.", "Chats", ...section("chat_opened")],
      want: ["h2 Webhooks", "It is a page.", "h3 Chats", ...sectionOutline("h4 `chat_opened`")],
    },
  ],
  [
    "a line before the page's title is a part",
    {
      given: ["API version", "", "Webhooks", "", "It is a page."],
      want: ["h3 API version", "h2 Webhooks", "It is a page."],
    },
  ],
  ...["chat closed", "chat-closed", "Chat_closed", "chatClosed", "chat_closed:"].map((name): (typeof pages)[number] => [
    `${name} stands where section headings stand and heads its section`,
    {
      given: [...section("chat_opened"), ...section(name)],
      want: [...sectionOutline("h4 `chat_opened`"), ...sectionOutline(`h4 ${name}`)],
    },
  ]),
  [
    "a group before a misspelt heading stays a group",
    {
      given: [...section("chat_opened"), "Users", ...section("user added")],
      want: [...sectionOutline("h4 `chat_opened`"), "h3 Users", ...sectionOutline("h4 user added")],
    },
  ],
  [
    "the name above a sample in its own section is no second heading",
    {
      given: ["chat_opened", "chat_opened", "{}", "Specifics", "Action | chat_x |"],
      want: ["h4 `chat_opened`", "chat_opened", "{} {}", "h5 Specifics", "| Action | `chat_x`"],
    },
  ],
  [
    "entries of an index on lines of their own head nothing",
    {
      given: ["Contents", "", "chat_opened", "chat_closed", "", ...section("chat_opened"), ...section("chat_closed")],
      want: [
        "h2 Contents",
        "chat_opened",
        "chat_closed",
        ...sectionOutline("h4 `chat_opened`"),
        ...sectionOutline("h4 `chat_closed`"),
      ],
    },
  ],
  [
    "a column header and rows run together",
    {
      given: [
        "chat_opened",
        "It opens.",
        "Payload",
        "FieldNotes",
        "idChat ID",
        "reason *Why it opened.",
        "",
        "*) One of: a, b.",
      ],
      want: [
        "h4 `chat_opened`",
        "It opens.",
        "h5 Payload",
        "| Field | Notes",
        "| `id` | Chat ID",
        "| `reason` * | Why it opened.",
        "*) One of: a, b.",
      ],
    },
  ],
  [
    "a name without a note is a row among rows",
    {
      given: ["FieldNotes", "chat_idThe chat.", "queue", "user_idThe user."],
      want: ["| Field | Notes", "| `chat_id` | The chat.", "| `queue`", "| `user_id` | The user."],
    },
  ],
  [
    "a row that nothing splits is kept and reported",
    {
      given: ["FieldNotes", "chat_idThe chat.", "some words of a note", "user_idThe user."],
      want: ["| Field | Notes", "| `chat_id` | The chat.", "| some words of a note", "| `user_id` | The user."],
      findings: ["3 document/run-together-cells"],
    },
  ],
  [
    "cells on lines of their own are rows",
    {
      given: [
        "chat_opened",
        "It opens.",
        "Action",
        "chat_opened",
        "Push equivalent in",
        "Agent Chat API",
        "Payload",
        "Field",
        "Notes",
        "chat_id",
        "The chat.",
        "queue *",
        "user_id",
        "The user.",
        "",
        "chat_closed",
        "It closes.",
        "Action",
        "chat_closed",
      ],
      want: [
        "h4 `chat_opened`",
        "It opens.",
        "| Action | `chat_opened`",
        "| Push equivalent in | Agent Chat API",
        "h5 Payload",
        "| Field | Notes",
        "| `chat_id` | The chat.",
        "| `queue` *",
        "| `user_id` | The user.",
        "h4 `chat_closed`",
        "It closes.",
        "| Action | `chat_closed`",
      ],
    },
  ],
  [
    "so are cells that blank lines part, up to the next section",
    {
      given: [
        "chat_opened",
        "",
        "It opens.",
        "",
        "Action",
        "",
        "chat_opened",
        "",
        "Field",
        "",
        "Notes",
        "",
        "chat_id",
        "",
        "The chat.",
        "",
        "chat_closed",
        "",
        "It closes.",
        "",
        "Specifics",
        "",
        "Action",
        "",
        "chat_closed",
      ],
      want: [
        "h4 `chat_opened`",
        "It opens.",
        "| Action | `chat_opened`",
        "| Field | Notes",
        "| `chat_id` | The chat.",
        "h4 `chat_closed`",
        "It closes.",
        "h5 Specifics",
        "| Action | `chat_closed`",
      ],
    },
  ],
  [
    "a group that is called like a label stays a group",
    {
      given: ["Webhooks", "It is a page.", "", "Object", "", ...section("chat_opened")],
      want: ["h2 Webhooks", "It is a page.", "h3 Object", ...sectionOutline("h4 `chat_opened`")],
    },
  ],
  [
    "cells that two blanks part are rows",
    {
      given: ["Action    chat_opened", "", "Field    Notes", "chat_id  The chat.", "queue    The queue."],
      want: ["| Action | `chat_opened`", "| Field | Notes", "| `chat_id` | The chat.", "| `queue` | The queue."],
    },
  ],
  [
    "a sentence with two blanks is none",
    { given: ["It opened.  Then it closed."], want: ["It opened.  Then it closed."] },
  ],
  [
    "a row with fewer cells than its wide header is reported",
    {
      given: ["ParameterRequiredNotes", "chat_idyesThe chat."],
      want: ["| Parameter | Required | Notes", "| `chat_idyes` | The chat."],
      findings: ["2 document/run-together-cells"],
    },
  ],
  [
    "rows of an index split where a known identifier begins",
    {
      given: [
        "Index",
        "",
        "Chatschat_opened chat_closed",
        "Chat usersuser_added",
        "",
        "Chat users",
        ...section("user_added"),
        ...section("chat_opened"),
      ],
      want: [
        "h2 Index",
        "| Chats | `chat_opened` `chat_closed`",
        "| Chat users | `user_added`",
        "h3 Chat users",
        ...sectionOutline("h4 `user_added`"),
        ...sectionOutline("h4 `chat_opened`"),
      ],
    },
  ],
  [
    "a table with pipes keeps its header, and labels with values stay apart",
    {
      given: ["Action | chat_x |", "Field | Notes |", "---|---|", "chat_id | The chat. |"],
      want: ["| Action | `chat_x`", "| Field | Notes", "| `chat_id` | The chat."],
    },
  ],
  [
    "a lost column header does not make one of the row before",
    {
      given: ["Action | chat_x |", "---|---|", "chat_id | The chat. |"],
      want: ["| Action | `chat_x`", "| `chat_id` | The chat."],
    },
  ],
  [
    "a footnote over lines becomes one paragraph",
    {
      given: ["*)", "Possible reasons: manual", ", inactive", ", other", "."],
      want: ["*) Possible reasons: manual, inactive, other."],
    },
  ],
  [
    "items of a list",
    {
      given: ["These are they:", "- one thing", "- another thing"],
      want: ["These are they:", "- one thing", "- another thing"],
    },
  ],
  [
    "a title before a sample is a paragraph, a copy button is left out",
    { given: ["Sample webhook", "Copied!", "{", '"a": 1', "}"], want: ["Sample webhook", '{} { "a": 1 }'] },
  ],
];

/** One webhook in each of the shapes that copying gives a page; all become the same. */
const copied = [
  "chat_opened",
  "It tells that something was done there.",
  "Specifics",
  "Push equivalent | Agent Chat API |",
  "Action | chat_opened |",
  "Payload",
  "Field | Notes |",
  "chat | The chat as it is. |",
  "reason | Why it opened. |",
  "{",
  '"action": "chat_opened",',
  '"payload": {',
  '"reason": "manual"',
  "}",
  "}",
  "chat_closed",
  "It tells that it closed.",
  "Specifics",
  "Push equivalent | Agent Chat API |",
  "Action | chat_closed |",
];
const rowsAs = (change: (row: string) => string): string[] =>
  copied.map((line) => (line.endsWith("|") ? change(line) : line));
const shapes: [string, string[]][] = [
  ["a blank line behind every line", copied.flatMap((line) => [line, ""])],
  ["line ends that were turned twice", [copied.join("\r\r\n")]],
  ["cells parted by tabs", rowsAs((row) => row.replace(" |", "\t").replace("\t ", "\t").replace(" |", ""))],
  ["no pipe at the end of a row", rowsAs((row) => row.slice(0, -2))],
  ["pipes on both sides of a row", rowsAs((row) => `| ${row}`)],
  ...["#", " #", "\u200b#", "\u200b", "¶", " ¶", "🔗"].map((mark): [string, string[]] => [
    `headings that end in ${JSON.stringify(mark)}`,
    copied.map((line) => (/^chat_\w+$/.test(line) ? line + mark : line)),
  ]),
  ...[" #", "¶"].map((mark): [string, string[]] => [
    `parts that end in ${JSON.stringify(mark)}`,
    copied.map((line) => (/^[A-Z]\w+$/.test(line) ? line + mark : line)),
  ]),
];

test.each(shapes)("%s makes no difference", (_, given) => {
  const want = outline(read(copied.join("\n")).document.tree);
  expect(want.slice(0, 5)).toEqual([
    "h4 `chat_opened`",
    "It tells that something was done there.",
    "h5 Specifics",
    "| Push equivalent | Agent Chat API",
    "| Action | `chat_opened`",
  ]);
  const { document, findings } = read(given.join("\n"));
  expect({ outline: outline(document.tree), findings }).toEqual({ outline: want, findings: [] });
});

test.each(["It is written in C#", '"color": "#"', "// see #", "chat_opened | #"])(
  "the sign at the end of %j stays",
  (line) => {
    const { document } = read(["A page.", "", line].join("\n"));
    expect(JSON.stringify(outline(document.tree))).toContain("#");
  },
);

test("a numbered line keeps its place in the file", () => {
  const text = '1 {\n2   "a": 1\n3 }';
  const [node] = read(text).document.tree.children;
  const code = node?.type === "code" ? node : undefined;
  const source = code?.data?.source;
  if (code === undefined || source === undefined) throw new Error("no sample was lifted");
  const at = code.value.indexOf('"a"');
  expect(locate(source, at, at + 3)).toMatchObject({ line: 2, column: 5, endColumn: 8 });
  expect(code.value).toBe('{\n   "a": 1\n }');
});

test.each(pages)("%s", (_, { given, want, findings = [] }) => {
  const page = read(given.join("\n"));
  expect(outline(page.document.tree)).toEqual(want);
  expect(page.findings).toEqual(findings);
});

describe("samples", () => {
  const cases: [string, { given: string[]; want: string[]; findings?: string[] }][] = [
    ["two in a row", { given: ["{", '"a": 1', "}", "{", '"b": 1', "}"], want: ['{} { "a": 1 }', '{} { "b": 1 }'] }],
    [
      "the second begins although the first lacks a closer",
      { given: ["{", '"a": {', '"b": 1', "}", "{", '"a": 2', "}"], want: ['{} { "a": { "b": 1 }', '{} { "a": 2 }'] },
    ],
    [
      "a missing closer leaves the next heading alone",
      {
        given: ["{", '"a": {', "}", "chat_closed", "It closed."],
        want: ['{} { "a": { }', "h4 `chat_closed`", "It closed."],
      },
    ],
    [
      "an extra closer belongs to it",
      {
        given: ["{", '"a": 1', "}", "}", "chat_closed", "It closed."],
        want: ['{} { "a": 1 } }', "h4 `chat_closed`", "It closed."],
      },
    ],
    [
      "members behind a stray closer belong to it",
      { given: ["{", '"a": [', "]", "],", '"b": 1', "}", "}"], want: ['{} { "a": [ ] ], "b": 1 } }'] },
    ],
    [
      "a lost opener is reported",
      {
        given: ["It is so.", '"a": 1,', '"b": {', "}", "}"],
        want: ["It is so.", '{} "a": 1, "b": { } }'],
        findings: ["2 document/sample-without-opener"],
      },
    ],
    [
      "a lost opener right behind another sample",
      {
        given: ["{", '"a": 1', "}", '"a": 2', "}"],
        want: ['{} { "a": 1 }', '{} "a": 2 }'],
        findings: ["4 document/sample-without-opener"],
      },
    ],
    [
      "the numbers of its lines are taken off",
      {
        given: ["1 {", '2   "a": 1,', "3", '4   "b": 2', "5 }", "It is so."],
        want: ['{} { "a": 1, "b": 2 }', "It is so."],
        findings: ["1 document/numbered-lines"],
      },
    ],
    [
      "numbers that stand right before the lines",
      { given: ["9{", '10"a": 1', "11}"], want: ['{} { "a": 1 }'], findings: ["1 document/numbered-lines"] },
    ],
    ["numbers in a column above it", { given: ["1", "2", "3", "{", '"a": 1', "}"], want: ['{} { "a": 1 }'] }],
    [
      "numbers that count nothing stay",
      {
        given: ["1 { is a bracket", "2 } is another", "3 is a number of lines, and no title."],
        want: ["1 { is a bracket", "2 } is another", "3 is a number of lines, and no title."],
      },
    ],
    [
      "a page's number at the margin is left out",
      {
        given: ["{", '  "a": [', "    // ids", "12", "https://example.com/docs 3/30", "  ]", "}"],
        want: ['{} { "a": [ // ids ] }'],
        findings: ["4 document/page-number"],
      },
    ],
    [
      "a number at the margin is an item where nothing is indented",
      { given: ["{", '"a": [', "12", "]", "}"], want: ['{} { "a": [ 12 ] }'] },
    ],
    ["an indented number is an item", { given: ["{", '  "a": [', "    12", "  ]", "}"], want: ['{} { "a": [ 12 ] }'] }],
    [
      "curly quotes are quotes",
      {
        given: ["{", "“a”: “x {”,", "“b”: [", "“y”", "]", "}", "“Curly” is a word."],
        want: ["{} { “a”: “x {”, “b”: [ “y” ] }", "“Curly” is a word."],
      },
    ],
    ["blank lines inside", { given: ["{", '"a": {', "", '"b": 1', "}", "", "}"], want: ['{} { "a": { "b": 1 } }'] }],
    [
      "a comment that lost its slashes",
      { given: ["{", '"a": [', "User IDs", "]", "}"], want: ['{} { "a": [ User IDs ] }'] },
    ],
    [
      "a comment that nothing ends",
      {
        given: ["{", "/* note", '"a": 1', "}", "chat_closed", "It closed."],
        want: ['{} { /* note "a": 1 }', "h4 `chat_closed`", "It closed."],
      },
    ],
    ["all on one line", { given: ['{"a": {"b": [1]}}', "It is so."], want: ['{} {"a": {"b": [1]}}', "It is so."] }],
    [
      "brackets in strings and comments do not count",
      { given: ["{", '"a": "}}" // }}', "}", "It is so."], want: ['{} { "a": "}}" // }} }', "It is so."] },
    ],
  ];

  test.each(cases)("%s", (_, { given, want, findings = [] }) => {
    const page = read(given.join("\n"));
    expect(outline(page.document.tree)).toEqual(want);
    expect(page.findings).toEqual(findings);
  });
});

describe("places", () => {
  const odd =
    '\ufeffWebhooks\r\n\r\n\u00a0It\u00a0is \u200ba page. \r\n{\r\n\t"a": 1,  \r\n\u00a0\u00a0"b":\u200b 2\r\n}\r\n';

  test("line ends, odd spaces and zero-width characters change no text and no place", () => {
    const { document } = read(odd);
    expect(outline(document.tree)).toEqual(["h2 Webhooks", "It is a page.", '{} { "a": 1, "b": 2 }']);
    const [heading, paragraph, code] = document.tree.children;
    expect(heading?.position?.start).toEqual({ line: 1, column: 2, offset: 1 });
    expect(paragraph?.position?.start).toEqual({ line: 3, column: 2, offset: odd.indexOf("It") });
    expect(paragraph?.position?.end.offset).toBe(odd.indexOf("page.") + 5);
    expect(code?.position?.start).toEqual({ line: 4, column: 1, offset: odd.indexOf("{") });
  });

  test("each character of a sample is found again in the page", () => {
    const { document } = read(odd);
    visit(document.tree, "code", ({ value, data }) => {
      if (!data?.source) throw new Error("no source");
      expect(value).toBe('{\n\t"a": 1,\n  "b": 2\n}');
      for (const mark of ['"a"', "1,", '"b"', "2", "}"]) {
        expect(locate(data.source, value.indexOf(mark)).offset).toBe(odd.indexOf(mark));
      }
    });
    expect.assertions(6);
  });
});

describe("hard pages end soon", () => {
  test.each([
    ["a line of brackets", "{".repeat(2_000_000)],
    ["lines of brackets", "[\n".repeat(100_000)],
    ["rows", "user_idMissing if it is so.\n".repeat(100_000)],
    ["identifiers", "chat_closed\n".repeat(50_000)],
    ["names with full stops", "chat_closed.\nIt is so.\n".repeat(50_000)],
    ["open comments", `{\n${"/* a\n".repeat(50_000)}`],
    ["pipes", "| ".repeat(1_000_000)],
    ["half open code spans", "`a".repeat(200_000)],
  ])("%s", (_, text) => {
    expect(processorSeconds(() => read(text))).toBeLessThan(20);
  });
});
