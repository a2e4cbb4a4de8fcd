// The parts of fetch that need no server.
import { describe, expect, test } from "vitest";
import { impostors, nameImpostor } from "../../src/fetch/judge-page.ts";
import { printLock, readLock } from "../../src/fetch/store-pages.ts";
import { retryAfter, readUrl } from "../../src/fetch/request-page.ts";
import { processorSeconds } from "../support/processor-seconds.ts";

describe("an impostor", () => {
  test.each(impostors)("$id is known by its example", ({ example, what }) => {
    expect(nameImpostor(example)).toBe(what);
  });
  test("no two rules claim one example", () => {
    const claims = impostors.map(({ example }) => impostors.filter(({ pattern }) => pattern.test(example)).length);
    expect(claims).toEqual(impostors.map(() => 1));
  });
  test("a long hostile page takes no long time", () => {
    const traps = ["<input ", "<title>", "<title>  ", "# ", "type = "].map((piece) => piece.repeat(100_000));
    const seconds = processorSeconds(() => {
      for (const trap of traps) expect(nameImpostor(trap)).toBeUndefined();
    });
    expect(seconds).toBeLessThan(4);
  });
});

test.each<[string, { given: string | null; want: number | undefined }]>([
  ["seconds", { given: "120", want: 120_000 }],
  ["a date", { given: "Thu, 01 Jan 1970 00:00:03 GMT", want: 2000 }],
  ["a date that has passed", { given: "Thu, 01 Jan 1970 00:00:00 GMT", want: 0 }],
  ["nothing", { given: null, want: undefined }],
  ["less than nothing", { given: "-5", want: undefined }],
  ["words", { given: "soon", want: undefined }],
])("Retry-After may be %s", (_name, { given, want }) => {
  expect(retryAfter(given, 1000)).toBe(want);
});

test.each<[string, { given: string; want: boolean }]>([
  ["https://example.com/a", { given: "https://example.com/a", want: true }],
  ["this machine by name", { given: "http://localhost:1/a", want: true }],
  ["this machine by number", { given: "http://127.0.0.1/a", want: true }],
  ["this machine by its long number", { given: "http://[::1]:8/a", want: true }],
  ["a name that only begins like this machine's", { given: "http://localhost.example.com/", want: false }],
  ["ftp", { given: "ftp://example.com/a", want: false }],
  ["no address", { given: "https://", want: false }],
])("an address may be %s: or not", (_name, { given, want }) => {
  expect("url" in readUrl(given, { allowLocalhost: true })).toBe(want);
});

describe("the lock", () => {
  const page = (file: string) => ({ file, url: "https://example.com/a", sha256: "00", fetched: "2030-01-01" });
  test("is the same bytes in whatever order the pages come", () => {
    const pages = [page("b.md"), page("a.md"), page("B.md")];
    expect(printLock(pages)).toBe(printLock([...pages].reverse()));
    expect([...readLock(printLock(pages)).pages.keys()]).toEqual(["B.md", "a.md", "b.md"]);
  });
  test.each([
    "",
    "[]",
    "null",
    '{"format":2,"pages":[]}',
    '{"format":1,"pages":[{"file":1}]}',
    '{"format":1,"pages":{}}',
  ])("%j is not used", (text) => {
    expect(readLock(text)).toMatchObject({ pages: new Map(), problem: expect.any(String) });
  });
  test("a name like __proto__ is a name", () => {
    expect([...readLock(printLock([page("__proto__")])).pages.keys()]).toEqual(["__proto__"]);
  });
});
