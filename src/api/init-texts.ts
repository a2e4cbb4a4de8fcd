// The texts of the files that a project starts with.
import { applyEdits, modify, parse, type ParseError } from "jsonc-parser";
import { stringify } from "yaml";
import { stringLiteral } from "../emit/escape.ts";
import { versionFolder } from "../emit/names.ts";
import { proof } from "../emit/package/readme.ts";
import type { Discriminator, Conventions, Evidence, Model } from "../model/model.ts";
import { safeName } from "../model/safe-name.ts";
import { shorten } from "../source/finding.ts";
import { printable } from "../source/printable.ts";

const SCRIPTS = {
  generate: "hooksmith generate",
  "generate:check": "hooksmith generate --check",
  "generate:build": "hooksmith generate --build",
};

const IGNORED = ["node_modules/", "build/"];

/** `acme` becomes `acme-webhooks`. */
export function packageNameFor(project: string): string {
  const [, scope = "", name = ""] = /^(@[^/]*\/)?(.*)$/s.exec(project) ?? [];
  const plain = safeName(name).replace(/^[_.]+/, "");
  return `${scope}${/webhooks?$/.test(plain) ? `${plain}-package` : `${plain === "" ? "vendor" : plain}-webhooks`}`;
}

/** Undefined where there is nothing to add, or what is there can't be read. */
export function manifestText(there: string | undefined, folder: string): string | undefined {
  if (there === undefined) {
    return `${JSON.stringify({ name: safeName(folder), private: true, type: "module", scripts: SCRIPTS }, null, 2)}\n`;
  }
  const errors: ParseError[] = [];
  const read: unknown = parse(there, errors);
  if (errors.length > 0 || typeof read !== "object" || read === null) return undefined;
  const scripts: unknown = "scripts" in read ? read.scripts : {};
  const known = typeof scripts === "object" && scripts !== null ? Object.keys(scripts) : undefined;
  const missing = Object.entries(SCRIPTS).filter(([name]) => known?.includes(name) === false);
  if (missing.length === 0) return undefined;
  const indent = /^\{\s*?\n(\t| +)/.exec(there)?.[1] ?? "  ";
  const formattingOptions = { insertSpaces: indent !== "\t", tabSize: indent === "\t" ? 1 : indent.length };
  return missing.reduce(
    (text, [name, value]) => applyEdits(text, modify(text, ["scripts", name], value, { formattingOptions })),
    there,
  );
}

export function ignoreText(there: string | undefined): string | undefined {
  const known = new Set((there ?? "").split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, "")));
  const missing = IGNORED.filter((line) => !known.has(line.replace(/\/$/, "")));
  if (missing.length === 0) return undefined;
  const before = there === undefined || there === "" || there.endsWith("\n") ? (there ?? "") : `${there}\n`;
  return `${before}${missing.join("\n")}\n`;
}

interface Registered {
  readonly version: string;
  readonly pages: readonly { readonly kind: string; readonly file: string; readonly url?: string }[];
  readonly model: Model;
}

/** With the inferred conventions as comments: a line without its `#` lays one down. */
export function registerText(packageName: string, versions: readonly Registered[]): string {
  const lines = versions.flatMap(({ version, pages, model }) => [
    `  - version: ${JSON.stringify(version)}`,
    `    status: stable`,
    `    # Inferred from the pages, with the places that say so. Take the # away to lay a line down.`,
    `    # conventions:`,
    ...conventionLines(model.conventions).map((line) => `    #   ${line}`),
    `    pages:`,
    ...pages.map(({ kind, file, url }) => {
      const address = url === undefined ? "" : `, url: ${JSON.stringify(url)}`;
      return `      - { kind: ${kind}, file: ${JSON.stringify(file)}${address} }`;
    }),
  ]);
  return [
    "# The versions of the API and the pages that describe them, oldest first.",
    `package: ${JSON.stringify(packageName)}`,
    "versions:",
    ...lines,
    "",
  ].join("\n");
}

