// Writes a register whose one version holds the webhooks of a version several times, under names of their own.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of `version` as it stands in `input`, an MDX page and its structures; returns how many webhooks the new page describes. */
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
  writeFileSync(join(folder, "v", "webhooks.mdx"), head + copies.join("\n"));
  writeFileSync(join(folder, "sources.yaml"), register(version));
  return names.length * times;
}

const register = (version) => `package: "@example/grown"
versions:
  - version: "${version}"
    status: stable
    pages:
      - kind: webhooks
        file: v/webhooks.mdx
      - kind: structures
        file: v/structures.mdx
        samples: v/samples
`;
