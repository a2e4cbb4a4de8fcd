// The saved page of the seeds, read whole.
import { readFileSync } from "node:fs";
import { DecodingMode, HtmlEntityDecoder } from "entities/decode";
import type { Code, Heading, Nodes, Table } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import type { SourceDocument } from "../../src/formats/document.ts";
import { readHtml } from "../../src/formats/html/html.ts";
import { locate } from "../../src/source/line-index.ts";
import { describeShared, shared } from "../support/shared.ts";

describeShared("the saved page", () => {
  const text = readFileSync(shared("seeds", "002_a4f83ae0f628d884.txt"), "utf8");
  const { document, findings } = readHtml(text, { file: "page.html" });

  test("its headings, tables and samples are all there", () => {
    const headings = nodesOf("heading");
    const counts = [2, 3, 4, 5].map((depth) => headings.filter((heading) => heading.depth === depth).length);
    expect(counts).toEqual([1, 11, 36, 49]);
    for (const heading of headings.filter(({ depth }) => depth === 4)) {
      expect(heading.children.map(({ type }) => type)).toEqual(["inlineCode"]);
      expect(heading.data?.id).toBe(toString(heading));
    }
    expect(nodesOf("code")).toHaveLength(36);
    expect(nodesOf("table")).toHaveLength(50);
  });

  test("an empty header row stays, and cells keep their links and code spans", () => {
    const index = nodesOf("table")[0];
    expect(index?.children[0]?.children.map((cell) => cell.children)).toEqual([[], []]);
    const linked = index?.children.slice(1).flatMap((row) => row.children[1]?.children ?? []);
    const links = linked?.filter((node) => node.type === "link") ?? [];
    expect(links).toHaveLength(36);
    expect(new Set(links.map(({ children }) => children[0]?.type))).toEqual(new Set(["inlineCode"]));
  });

  test("each comment of a sample ends its line, and its source is where it says", () => {
    const broken = nodesOf("code").flatMap(({ value }) =>
      value.split("\n").filter((line) => /\/\/.*\S[ ]*[\]}]$/.test(line)),
    );
    expect(broken).toEqual([]);
    expect(nodesOf("code").reduce((sum, { value }) => sum + value.split("\n").length - 1, 0)).toBe(100);
    for (const code of nodesOf("code")) expect(misplaced(code)).toEqual([]);
  });

  test("a sample holds every visible character of its spans", () => {
    const squeeze = (value: string): string => value.replace(/\s+/g, "");
    const wanted = [...text.matchAll(/<pre[^>]*>(.*?)<\/pre>/gs)].map(([, inner]) =>
      squeeze(decode((inner ?? "").replace(/<[^>]*>/g, ""))),
    );
    expect(nodesOf("code").map(({ value }) => squeeze(value))).toEqual(wanted);
  });

  test("every node has a place, and a text's place shows that text", () => {
    const wrong: string[] = [];
    visit(tree(), (node: Nodes) => {
      const { start, end } = node.position ?? {};
      if (start?.offset === undefined || end?.offset === undefined || end.offset < start.offset) wrong.push(node.type);
      else if (node.type === "text" && node.value.trim() !== "" && /^[\x20-\x7e]*$/.test(node.value)) {
        if (
          decode(text.slice(start.offset, end.offset))
            .replace(/<[^>]*>/g, "")
            .trim() !== node.value.trim()
        )
          wrong.push(node.value);
      }
    });
    expect(wrong).toEqual([]);
  });

  test("children lie inside their parents and follow one another", () => {
    const wrong: string[] = [];
    visit(tree(), (node: Nodes) => {
      if (!("children" in node)) return;
      let from = node.position?.start.offset ?? 0;
      for (const child of node.children) {
        if (
          (child.position?.start.offset ?? -1) < from ||
          (child.position?.end.offset ?? 0) > (node.position?.end.offset ?? 0)
        )
          wrong.push(`${child.type} in ${node.type} at ${String(child.position?.start.offset)}`);
        from = child.position?.end.offset ?? 0;
      }
    });
    expect(wrong).toEqual([]);
  });

  test("lines around the page are findings and not content", () => {
    expect(findings.map(({ ruleId, line, column }) => [ruleId, line, column])).toEqual([
      ["document/scraper-line", 1, 1],
      ["document/scraper-line", 3, 1],
      ["document/scraper-line", 7, 1],
    ]);
    expect(findings[0]?.actual).toBe("CINXE.COM");
    expect(toString(tree())).not.toContain("CINXE");
  });

  test("the chrome is recorded by rule and stays out", () => {
    const rules = new Set(document?.ignored.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(["copy-button", "outside-article", "scraper-line", "script", "sidebar", "style"]);
    expect(document?.ignored.filter(({ rule }) => rule === "copy-button")).toHaveLength(36);
    expect(toString(tree())).not.toMatch(/Copied|Discord|API version/);
  });

  test("the page's own words about its version are metadata", () => {
    expect(document?.metadata).toMatchObject({
      canonical: "https://platform.text.com/docs/management/webhooks/v3.4",
      versionMenu: "API version: 3.5 (stable)",
    });
  });

  test("reading twice gives the same", () => {
    expect(readHtml(text, { file: "page.html" }).document?.tree).toEqual(document?.tree);
  });

  function tree(): SourceDocument["tree"] {
    return document?.tree ?? { type: "root", children: [] };
  }
  function nodesOf(type: "heading"): Heading[];
  function nodesOf(type: "code"): Code[];
  function nodesOf(type: "table"): Table[];
  function nodesOf(type: string): Nodes[] {
    const found: Nodes[] = [];
    visit(tree(), type, (node: Nodes) => {
      found.push(node);
    });
    return found;
  }
});

function misplaced({ value, data }: Code): string[] {
  const source = data?.source;
  if (source === undefined) return ["no source"];
  const wrong: string[] = [];
  for (let at = 0; at < value.length; at++) {
    const { offset } = locate(source, at);
    if (value.charAt(at) === "\n") {
      if (source.text.slice(offset, offset + 7) !== "</span>") wrong.push(`line end at ${String(offset)}`);
    } else if (decode(source.text.slice(offset, offset + 12)).charAt(0) !== value.charAt(at))
      wrong.push(value.slice(at, at + 10));
  }
  return wrong;
}

function decode(html: string): string {
  let units: number[] = [];
  const decoder = new HtmlEntityDecoder((unit) => units.push(unit));
  return html.replace(/&(#?\w+;)/g, (whole: string, name: string) => {
    units = [];
    decoder.startEntity(DecodingMode.Legacy);
    return decoder.write(name, 0) > 0 ? String.fromCodePoint(...units) : whole;
  });
}
