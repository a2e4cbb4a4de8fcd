// Damage to other vendors' pages is reported or does no harm.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatOf } from "../../src/formats/choose-format.ts";
import { buildModel } from "../../src/model/build-model.ts";
import { groupBy } from "../../src/source/group-by.ts";
import { agreed, readPage, type ReadPage } from "../../src/pipeline/read-page.ts";
import type { Reference } from "../../src/reference/reference.ts";
import { lossesOf, membersAlone, type Read } from "../support/find-silent-losses.ts";
import { damageToPage, MUTATE_ALL, type Mutation } from "../support/mutate-page.ts";
import { describeShared, shared } from "../support/shared.ts";

/** Of each kind, on any of the vendor's pages: those of a webhook each are much alike. `SEED=n` chooses others. */
const triesOf = (pages: readonly Page[]): number => (MUTATE_ALL ? pages.length * 5 : Math.ceil(pages.length / 6));
const SEED = Number(process.env["SEED"] ?? "1");

/** What a reading takes seconds of is cut at a heading behind this many characters, unless all is tried. */
const LONGEST = MUTATE_ALL ? Infinity : 60_000;

const vendors = ["100ms", "bandwidth", "chatwoot", "clearbank", "discord", "documenso", "dub", "github", "gitlab"];

describeShared("damage to a page of another vendor is never lost in silence", () => {
  test.each(vendors)("%s", { timeout: MUTATE_ALL ? 7_200_000 : 900_000 }, async (vendor) => {
    const pages = pagesOf(vendor);
    const sound = await Promise.all(pages.map(read));
    const names = modelOf(sound).model?.webhooks.map(({ name }) => name) ?? [];
    const damage = await Promise.all(
      pages.map(async (page, at) =>
        (await damageToPage(page.text, page.file, names)).map((mutation) => ({ ...mutation, at })),
      ),
    );
    const chosen = choose(damage.flat(), triesOf(pages), SEED);
    const silent: string[] = [];
    let tried = 0;
    for (const [at, page] of pages.entries()) {
      const readAll = async (text: string): Promise<Read> => {
        const own = text === page.text ? sound[at] : await read({ ...page, text });
        return modelOf(sound.map((one, index) => (index === at ? (own ?? one) : one)));
      };
      const own = chosen.filter((mutation) => mutation.at === at);
      if (own.length === 0) continue;
      const losses = await lossesOf(own, page.text, readAll, membersAlone);
      silent.push(...losses.silent.map((loss) => `${page.file}: ${loss}`));
      tried += [...losses.tried.values()].reduce((sum, count) => sum + count, 0);
    }
    process.stdout.write(`${vendor}: ${String(silent.length)} of ${String(tried)} in silence\n`);
    expect(silent).toEqual([]);
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
  return pages.map((page: { readonly file: string; readonly kind: Reference["kind"] }) => {
    const text = readFileSync(shared("vendors", vendor, page.file), "utf8");
    const { index } = /<h2|\n##+ /.exec(text.slice(LONGEST)) ?? {};
    return { ...page, text: index === undefined ? text : text.slice(0, LONGEST + index) };
  });
}

function read({ file, kind, text }: Page): Promise<ReadPage> {
  return readPage(new TextEncoder().encode(text), { file, kind, format: formatOf(file) ?? "markdown" });
}

function modelOf(pages: readonly ReadPage[]): Read {
  const { model, findings } = buildModel(agreed(pages, {}), { status: "stable", pages: [] });
  return { model, findings: [...pages.flatMap((one) => one.findings), ...findings] };
}

/** So many of each kind of damage, as far as there are so many, drawn by seed. */
function choose<Damage extends Mutation>(mutations: readonly Damage[], count: number, seed: number): readonly Damage[] {
  let random = seed;
  return [...groupBy(mutations, ({ kind }) => kind).values()].flatMap((kind) => {
    const left = [...kind];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return left.splice(Math.floor((random / 2 ** 32) * left.length), 1);
    }).flat();
  });
}
