// README.md and docs/ as their readers meet them: every link leads somewhere, and every page is found from README.md.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const docs = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const pages = ["README.md", "CONTRIBUTING.md", "docs-input/README.md", ...docs];

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const parse = (file: string): Nodes => unified().use(remarkParse).use(remarkGfm).parse(read(file));

/** Links and pictures of a page within the repository, relative to its root. */
function linksOf(file: string): readonly { readonly path: string; readonly anchor?: string }[] {
  const urls: string[] = [];
  visit(parse(file), ["link", "image"], (node: Nodes) => {
    if ("url" in node && !/^\w+:/.test(node.url)) urls.push(node.url);
  });
  return urls.map((url) => {
    const [path = "", anchor] = url.split("#", 2);
    const target = path === "" ? file : relative(root, join(root, dirname(file), path));
    return { path: target, ...(anchor !== undefined && { anchor }) };
  });
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): readonly string[] {
  const anchors: string[] = [];
  visit(parse(file), "heading", (node) => {
    anchors.push(
      textOf(node)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    );
  });
  return anchors;
}

test.each(pages)("the links of %s lead somewhere", (file) => {
  const lost = linksOf(file).filter(
    ({ path, anchor }) => !existsSync(join(root, path)) || (anchor !== undefined && !anchorsOf(path).includes(anchor)),
  );
  expect(lost).toEqual([]);
});

test("README.md links to every page of docs/", () => {
  const linked = linksOf("README.md").map(({ path }) => path);
  expect(docs.filter((file) => !linked.includes(file))).toEqual([]);
});

test("README.md has at most 150 lines", () => {
  expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});
