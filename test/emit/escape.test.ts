// Text of pages in emitted code: whatever it says, the code around it stays the same.
import ts from "typescript";
import { expect, test } from "vitest";
import {
  commentRules,
  escapeComment,
  objectLiteral,
  propertyName,
  safeLink,
  stringLiteral,
} from "../../src/emit/escape.ts";
import { around, attacks } from "./fixtures.ts";
import { filesOf } from "./support.ts";

test.each(commentRules)("$id is made harmless", ({ example, result }) => {
  expect(escapeComment(example)).toBe(result);
});

test("no two rules claim one example", () => {
  for (const { id, example } of commentRules) {
    const claimed = commentRules.filter(({ pattern }) => example.search(pattern) >= 0).map((rule) => rule.id);
    expect(claimed).toEqual([id]);
  }
});

test.each(attacks)("%j stays inside its comment", (attack) => {
  const source = ts.createSourceFile("a.ts", `/** ${escapeComment(attack)} */\nlet a;`, ts.ScriptTarget.Latest, true);
  expect(source.statements.length).toBe(1);
  const [statement] = source.statements;
  expect(statement && ts.getJSDocTags(statement).length).toBe(0);
});

test.each(attacks)("%j stays inside its string, and comes back as it was", (attack) => {
  const literal = stringLiteral(attack);
  expect(literal).toMatch(/^"[^\n\r\u2028\u2029]*"$/);
  expect(JSON.parse(literal)).toBe(attack);
});

test.each([
  ["plain", "plain"],
  ["__proto__", "__proto__"],
  ["with space", '"with space"'],
  ["1st", '"1st"'],
  ["", '""'],
  ["a\u2028b", '"a\\u2028b"'],
])("the member %j is written %s", (name, want) => {
  expect(propertyName(name)).toBe(want);
});

test.each([
  ["https://a.example/b", "c", "https://a.example/b#c"],
  ["https://a.example/*/{@link x}", "", "https://a.example/%2A/%7B%40link%20x%7D"],
  ["https://a.example/", "*/ evil`", "https://a.example/#%2A/%20evil%60"],
  ["javascript:alert(1)", "", undefined],
  ["not a link", "", undefined],
])("the link %j with anchor %j becomes %j", (address, anchor, want) => {
  expect(safeLink(address, anchor)).toBe(want);
});

test("a JSON value as code is the same value, whatever its texts and names are", async () => {
  const value: object = JSON.parse(
    `{"__proto__": {"__proto__": [1, {"constructor": null}]}, "texts": ${JSON.stringify(["\u2028", '\n"__proto__": 1', '  "__proto__": ', ...attacks])}}`,
  );
  const code = `export const value = ${objectLiteral(value)};`;
  expect(code).not.toMatch(/[\u2028\u2029\u202a-\u202e]/);
  const { value: read }: { value: unknown } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(JSON.stringify(read)).toBe(JSON.stringify(value));
});

test.each([["types.ts"], ["handlers.ts"], ["testing.ts"]])(
  "hostile texts leave the shape of %s as harmless ones do",
  async (path) => {
    const harmless = await filesOf(around(attacks.map((_, index) => `text ${index}`)));
    const hostile = await filesOf(around(attacks));
    expect(shape(hostile.get(path) ?? "")).toEqual(shape(harmless.get(path) ?? ""));
  },
);

/** Kinds and texts of all tokens, and the tags of all comments. */
function shape(code: string): readonly string[] {
  const source = ts.createSourceFile("types.ts", code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = node.getChildCount(source) === 0 ? node.getText(source) : "";
    if (!ts.isJSDoc(node)) found.push(`${ts.SyntaxKind[node.kind]} ${text}`);
    for (const tag of ts.getJSDocTags(node)) found.push(`@${tag.tagName.text}`);
    for (const child of node.getChildren(source).filter((part) => !ts.isJSDoc(part))) visit(child);
  };
  visit(source);
  expect(ts.transpileModule(code, { reportDiagnostics: true }).diagnostics).toEqual([]);
  return found;
}