function conventionLines({ discriminator, payload, names, authentication, ...rest }: Conventions): readonly string[] {
  const { batch, timeout, delivery } = rest;
  const line = (name: string, value: unknown, evidence: readonly Evidence[]): string =>
    `${name}: ${flow(value)}${evidence.length === 0 ? "" : `  # ${evidenceText(evidence)}`}`;
  const { evidence, ...scheme } = authentication;
  return [
    line("names", names.from, names.evidence),
    line("discriminator", discriminatorValue(discriminator), discriminator.evidence),
    line("payload", payload.path ?? "none", payload.evidence),
    ...(batch === undefined ? [] : [line("batch", batch.path, batch.evidence)]),
    line("authentication", authenticationValue(scheme), evidence),
    ...(timeout === undefined ? [] : [line("timeout", timeout.seconds, timeout.evidence)]),
    ...(delivery === undefined ? [] : [line("delivery", { header: delivery.header }, delivery.evidence)]),
  ];
}

function discriminatorValue(discriminator: Discriminator): unknown {
  switch (discriminator.in) {
    case "body":
      return discriminator.path;
    case "header":
      return { header: discriminator.name };
    case "none":
      return { only: discriminator.webhook };
  }
}

function authenticationValue(scheme: Omit<Conventions["authentication"], "evidence">): unknown {
  if (scheme.scheme === "none" || scheme.scheme === "undocumented") return scheme.scheme;
  return scheme.scheme === "secret" && "path" in scheme ? { body: scheme.path } : scheme;
}

/** YAML on one line. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 })
    .trim()
    .replace(/\s*\n\s*/g, " ");
}

/** Where it is said first, and how often else. */
function evidenceText([first, ...more]: readonly Evidence[]): string {
  if (first === undefined) return "";
  const { at, quote } = first;
  const others = more.length === 0 ? "" : `, and ${String(more.length)} more`;
  return printable(`${at.file}:${String(at.line)} ${JSON.stringify(shorten(quote, 60))}${others}`);
}

/** A receiver of the newest version, on Node's own server. */
export function receiverText(versions: readonly Registered[]): string {
  const newest = versions.at(-1);
  if (newest === undefined) return "";
  const { version, model } = newest;
  const [first] = model.webhooks;
  const name = stringLiteral(first?.name ?? "");
  // Nobody but this machine reaches a receiver that can't know what is genuine.
  const host = model.conventions.authentication.scheme === "undocumented" ? ', "127.0.0.1"' : "";
  return [
    "// Receives webhooks on Node's own server. tsx and bundlers run this as it is; for Node alone, run hooksmith build first and",
    "// import the package by its name.",
    'import { createServer } from "node:http";',
    'import { toNodeHandler } from "./generated/runtime/node.js";',
    `import { createReceiver } from ${stringLiteral(`./generated/${versionFolder(version)}/index.js`)};`,
    "",
    "const receiver = createReceiver({",
    `  ${proof(model.conventions)}`,
    "  handlers: {",
    `    ${name}: (webhook) => {`,
    `      console.log(${name}, webhook);`,
    "    },",
    "  },",
    "});",
    `createServer(toNodeHandler(receiver)).listen(Number(process.env["PORT"] ?? 3000)${host});`,
    "",
  ].join("\n");
}

export function workflowText(): string {
  return `name: webhooks

# Looks whether the vendor's pages have changed, and opens or updates one pull request with the review of what that breaks.

on:
  schedule:
    - cron: "23 5 * * 1-5"
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: \${{ github.workflow }}

jobs:
  update:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: write # pushes the branch of the pull request
      pull-requests: write # opens and updates it
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false # only the last step has the token
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 24
      - run: npm ci --ignore-scripts
      - run: npx hooksmith fetch
      - run: npx hooksmith generate --drift-report "$RUNNER_TEMP/review.md"
      - name: open or update the pull request
        env:
          GH_TOKEN: \${{ github.token }}
        run: |
          [ -n "$(git status --porcelain -- docs-input generated)" ] || exit 0
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          git checkout -B webhooks-update
          git add docs-input generated
          git commit -m "The vendor's webhook pages have changed"
          git push --force "https://x-access-token:$GH_TOKEN@github.com/$GITHUB_REPOSITORY" webhooks-update
          [ -s "$RUNNER_TEMP/review.md" ] || echo "Nothing that the models show." > "$RUNNER_TEMP/review.md"
          gh pr edit webhooks-update --body-file "$RUNNER_TEMP/review.md" ||
            gh pr create --head webhooks-update --title "The vendor's webhook pages have changed" --body-file "$RUNNER_TEMP/review.md"
`;
}
