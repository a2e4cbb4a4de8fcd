// The plain chain that hooksmith is measured against: parse a page, take its JSON samples, infer a schema of each by its looks,
// compile it to a type, gather the types in one file, format it. No evidence, no repairs, no references, no validators.
//
//   node scripts/bench/plain-chain.mjs PAGE…
import { readFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";
import { toString } from "mdast-util-to-string";
import * as prettier from "prettier";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { Project } from "ts-morph";
import { unified } from "unified";

const project = new Project({ useInMemoryFileSystem: true });
let types = 0;
for (const [index, page] of process.argv.slice(2).entries()) {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(readFileSync(page, "utf8"));
  const file = project.createSourceFile(`${index}.ts`);
  let heading = "";
  for (const node of tree.children) {
    if (node.type === "heading") heading = toString(node).replace(/\W/g, "");
    const sample = node.type === "code" ? readJson(node.value) : undefined;
    if (sample === undefined || heading === "") continue;
    const code = await compile(schemaOf(sample), heading, { bannerComment: "", format: false });
    file.addStatements(code);
    types += 1;
  }
  await prettier.format(file.getFullText(), { parser: "typescript", printWidth: 120 });
}
console.log(`${types} types`);

function readJson(text) {
  try {
    return JSON.parse(text.replace(/^\s*\/\/.*$/gm, ""));
  } catch {
    return undefined;
  }
}

function schemaOf(value) {
  if (Array.isArray(value)) return { type: "array", ...(value.length > 0 ? { items: schemaOf(value[0]) } : {}) };
  if (value === null) return { type: "null" };
  if (typeof value !== "object") return { type: typeof value };
  const properties = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, schemaOf(member)]));
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
