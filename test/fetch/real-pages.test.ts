// The judgement of whole pages: those that are what the register says are taken, whatever their defects; others are not.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgePage } from "../../src/fetch/judge-page.ts";
import { formatOf } from "../../src/formats/choose-format.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { docsInput, pages, seedText } from "../support/pages.ts";
import { describeShared, hasShared, shared } from "../support/shared.ts";

type Kind = "webhooks" | "structures";

async function judge(bytes: Uint8Array, file: string, kind: Kind, versions: readonly string[]): Promise<unknown> {
  const read = await readPage(bytes, { file, kind, format: formatOf(file) ?? "text" });
  return judgePage({ file, mediaType: "", versions, read });
}

/** Pages below a folder `v<version>/<kind>.<format>`. */
function pagesIn(root: string): readonly (readonly [name: string, kind: Kind, version: string])[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:webhooks|structures)\.(?:md|mdx|txt|html)$/.test(file))
    .sort()
    .map((file) => [
      file,
      file.includes("webhooks") ? "webhooks" : "structures",
      file.split("/")[0]?.replace(/^v/, "") ?? "",
    ]);
}

describe("the pages of this project are what they should be:", () => {
  test.each(pagesIn(docsInput))("%s", async (file, kind, version) => {
    expect(await judge(readFileSync(join(docsInput, file)), file, kind, [version])).toBeUndefined();
  });
  test.each(pagesIn(docsInput))("%s is no page of the other kind", async (file, kind, version) => {
    const other = kind === "webhooks" ? "structures" : "webhooks";
    expect(await judge(readFileSync(join(docsInput, file)), file, other, [version])).toMatchObject({
      rule: "fetch/other-page",
    });
  });
});

describeShared("the vendor's pages are what they should be:", () => {
  test.each(pages)("$version", async (page) => {
    expect(await judge(Buffer.from(seedText(page)), page.file, "webhooks", [page.version])).toBeUndefined();
  });
  test.each(hasShared ? pagesIn(shared("pages")) : [])("%s", async (file, kind, version) => {
    expect(await judge(readFileSync(shared("pages", file)), file, kind, [version])).toBeUndefined();
  });
  test("a page cut in its middle is not taken for whole where its HTML tells", async () => {
    const page = pages.find(({ file }) => file.endsWith(".html"));
    if (page === undefined) throw new Error("there is no page in HTML");
    const text = seedText(page);
    expect(
      await judge(Buffer.from(text.slice(0, text.length / 2)), page.file, "webhooks", [page.version]),
    ).toMatchObject({
      rule: "fetch/truncated",
    });
  });
});
