// The two real texts whole, and what becomes of them when a line is lost or misspelt.
import { readdirSync, readFileSync } from "node:fs";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { groupBy } from "../../src/source/group-by.ts";
import { locate } from "../../src/source/line-index.ts";
import { MUTATE_ALL } from "../support/mutate-page.ts";
import { describeShared, hasShared, shared } from "../support/shared.ts";
import { outline, read, type Read } from "./text-page.ts";

function seed(number: string): string {
  const name = readdirSync(shared("seeds")).find((file) => file.startsWith(number) && file.endsWith(".txt"));
  return name === undefined ? "" : readFileSync(shared("seeds", name), "utf8");
}

interface Shape {
  readonly name: string;
  readonly text: string;
  readonly counts: Readonly<Record<string, number>>;
}

const copied = hasShared ? seed("000") : "";
const extracted = hasShared ? seed("001") : "";
const copiedCounts = { h2: 1, h3: 12, h4: 37, h5: 50, table: 51, code: 37, list: 0 };
const shapes: readonly Shape[] = [
  { name: "the copied page", text: copied, counts: copiedCounts },
  { name: "the copied page without blank lines", text: copied.replace(/\n{2,}/g, "\n"), counts: copiedCounts },
  { name: "the copied page without indentation", text: copied.replace(/^ +/gm, ""), counts: copiedCounts },
  { name: "the copied page with CRLF", text: copied.replaceAll("\n", "\r\n"), counts: copiedCounts },
  {
    name: "the extracted page",
    text: extracted,
    counts: { h2: 1, h3: 11, h4: 37, h5: 50, table: 50, code: 39, list: 1 },
  },
];

