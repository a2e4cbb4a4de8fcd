// The soak in small: what `npm run soak` says of the receiver made from the committed models.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { node, root } from "./support.ts";

describe.runIf(existsSync(join(root, "generated", "v3.6")))("under 64 webhooks at once", () => {
  const soak = (...args: readonly string[]) => node([join(root, "scripts", "bench", "soak.mjs"), ...args], root);

  test("none of 2,000 is lost, and none is taken whose signature is wrong", () => {
    const { output, code } = soak("--count", "2000", "--seconds", "50");
    expect(output).toMatch(
      /^1800 of 2000 handled, 900 of them unlike the docs, 64 at once, in .*\nanswers: (?:1800 times 200, 200 times 401|200 times 401, 1800 times 200)\n/m,
    );
    expect({ output, code }).toMatchObject({ code: 0 });
  });

  test("a soak that takes too long ends by itself, and says so", () => {
    const { output, code } = soak("--count", "1000000", "--seconds", "1");
    expect({ output, code }).toEqual({ output: expect.stringContaining("not done after 1 s"), code: 1 });
  });
});
