// Which code blocks of a section are samples, and what of a block of another kind is read.
import { describe, expect, test } from "vitest";
import { blockKinds } from "../../src/samples/block-kinds.ts";
import { splitRoots } from "../../src/samples/tokens.ts";
import { toJson } from "../../src/samples/sample.ts";
import { page, referenceOf, section } from "../support/snippets.ts";

const fence = (lang: string, text: string): string => `\`\`\`${lang}\n${text}\n\`\`\``;
const sample = fence("json", '{ "action": "x_done", "payload": { "a": 1 } }');
const read = { action: "x_done", payload: { a: 1 } };
const UNREAD = "reference/unread-sample";
const CUT = "reference/sample-in-block";

const cases: readonly [string, { given: readonly string[]; want: readonly unknown[]; rules?: readonly string[] }][] = [
  [
    "the body of an HTTP request, behind its headers",
    { given: [fence("http", 'POST /hook HTTP/1.1\nX-Version: 3.6\n\n{ "id": 1 }')], want: [{ id: 1 }], rules: [CUT] },
  ],
  [
    "a body with headers alone above it",
    { given: [fence("", 'X-Version: 3.6\nHost: x\n\n{ "id": 1 }')], want: [{ id: 1 }], rules: [CUT] },
  ],
  [
    "the data of a command",
    {
      given: [fence("bash", "curl -X POST https://x.example \\\n  -d '{ \"id\": 1 }'")],
      want: [{ id: 1 }],
      rules: [CUT],
    },
  ],
  [
    "data in double quotes",
    { given: [fence("", 'curl --data "{ \\"id\\": 1 }" https://x.example')], want: [{ id: 1 }], rules: [CUT] },
  ],
  [
    "the newer state of a comparison",
    {
      given: [fence("diff", ' {\n-  "id": 1,\n+  "id": "1",\n   "b": 2\n }')],
      want: [{ id: "1", b: 2 }],
      rules: [CUT],
    },
  ],
  [
    "no command beside a sample",
    { given: [sample, fence("bash", "curl https://x.example -d @body.json")], want: [read], rules: [UNREAD] },
  ],
  [
    "no declaration of types, before a sample or alone",
    { given: [fence("ts", "interface Thread {\n  id?: string\n}"), sample], want: [read], rules: [UNREAD] },
  ],
  [
    "no program beside a sample",
    { given: [fence("js", "app.post('/x', (body) => { reply(200) })"), sample], want: [read], rules: [UNREAD] },
  ],
  [
    "a program that assigns the only sample",
    { given: [fence("js", 'const body = { "id": 1 }')], want: [{ id: 1 }], rules: [CUT] },
  ],
  [
    "not what a longer program assigns, beside a sample",
    { given: [sample, fence("js", 'const body = { "id": 1 };\nsend(body)')], want: [read], rules: [UNREAD] },
  ],
  [
    "an array of another language, for all brackets in its strings and arrows in its comments",
    {
      given: [fence("php", '[\n  "a" => "[=>", // x => y\n  "b" => array("c", ["d" => 1]),\n]')],
      want: [{ a: "[=>", b: ["c", { d: 1 }] }],
      rules: [CUT, "sample/trailing-comma"],
    },
  ],
  ["JSON with an arrow in a comment", { given: [fence("json", '{ "id": 1 // old => new\n}')], want: [{ id: 1 }] }],
  ["a sample marked as another language", { given: [fence("ts", '{ "id": 1 }'), sample], want: [{ id: 1 }, read] }],
  [
    "no answer of the receiver",
    {
      given: [sample, "Your server has to answer with:", fence("json", '{ "status": "ok" }')],
      want: [read],
      rules: [UNREAD],
    },
  ],
  [
    "no answer below the item of a list",
    { given: [sample, "1. Then respond with:", fence("json", '{ "text": "')], want: [read], rules: [UNREAD] },
  ],
  [
    "no response beside its request",
    {
      given: [fence("http", 'POST /hook HTTP/1.1\n\n{ "id": 1 }'), fence("http", 'HTTP/1.1 200 OK\n\n{ "ok": true }')],
      want: [{ id: 1 }],
      rules: [CUT, UNREAD],
    },
  ],
  [
    "each of several samples in one block",
    {
      given: [fence("json", '// one\n{ "id": 1 }\n// other\n{ "id": 2 }')],
      want: [{ id: 1 }, { id: 2 }],
      rules: ["reference/several-samples"],
    },
  ],
];

describe("the samples of a section are", () => {
  test.each(cases)("%s", async (_, { given, want, rules = [] }) => {
    const { sections, findings } = await referenceOf(page(section({ name: "x_done", payloads: [] }), ...given));
    expect(sections[0]?.samples.map(({ root }) => root && toJson(root))).toEqual(want);
    expect(findings.map(({ ruleId }) => ruleId).toSorted()).toEqual(rules.toSorted());
  });

  test("placed where they stand on the page", async () => {
    const text = page(
      section({ name: "x_done", payloads: [] }),
      fence("http", 'POST /x\nA: b\n\n{ "id": 1 }\n{ "id": 22 }'),
    );
    const { sections } = await referenceOf(text);
    const cuts = sections[0]?.samples.map(({ root, locate }) => {
      const id = root?.kind === "object" ? root.members[0]?.value : undefined;
      const at = locate(id?.offset ?? 0, (id?.offset ?? 0) + (id?.length ?? 0));
      return text.slice(at.offset, at.endOffset);
    });
    expect(cuts).toEqual(["1", "22"]);
  });
});

describe("the kinds of code blocks", () => {
  test.each(blockKinds)("$id is the first to match its example", ({ id, example }) => {
    expect(blockKinds.find(({ matches }) => matches(example))?.id).toBe(id);
  });

  test.each(blockKinds.filter(({ json }) => json !== undefined))(
    "$id keeps its JSON at its place",
    ({ json, example }) => {
      const kept = json?.(example.text) ?? "";
      expect(kept.length).toBeLessThanOrEqual(example.text.length);
      expect(JSON.parse(kept)).toHaveProperty("id");
    },
  );
});

describe("several roots in one text", () => {
  test.each([
    ["one", '{ "a": {} }', undefined],
    ["none", "words", undefined],
    ["brackets that do not match", '{ "a": 1 } } { "b": 2 }', undefined],
    ["two", "{} or []", ["{}", " or []"]],
    ["words behind the last", "[] {} x", ["[]", " {} x"]],
  ])("%s", (_, given, want) => {
    expect(splitRoots(given)?.map(({ start, end }) => given.slice(start, end))).toEqual(want);
  });
});