function counts({ document }: Read): Record<string, number> {
  const found: Record<string, number> = { h2: 0, h3: 0, h4: 0, h5: 0, table: 0, code: 0, list: 0 };
  for (const node of document.tree.children) {
    const name = node.type === "heading" ? `h${String(node.depth)}` : node.type;
    if (name in found) found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** Every so many lines are tried; with `MUTATE=all` each. */
const every =
  (count: number): ((_: unknown, index: number) => boolean) =>
  (_, index) =>
    MUTATE_ALL || index % count === 0;

const isSectionName = (line: string): boolean => /^[a-z]+(?:_[a-z]+)+$/.test(line);

describeShared("the texts of the reference", () => {
  test.each(shapes)("$name becomes its headings, tables, samples and lists", ({ text, counts: want }) => {
    const page = read(text);
    expect(counts(page)).toEqual(want);
    expect(page.findings).toEqual([]);
  });

  test.each(shapes)("every section heading of $name is an identifier", ({ text }) => {
    const headings = outline(read(text).document.tree).filter((line) => line.startsWith("h4"));
    expect(headings.filter((line) => !/^h4 `[a-z_]+`$/.test(line))).toEqual([]);
  });

  test.each(shapes)("every character of $name that shows is in the tree or ignored by a rule", ({ text }) => {
    const { document } = read(text);
    const covered = new Uint8Array(text.length);
    for (const { position } of document.tree.children) {
      covered.fill(1, position?.start.offset ?? 0, position?.end.offset ?? 0);
    }
    for (const { at, quote } of document.ignored) {
      expect(text.slice(at.offset, at.endOffset)).toBe(quote);
      covered.fill(1, at.offset, at.endOffset);
    }
    const lost = [...covered.keys()].filter((offset) => covered[offset] === 0 && text.charAt(offset).trim() !== "");
    expect(lost).toEqual([]);
  });

  test.each(shapes)("every node of $name knows its place", ({ text }) => {
    const { document } = read(text);
    const lines = text.split(/\r?\n/);
    let seen = 0;
    visit(document.tree, (node) => {
      const { start, end } = node.position ?? {};
      if (!start || !end) throw new Error(`a ${node.type} without a place`);
      if (node.type !== "text" && node.type !== "inlineCode") return;
      const quote = text.slice(start.offset, end.offset);
      expect(lines[start.line - 1]?.slice(start.column - 1, end.column - 1)).toBe(quote);
      expect(node.value.trim()).toBe(quote.trim());
      seen += 1;
    });
    expect(seen).toBeGreaterThan(300);
  });

  test.each(shapes)("every line of the samples of $name is found again in the page", ({ text }) => {
    visit(read(text).document.tree, "code", ({ value, data }) => {
      const source = data?.source;
      if (!source) throw new Error("a sample without its source");
      for (const { index, 0: line } of value.matchAll(/\S.*/g)) {
        const at = locate(source, index, index + line.length);
        expect(text.slice(at.offset, at.endOffset)).toBe(line);
      }
    });
  });

  test("the several samples of one section stay apart", () => {
    const nodes = outline(read(extracted).document.tree);
    const runs = nodes.flatMap((line, index) =>
      line.startsWith("{}") && nodes[index - 1]?.startsWith("{}") ? [index] : [],
    );
    expect(runs).toHaveLength(2);
    for (const index of runs) expect(nodes[index]).toContain('"webhook_id"');
  });
});

describeShared("the texts of the reference with a line misspelt or lost", () => {
  const misspellings: [string, (name: string) => string][] = [
    ["blanks in", (name) => name.replaceAll("_", " ")],
    ["hyphens in", (name) => name.replaceAll("_", "-")],
    ["a capital before", (name) => name.charAt(0).toUpperCase() + name.slice(1)],
    ["capitals in", (name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())],
    ["a colon behind", (name) => `${name}:`],
    ["a letter less in", (name) => name.slice(1)],
  ];
  const both = shapes.filter(({ name }) => name === "the copied page" || name === "the extracted page");
  const cases = both.flatMap((shape) => misspellings.map(([what, misspell]) => ({ what, misspell, ...shape })));

  test.each(cases)("with $what a section heading, $name keeps all its parts", ({ text, misspell, counts: want }) => {
    const lines = text.split("\n");
    const at = lines.flatMap((line, index) => (isSectionName(line) ? [index] : []));
    expect(at).toHaveLength(37);
    for (const index of at.filter(every(4))) {
      const page = read(lines.with(index, misspell(lines[index] ?? "")).join("\n"));
      expect(counts(page)).toEqual(want);
    }
  });

  test.each(both)("with a group heading lost, $name keeps all its sections", ({ text, counts: want }) => {
    const lines = text.split("\n");
    const groups = read(text).document.tree.children.flatMap((node) =>
      node.type === "heading" && node.depth === 3 && node.position ? [node.position.start.line - 1] : [],
    );
    for (const index of groups) {
      const { h3 = 0, ...others } = counts(read(lines.toSpliced(index, 1).join("\n")));
      expect({ h3: h3 + 1, ...others }).toEqual(want);
    }
  });

  test.each(both)(
    "with a line of a sample lost, whichever it is, $name keeps all its headings and samples",
    ({ text, counts: want }) => {
      const lines = text.split("\n");
      const before = outline(read(text).document.tree).filter((line) => !line.startsWith("{}"));
      const brackets = lines.flatMap((line, index) =>
        /^\s*(?:[{[\]}],?|"(?:payload|webhook_id)".*)$/.test(line) ? [index] : [],
      );
      expect(brackets.length).toBeGreaterThan(200);
      // Of each kind of line.
      const kinds = [...groupBy(brackets, (index) => (lines[index] ?? "").trim().slice(0, 3)).values()];
      for (const index of kinds.flatMap((kind) => kind.filter(every(7)))) {
        const page = read(lines.toSpliced(index, 1).join("\n"));
        expect(counts(page)).toEqual(want);
        expect(outline(page.document.tree).filter((line) => !line.startsWith("{}"))).toEqual(before);
      }
    },
  );

  test.each(both)("with another line lost, whichever it is, no other line of $name is", ({ text }) => {
    const lines = text.split("\n");
    const words = (page: Read): string[] =>
      outline(page.document.tree)
        .join(" ")
        .match(/[\w@]+/g) ?? [];
    const all = words(read(text)).filter((word) => !/^h[2-5]$/.test(word)).length;
    lines.forEach((line, index) => {
      if (line.trim() === "" || !every(29)(line, index)) return;
      const left = words(read(lines.toSpliced(index, 1).join("\n"))).filter((word) => !/^h[2-5]$/.test(word)).length;
      expect(left, line).toBeGreaterThanOrEqual(all - (line.match(/[\w@]+/g) ?? []).length - 1);
    });
  });
});
