// Writes a register whose one version holds the webhooks of a version several times, under names of their own.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of `version` as it is in `input`, an MDX page and its structures; returns how many webhooks the new pages describe. */
export function writeGrown(input, version, times, folder) {
  const source = join(input, `v${version}`);
  mkdirSync(folder, { recursive: true });
  cpSync(source, join(folder, "v"), { recursive: true });
  const page = readFileSync(join(source, "webhooks.mdx"), "utf8");
  const names = [...page.matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name);
  const firstGroup = page.lastIndexOf("\n## ", page.indexOf(`\n### \`${names[0]}\``));
  const head = page.slice(0, page.indexOf("\n## "));
  const groups = page.slice(firstGroup);
  const word = new RegExp(`\\b(?:${names.join("|")})\\b`, "g");
  const copies = Array.from({ length: times }, (_, copy) =>
    groups.replace(word, (name) => `${name}_${copy}`).replace(/^## .*$/gm, (heading) => `${heading} ${copy}`),
  );
  const pages = Array.from({ length: Math.ceil(times / COPIES) }, (_, page) => `v/webhooks-${page + 1}.mdx`);
  for (const [page, file] of pages.entries()) {
    writeFileSync(join(folder, file), head + copies.slice(page * COPIES, (page + 1) * COPIES).join("\n"));
  }
  writeFileSync(join(folder, "sources.yaml"), register(version, pages));
  return names.length * times;
}

/** Of the webhooks on one page, which is then as long as the longest pages that vendors have. */
const COPIES = 5;

const register = (version, pages) => `package: "@example/grown"
versions:
  - version: "${version}"
    status: stable
    pages:
${pages.map((file) => `      - kind: webhooks\n        file: ${file}`).join("\n")}
      - kind: structures
        file: v/structures.mdx
        samples: v/samples
`;
