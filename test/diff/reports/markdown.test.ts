// The report for a pull request: what it says, what it must never let through, and its length.
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { MARKDOWN_LIMIT, reportMarkdown, reviewMarkdown } from "../../../src/diff/reports/report-markdown.ts";
import { change, dangerous, evils, full, report, spoiled, unseen } from "../report-fixtures.ts";

const treeOf = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown);

test("a full report reads as reviewed", async () => {
  await expect(reportMarkdown(full, { root: "docs-input" })).toMatchFileSnapshot("goldens/full.md");
});

test("equal sides are no changes", () => {
  expect(reportMarkdown(report([]))).toBe("# Upgrade: 1.5 → 2.0\n\nNo changes.\n");
});

test("the summary is a table and stands first; every change is folded", () => {
  const kinds = treeOf(reportMarkdown(full)).children.map(({ type }) => type);
  expect(kinds.slice(0, 2)).toEqual(["heading", "table"]);
  const markdown = reportMarkdown(full);
  expect(markdown.match(/<details>/g)).toHaveLength(5 + 1 + 1);
  expect(markdown.match(/<\/details>/g)).toHaveLength(5 + 1 + 1);
});

describe("words of a page", () => {
  test.each(evils)("%s stays words", (_name, evil) => {
    const markdown = reportMarkdown(spoiled(evil));
    expect(markdown).not.toMatch(unseen);
    const tree = treeOf(markdown);
    const html: string[] = [];
    visit(tree, "html", ({ value }) => void html.push(value));
    const tags = html.join("\n").match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => !/^<(?:\/?(?:details|summary|b)|!-- --)>$/.test(tag))).toEqual([]);
    for (const type of ["link", "image", "linkReference", "definition", "emphasis", "delete", "footnoteReference"]) {
      visit(tree, type, (node) => expect.fail(`${type}: ${textOf(node)}`));
    }
    const headings: string[] = [];
    visit(tree, "heading", (node) => void headings.push(textOf(node)));
    expect(headings).toHaveLength(1);
    const tables: number[] = [];
    visit(tree, "table", (node) => void tables.push(node.children.length));
    expect(tables).toEqual([3]);
    const prose: string[] = [];
    visit(tree, ["text", "html"], (node) => void prose.push(textOf(node)));
    expect(prose.filter((text) => /@\w|(?:^|\s)#\d/.test(text))).toEqual([]);
  });
});

describe("the length", () => {
  const many = (count: number, words: string) =>
    Array.from({ length: count }, (_, index) =>
      change({
        fingerprint: index.toString(16).padStart(12, "0"),
        severity: index < 10 ? "breaking" : "docs",
        message: `change ${String(index)} ${words}`,
      }),
    );

  test("2,000 changes fit, the worst are there, and how many are left out is said", () => {
    const markdown = reportMarkdown(report(many(2000, "x".repeat(200))));
    expect(markdown.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(markdown.length).toBeGreaterThan(MARKDOWN_LIMIT - 4000);
    const shown = markdown.match(/<summary>/g)?.length ?? 0;
    expect(markdown).toContain("change 9 ");
    expect(markdown).toContain(
      `**Left out for length: ${String(2000 - shown)} details (${String(2000 - shown)} docs).**`,
    );
    expect(markdown.match(/<details>/g)).toHaveLength(markdown.match(/<\/details>/g)?.length ?? 0);
  });

  test("nothing is left out where all fits", () => {
    expect(reportMarkdown(full)).not.toContain("Left out");
  });

  test.each([1, 50, 150])("%i versions of long names and words fit as well", (count) => {
    const long = "name_".repeat(20_000);
    const names = Array.from({ length: 3000 }, (_, index) => long + String(index));
    const base = report(many(100, long));
    const one = {
      ...base,
      old: { ...base.old, label: long, version: long },
      changes: base.changes.map((each) => ({ ...each, webhooks: names, path: long, why: long, hint: long })),
      summary: { ...base.summary, webhooks: { added: names, removed: names, changed: names, unchanged: names } },
    };
    const markdown = reviewMarkdown(
      Array.from({ length: count }, () => one),
      { title: "Drift" },
    );
    expect(markdown.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(markdown).toContain("Left out for length");
  });

  test("of several versions the least severe details go first", () => {
    const mild = report(many(2000, "").map((one) => ({ ...one, severity: "docs" as const })));
    const markdown = reviewMarkdown([mild, report([dangerous])], { title: "Drift" });
    expect(markdown).toContain("<b>dangerous</b>");
    expect(markdown).toContain("docs).**");
  });
});
