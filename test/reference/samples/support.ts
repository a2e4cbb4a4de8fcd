// Samples cut out of whole pages with simple means, and the options to read one sample alone.
import { readFileSync, readdirSync } from "node:fs";
import { VFile } from "vfile";
import { location } from "vfile-location";
import type { Position } from "../../../src/source/finding.ts";
import { pairsOf, readSample } from "../../../src/samples/read-sample.ts";
import type { SampleNode, SampleOptions, SampleResult } from "../../../src/samples/sample.ts";
import { shared } from "../../support/shared.ts";

export function optionsFor(text: string, siblings: readonly SampleNode[] = []): SampleOptions {
  const lines = location(new VFile(text));
  const locate = (start: number, end = start): Position => {
    const { line, column } = lines.toPoint(start) ?? { line: 0, column: 0 };
    return { file: "sample.txt", line, column, offset: start, endOffset: end };
  };
  return { locate, known: pairsOf(siblings) };
}

export function readAlone(text: string, siblings: readonly SampleNode[] = []): SampleResult {
  return readSample(text, optionsFor(text, siblings));
}

export function rulesOf({ repairs }: SampleResult): string[] {
  return repairs.map(({ rule }) => rule);
}

export function readSeed(number: string): string {
  const name = readdirSync(shared("seeds")).find((file) => file.startsWith(number)) ?? number;
  return readFileSync(shared("seeds", name), "utf8");
}

/** The bodies of the page's fences in one language. */
export function fences(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
}

/** Runs of lines from a lone `{` to the last `}` before a line of prose; two in a row start anew at `{` behind a `}`. */
export function runsOfLines(page: string): string[] {
  const samples: string[] = [];
  let current: string[] | undefined;
  const lines = page.split("\n");
  for (const [index, line] of lines.entries()) {
    const starts = line === "{" && (current === undefined || lines[index + 1]?.startsWith('"webhook_id"') === true);
    const goesOn = current !== undefined && (/^\s*(?:["{}[\]]|\/\/|-?\d|\w+:)/.test(line) || line.startsWith(" "));
    if (starts || !goesOn) {
      if (current !== undefined) samples.push(current.join("\n"));
      current = starts ? [line] : undefined;
    } else current?.push(line);
  }
  if (current !== undefined) samples.push(current.join("\n"));
  return samples;
}

const entities: readonly (readonly [string, string])[] = [
  ["&quot;", '"'],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&#x27;", "'"],
  ["&amp;", "&"],
];

/** The text of each `<pre>`, with the line break back that ended each comment. */
export function preformatted(page: string): string[] {
  return [...page.matchAll(/<pre[^>]*>([^]*?)<\/pre>/g)].map((match) => {
    const marked = (match[1] ?? "").replace(/(<span class="token comment">[^<]*)(<\/span>)/g, "$1\n$2");
    const text = marked.replace(/<[^>]+>/g, "");
    return entities.reduce((value, [entity, character]) => value.replaceAll(entity, character), text);
  });
}
