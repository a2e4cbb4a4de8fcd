// Damage to other vendors' pages is reported or does no harm.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatOf } from "../../src/formats/choose-format.ts";
import { buildModel } from "../../src/model/build-model.ts";
import { groupBy } from "../../src/model/group-by.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import type { Reference } from "../../src/reference/reference.ts";
import { lossesOf, membersAlone, type Read } from "../support/find-silent-losses.ts";
import { MUTATE_ALL, mutationsOf, type Mutation } from "../support/mutate-page.ts";
import { describeShared, shared } from "../support/shared.ts";

/** Of a page; half as many where a vendor has a page for each webhook, so that many are alike. */
const triesOf = (pages: readonly Page[]): number => (MUTATE_ALL ? 60 : pages.length > 8 ? 6 : 12);

/** The share that nothing else on a page contradicts: a heading between two objects of the same members, a row of what no sample shows. */
const UNDETECTABLE = 0.05;

/** Not GitHub, each reading of whose page takes seconds. */
const vendors = ["100ms", "bandwidth", "chatwoot", "clearbank", "discord", "documenso", "dub", "gitlab"];

describeShared("damage to a page of another vendor is never lost in silence", () => {
  test.each(vendors)("%s", { timeout: 900_000 }, async (vendor) => {
    const pages = pagesOf(vendor);
    const sound = await Promise.all(pages.map(({ file, kind, text }) => read(file, kind, text)));
    const silent: string[] = [];
    let tried = 0;
    for (const [at, { file, text, kind }] of pages.entries()) {
      const all = await mutationsOf(text, file, { every: 1, from: 0 });
      const mutations = all.filter(({ kind }) => !kind.startsWith("bracket"));
      const readAll = async (damaged: string): Promise<Read> => {
        const page = damaged === text ? sound[at] : await read(file, kind, damaged);
        const pagesRead = sound.map((one, index) => (index === at ? page : one));
        const references = pagesRead.flatMap((one) => one?.reference ?? []);
        const { model, findings } = buildModel(references, { status: "stable", pages: [] });
        return { model, findings: [...pagesRead.flatMap((one) => one?.findings ?? []), ...findings] };
      };
      const losses = await lossesOf(chosen(mutations, triesOf(pages), at), text, readAll, membersAlone);
      silent.push(...losses.silent.map((loss) => `${file}: ${loss}`));
      tried += [...losses.tried.values()].reduce((sum, count) => sum + count, 0);
    }
    process.stdout.write(`${vendor}: ${String(silent.length)} of ${String(tried)} in silence\n${silent.join("\n")}`);
    expect(silent.length).toBeLessThanOrEqual(tried * UNDETECTABLE);
  });
});

interface Page {
  readonly file: string;
  readonly kind: Reference["kind"];
  readonly text: string;
}

function pagesOf(vendor: string): readonly Page[] {
  const facts: unknown = JSON.parse(readFileSync(shared("vendors", "facts", `${vendor}.json`), "utf8"));
  const pages: unknown = typeof facts === "object" && facts !== null ? Reflect.get(facts, "pages") : undefined;
  if (!Array.isArray(pages)) throw new Error(`${vendor} names no pages`);
  return pages.map((page: { readonly file: string; readonly kind: Reference["kind"] }) => ({
    ...page,
    text: readFileSync(shared("vendors", vendor, page.file), "utf8"),
  }));
}

function read(file: string, kind: Reference["kind"], text: string): ReturnType<typeof readPage> {
  return readPage(new TextEncoder().encode(text), { file, kind, format: formatOf(file) ?? "markdown" });
}

/** Spread over the page, and over the kinds of damage; another choice for each page. */
function chosen(mutations: readonly Mutation[], count: number, seed: number): readonly Mutation[] {
  const kinds = groupBy(mutations, ({ kind }) => kind);
  const share = Math.max(1, Math.ceil(count / kinds.size));
  return [...kinds.values()].flatMap((own) =>
    Array.from({ length: Math.min(share, own.length) }, (_, index) => {
      const at = Math.floor(((index + (seed % 5) / 5) * own.length) / share);
      return own[Math.min(at, own.length - 1)];
    }).filter((one) => one !== undefined),
  );
}
