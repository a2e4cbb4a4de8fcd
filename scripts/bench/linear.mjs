// Whether reading costs time linear in a page's size: processor time at two sizes in one process, each ratio beside its bound.
import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Twice the size may cost this many times the time. */
const BOUND = 2.5;
/** What takes at most so many times what plain words take in its place, and these milliseconds more, is not measured further. */
const USUAL = 1.5;
const NOISE = 4;
/** Characters of the first look: by place what depends on the place, by rule what a rule's words add. */
const BY_PLACE = 12_000;
const BY_RULE = 4000;
/** A ratio over the bound counts where it stays so at twice the size, until times are this long (milliseconds) or the load this long. */
const SURE = 600;
const LONGEST = 64_000;

const formats = ["markdown", "mdx", "html", "text"];
const endings = { markdown: "md", mdx: "mdx", html: "html", text: "txt" };
const PLAIN = "a b, ";

/** @param words of the rows to measure: parts of "format, place, class" or, behind " | ", of a rule's words; all where empty */
export async function linear(project, words = "") {
  const bundle = await bundled(project);
  console.log(
    "\nlinear: processor time of a load twice as long, a class of characters in a place, alone or around a rule's words",
  );
  const counts = { measured: 0, usual: 0 };
  const over = [];
  const shares = availableParallelism();
  const processes = Array.from(
    { length: shares },
    (_, index) =>
      new Promise((resolve, reject) => {
        const child = fork(fileURLToPath(import.meta.url), [bundle, words, String(index), String(shares)]);
        child.on("message", ({ name, ratio, size, milliseconds }) => {
          counts.measured += 1;
          if (ratio === undefined) counts.usual += 1;
          else {
            const isOver = ratio > BOUND;
            if (isOver) over.push(name);
            const what = `${String(size).padStart(7)} characters ${milliseconds.toFixed(0).padStart(6)} ms`;
            console.log(
              `${name.padEnd(64)}${what} ${ratio.toFixed(2).padStart(6)}  bound ${BOUND}  ${isOver ? "over" : "ok"}`,
            );
          }
        });
        child.on("error", reject);
        child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a process ended with ${code}`))));
      }),
  );
  await Promise.all(processes);
  const list = over.length === 0 ? "none" : `${over.length}: ${over.sort().join("; ")}`;
  console.log(
    `\n${counts.measured} loads, ${counts.usual} of them about as quick as plain words; over ${BOUND}: ${list}`,
  );
}

async function bundled(project) {
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
  return pathToFileURL(outfile).href;
}

/** One share of the loads, in a process of its own: processor time is that of a process. */
async function measureShare(bundle, words, share, shares) {
  const { parsePage, characterClasses, places, ruleWords, pageWith, fill, loadAround } = await import(bundle);
  const time = async (page, format) => {
    const started = process.cpuUsage();
    await parsePage(Buffer.from(page), { file: `page.${endings[format]}`, version: "1" });
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  const least = async (rounds, page, format) => {
    let found = Infinity;
    for (let round = 0; round < rounds; round += 1) found = Math.min(found, await time(page, format));
    return found;
  };
  for (const format of formats)
    for (const place of places.slice(0, 8)) await time(pageWith(place, fill(PLAIN, 2000), format), format);

  const plain = new Map();
  const plainTime = async (place, format, size) => {
    const key = `${place.name} ${format} ${size}`;
    const known = plain.get(key) ?? (await least(3, pageWith(place, fill(PLAIN, size), format), format));
    plain.set(key, known);
    return known;
  };

  const measure = async ({ name, place, format, size: first, load }) => {
    const page = (size) => pageWith(place, load(size), format);
    const usual = USUAL * (await plainTime(place, format, first)) + NOISE;
    let size = first;
    let twice = await time(page(size), format);
    if (twice > usual) twice = Math.min(twice, await time(page(size), format));
    if (twice <= usual) return { name };
    let once = await least(2, page(size / 2), format);
    while (twice / once > BOUND && twice < SURE && size < LONGEST) {
      size *= 2;
      [once, twice] = [await least(2, page(size / 2), format), await least(2, page(size), format)];
    }
    if (twice / once > BOUND) once = Math.max(once, await time(page(size / 2), format));
    return { name, ratio: twice / once, size, milliseconds: twice };
  };

  const loads = [];
  for (const place of places)
    for (const format of place.formats ?? formats)
      for (const [name, unit] of characterClasses)
        loads.push({
          ...{ name: `${format}, ${place.name}, ${name}`, place, format, size: BY_PLACE },
          load: (size) => fill(unit, size),
        });
  // Pairwise by place and class.
  for (const [row, example] of ruleWords.entries())
    for (const [column, [name, unit]] of characterClasses.entries()) {
      const place = places[(row + column) % places.length];
      const possible = place.formats ?? formats;
      const format = possible[(row + Math.floor(column / places.length)) % possible.length];
      loads.push({
        ...{ name: `${format}, ${place.name}, ${name} | ${example.replace(/\s+/g, " ").slice(0, 30)}`, place, format },
        ...{ size: BY_RULE, load: (size) => loadAround(example, unit, size) },
      });
    }
  const chosen = loads.filter(({ name }) => name.includes(words));
  for (const [index, load] of chosen.entries()) if (index % shares === share) process.send(await measure(load));
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [bundle, words, share, shares] = process.argv.slice(2);
  await measureShare(bundle, words, Number(share), Number(shares));
  process.disconnect();
}
