// Hostile pages through the real program: a finding or a clean result, within five seconds and a gigabyte, or an error at its own limit.
// HOSTILE=all runs every load in every format and kind, HOSTILE=<words> those whose names hold the words.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtBinary } from "../cli/support/binary.ts";
import { type HostilePage, hostilePages } from "./generators.ts";
import { endings } from "./print-page.ts";
import { runLimited } from "./run-limited.ts";

const chosen = process.env["HOSTILE"];
/** In every run: one page in 2203, which meets every format and kind; a prime, so that no row of the tables is always passed by. */
const usual = hostilePages.filter((_, index) => index % 2203 === 0);
const pages =
  chosen === undefined
    ? usual
    : chosen === "all"
      ? hostilePages
      : hostilePages.filter((page) => named(page).includes(chosen));

const binary = builtBinary();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-hostile-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a page with", () => {
  test.each(pages.map((page) => [named(page), page] as const))("%s", { timeout: 120_000 }, async (_, page) => {
    const file = join(folder, `page.${endings[page.format]}`);
    writeFileSync(file, page.make());
    const { code, seconds, megabytes, out, err } = await runLimited(
      binary.path(),
      ["parse", file, "--kind", page.kind, "--time-limit", "4"],
      folder,
      100,
    );
    expect([0, 3]).toContain(code);
    if (code === 3) expect(err).toMatch(/ {2}error {2}/);
    else expect(out.startsWith("{")).toBe(true);
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(seconds).toBeLessThan(5);
    expect(megabytes).toBeLessThan(1024);
  });
});

function named({ name, format, kind }: HostilePage): string {
  return `${name}, ${format}, ${kind}`;
}
