// What the pages of the site hold, that they lead to each other, and that a text stays text.
import { readFileSync } from "node:fs";
import { parse } from "parse5";
import { describe, expect, test } from "vitest";
import { modelFrom, readFindings } from "../../src/pipeline/load-model.ts";
import { fieldNames } from "../../src/site/field-table.ts";
import { siteFiles, type SiteInput } from "../../src/site/site.ts";
import { declarations, findingsBySection } from "../../src/site/version-page.ts";
import { around, attacks, bare, empty, everything, hostile, shared } from "../emit/fixtures.ts";
import { found, large, pageOf, place, siteOf, small } from "./fixtures.ts";

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

function elementsOf(html: string): readonly Element[] {
  const found: Element[] = [];
  const open: unknown[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("childNodes" in node && Array.isArray(node.childNodes)) open.push(...node.childNodes.toReversed());
    if (!("tagName" in node) || !("attrs" in node) || !Array.isArray(node.attrs)) continue;
    const attributes = new Map(node.attrs.map(({ name, value }) => [String(name), String(value)]));
    found.push({ name: String(node.tagName), attributes });
  }
  return found;
}

/** The texts between the tags, a line each. */
function textsOf(html: string): string {
  return html
    .replace(/<(script|style)>.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/&quot;/g, '"')
    .replace(/\n\s*/g, "\n");
}

