// Whether reading costs time linear in a page's size: processor time at two sizes in one process, each ratio beside its bound.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Twice the size may cost this many times the time. */
const BOUND = 2.5;
/** Milliseconds below which a ratio says nothing. */
const QUICK = 25;
/** Characters of the smaller load: the first pass shows what depends on the place, the second what a rule's words add. */
const BY_PLACE = 16_000;
const BY_RULE = 6_000;

/** @param words of the rows to measure: parts of "format, place, class" or, behind " | ", of a rule's words; all where empty */
export async function linear(project, words = "") {
  const bench = await load(project);
  const { characterClasses, places, ruleWords, pageWith, fill, loadAround } = bench;
  const formats = ["markdown", "mdx", "html", "text"];
  const counts = { measured: 0, quick: 0, over: 0 };
  const measure = async (name, page, format, size) => {
    if (!name.includes(words)) return;
    counts.measured += 1;
    const times = { once: Infinity, twice: Infinity };
    for (let round = 0; round < 4; round += 1) {
      times.twice = Math.min(times.twice, await bench.time(page(size * 2), format));
      if (times.twice < QUICK) {
        counts.quick += 1;
        return;
      }
      times.once = Math.min(times.once, await bench.time(page(size), format));
      if (times.twice / times.once <= BOUND) break;
    }
    const ratio = times.twice / times.once;
    if (ratio > BOUND) counts.over += 1;
    const verdict = ratio > BOUND ? "over" : "ok";
    console.log(
      `${name.padEnd(64)}${times.twice.toFixed(0).padStart(6)} ms ${ratio.toFixed(2).padStart(6)}  bound ${BOUND}  ${verdict}`,
    );
  };

  console.log("\nlinear: processor time of a load twice as long, a class of characters in a place");
  for (const place of places)
    for (const format of formats)
      for (const [name, unit] of characterClasses)
        if (place.formats?.includes(format) ?? true)
          await measure(
            `${format}, ${place.name}, ${name}`,
            (size) => pageWith(place, fill(unit, size), format),
            format,
            BY_PLACE,
          );

  console.log("\nlinear: the same around the words of each rule, pairwise by place and class");
  for (const [row, example] of ruleWords.entries())
    for (const [column, [name, unit]] of characterClasses.entries()) {
      const place = places[(row + column) % places.length];
      const possible = place.formats ?? formats;
      const format = possible[(row + Math.floor(column / places.length)) % possible.length];
      await measure(
        `${format}, ${place.name}, ${name} | ${example.replace(/\s+/g, " ").slice(0, 30)}`,
        (size) => pageWith(place, loadAround(example, unit, size), format),
        format,
        BY_RULE,
      );
    }
  console.log(
    `\n${counts.measured} measured, ${counts.quick} of them in less than ${QUICK} ms, ${counts.over} over ${BOUND}`,
  );
}

async function load(project) {
  const folder = join(project, "node_modules", ".cache");
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, "hooksmith-linear.mjs");
  await build({
    stdin: {
      contents: `
        export { parsePage } from "./src/pipeline/read-page.ts";
        export * from "./test/hostile/linear-loads.ts";`,
      resolveDir: project,
      loader: "ts",
    },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  const { parsePage, ...loads } = await import(pathToFileURL(outfile).href);
  const endings = { markdown: "md", mdx: "mdx", html: "html", text: "txt" };
  const time = async (page, format) => {
    const started = process.cpuUsage();
    await parsePage(Buffer.from(page), { file: `page.${endings[format]}`, version: "1" });
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  for (const format of Object.keys(endings))
    for (let round = 0; round < 20; round += 1)
      await time(loads.pageWith(loads.places[round], loads.fill("a b, ", 2000), format), format);
  return { ...loads, time };
}