describe("the page of a version shows", () => {
  const page = textsOf(pageOf(small, "v2.0.html"));
  test.each<[string, { want: RegExp }]>([
    ["the webhooks in their groups", { want: /\nParcels\n.*\nparcel_sent\n/s }],
    [
      "the first sentence where a webhook is folded, and the whole text in it",
      { want: /A parcel has left\.\n[^]*A parcel has left\. It may be on its way/ },
    ],
    ["each field with its type and whether it is always there", { want: /\nweight\noptional\ninteger\nIn grams\.\n/ }],
    [
      "the words of the page that say so, and their place",
      { want: /table · \nv9\.1\/webhooks\.md:12:3\nweight \| In grams\./ },
    ],
    ["fields in fields by their path", { want: /\nroute\.stops\[\]\.\ncity\n/ }],
    ["what a value means", { want: /"letter"\nup to 50 grams/ }],
    [
      "the TypeScript of the body and the payload",
      { want: /export interface ParcelSentWebhook [^]*export interface ParcelSentPayload / },
    ],
    ["the types that belong to no webhook", { want: /export type Webhook = ParcelSentWebhook/ }],
    ["the schema of both", { want: /"\$defs": \{\n"ParcelSentWebhook": \{[^]*"ParcelSentPayload": \{/ }],
    ["the sample as it is sent", { want: /"webhook_id": "w1",[^]*"id": "p1"/ }],
    ["what surrounds the payload", { want: /Around the payload: 5 fields, documented[^]*\nlicense_id\n/ }],
    ["the structures", { want: /\nStructures\n[^]*\nParcel\n[^]*\nThe parcel\n/ }],
    [
      "the findings of a webhook with it",
      { want: /1 finding\n[^]*odd weight[^]*odd words[^]*plain words[^]*depot_closed[^]*odd depot/ },
    ],
    ["the others at the end", { want: /1 finding outside of these sections\n[^]*odd error/ }],
    ["what changed since the version before", { want: /Since v1\.0\nchanged, \d changes/ }],
    ["how a webhook is known to be genuine", { want: /Authentication\nscheme \nsecret\n, path \nsecret_key\n/ }],
  ])("%s", (_, { want }) => {
    expect(page).toMatch(want);
  });
});

test("a version without webhooks, or with types that are not known, has a page all the same", () => {
  expect(textsOf(pageOf(siteOf(empty), "v0.0.html"))).toContain("This version has no webhooks.");
  expect(pageOf(siteOf(everything), "v9.1-preview.html")).not.toContain(">TypeScript<");
});

const sites: readonly (readonly [string, SiteInput])[] = [
  ["two small versions", small],
  ["one of everything", large],
  ["no page shows an envelope", siteOf(bare)],
  ["two headings for one name", siteOf(shared)],
  ["nothing but a version", siteOf(empty)],
  ["strange names", siteOf(hostile)],
  ["hostile texts", siteOf(around(attacks))],
];

describe("the pages of a site", () => {
  test.each(sites)("lead to pages and places that are there, and load nothing: %s", (_, site) => {
    const pages = new Map(siteFiles(site).map(({ path, content }) => [path, elementsOf(content)]));
    const ids = new Map(
      [...pages].map(([path, elements]) => [path, elements.flatMap(({ attributes }) => attributes.get("id") ?? [])]),
    );
    for (const [path, elements] of pages) {
      expect(new Set(ids.get(path)).size, `ids of ${path}`).toBe(ids.get(path)?.length);
      expect(elements.filter(({ attributes }) => attributes.has("src") || attributes.has("style"))).toEqual([]);
      for (const link of elements.flatMap(({ attributes }) => attributes.get("href") ?? [])) {
        if (link.startsWith("https://docs.example.com/")) continue;
        const [to = "", place] = link.replace(/^\.\//, "").split("#").map(decodeURIComponent);
        const known = ids.get(to === "" ? path : to);
        expect(known, link).toBeDefined();
        // A report shows what a fragment of filters leaves.
        if (place === undefined || to.includes("...") || (/^(?:severity|webhook)=/.test(place) && path.includes("...")))
          continue;
        expect(known, `${path} ${link}`).toContain(place);
      }
    }
  });

  test.each(sites)("have no markup but their own: %s", (_, site) => {
    for (const { path, content } of siteFiles(site)) {
      const elements = elementsOf(content);
      const count = (name: string): number => elements.filter((one) => one.name === name).length;
      expect([count("script"), count("style"), count("img"), count("iframe")], path).toEqual([2, 1, 0, 0]);
      expect(
        elements.flatMap(({ attributes }) => [...attributes.keys()]).filter((name) => name.startsWith("on")),
      ).toEqual([]);
      expect(content, path).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000]/);
    }
  });

  test("are the same for the same input, and one a version and step beside the overview", () => {
    expect(siteFiles(small)).toEqual(siteFiles(structuredClone(small)));
    expect(siteFiles(small).map(({ path }) => path)).toEqual([
      "index.html",
      "v1.0...v2.0.html",
      "v1.0.html",
      "v2.0.html",
    ]);
  });
});

test("a finding belongs to the section that it is in, until any other heading", () => {
  const { model } = small.versions[1] ?? { model: empty };
  const at = (line: number): string => {
    const { sections, others } = findingsBySection(model, [found("x", line)]);
    if (others.length > 0) return "no section";
    const [about] = sections.keys();
    return typeof about === "object" && "name" in about ? String(about.name) : "";
  };
  expect([9, 10, 29, 30, 50, 59, 60].map(at)).toEqual([
    ...["no section", "parcel_sent", "parcel_sent", "depot_closed", "Parcel", "Parcel", "no section"],
  ]);
  const elsewhere = findingsBySection(model, [
    { ...found("x", 12), file: "other.md" },
    { ...found("x", 1), line: null },
  ]);
  expect(elsewhere.others).toHaveLength(2);
  expect(place(1).file).toBe(found("x", 1).file);
});

test("declarations are found by their names, whatever their comments say", () => {
  const text =
    '// head\n\n/** one */\nexport type A = "/** x */";\n/**\n * export interface Fake {}\n * *\\/\n */\nexport interface B {\n  /** in */\n  b: string;\n}\n';
  expect([...declarations(text)]).toEqual([
    ["A", '/** one */\nexport type A = "/** x */";'],
    ["B", "/**\n * export interface Fake {}\n * *\\/\n */\nexport interface B {\n  /** in */\n  b: string;\n}"],
  ]);
});

test("the overview finds a webhook by the fields of its structures", () => {
  const overview = elementsOf(pageOf(small, "index.html"));
  const names = overview.flatMap(({ attributes }) => attributes.get("data-name") ?? []);
  expect(names[0]).toMatch(/^parcel_sent A parcel has left.*\bcity\b.*\bid\b/);
  expect(fieldNames({ kind: "string" })).toEqual([]);
});

test("a page of 38 webhooks and 854 fields stays below two megabytes", () => {
  const folder = new URL("../../generated/v3.7/", import.meta.url);
  const text = (name: string): string => readFileSync(new URL(name, folder), "utf8");
  const version = {
    model: modelFrom(text("model.json")),
    types: text("types.ts"),
    findings: readFindings(text("findings.json")),
  };
  const content = pageOf({ title: "all", versions: [version], reports: [] }, "v3.7.html");
  expect(content).toContain("38 webhooks, 23 structures, 854 fields");
  expect(content.match(/>TypeScript</g)).toHaveLength(38 + 23);
  expect(content.length).toBeLessThan(2_000_000);
});
