// Nine vendors' references as published, read whole and scored against facts that were written by hand.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readModelFile } from "../../src/pipeline/load-model.ts";
import { builtBinary, project } from "../cli/support/binary.ts";
import { describeShared, shared } from "../support/shared.ts";

const vendors = shared("vendors");
const binary = builtBinary();
let folder = "";
let pairs: readonly string[] = [];

describeShared("the references of other vendors", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hooksmith-vendors-"));
    const input = join(folder, "in");
    const listed = script("register.mjs", "facts", ".", input);
    expect(listed.status).toBe(0);
    pairs = listed.stdout.trim().split(" ");
    binary.run(["generate", "--input", input, "--output", join(folder, "out"), "--keep-going", "--no-cache"]);
  }, 300_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("have all their webhooks, members and bodies in the schemas, and nothing else", () => {
    const { stdout, status } = script("check.mjs", "facts", ".", join(folder, "out"), ...pairs, "--modules", project);
    process.stdout.write(stdout);
    expect({ stdout: status === 0 ? "" : stdout, status }).toEqual({ stdout: "", status: 0 });
    const all = new Map(
      [...(stdout.split("\n").find((line) => line.startsWith("all:")) ?? "").matchAll(/(\w+) (\d+)\/(\d+)/g)].map(
        ([, figure = "", right, of]) => [figure, Number(right) / Number(of)],
      ),
    );
    for (const figure of ["types", "optional", "enums"]) expect(all.get(figure), figure).toBeGreaterThanOrEqual(0.97);
    expect(all.get("damaged")).toBeGreaterThanOrEqual(0.98);
  });

  test("say what names a webhook, where its payload is and how it proves where it comes from", async () => {
    for (const pair of pairs) {
      const [vendor = "", version = ""] = pair.split("=");
      const facts: unknown = JSON.parse(readFileSync(join(vendors, "facts", `${vendor}.json`), "utf8"));
      const { model } = await readModelFile(join(folder, "out", `v${version}`, "model.json"));
      const { discriminator, payload, authentication } = model?.conventions ?? {};
      const shown = {
        discriminator: withoutEvidence(discriminator),
        payload: payload?.path ?? "",
        authentication: authenticationOf(withoutEvidence(authentication)),
      };
      expect(shown, vendor).toMatchObject(wantedOf(facts));
    }
  });
});

function script(name: string, ...args: readonly string[]): { readonly stdout: string; readonly status: number | null } {
  return spawnSync(process.execPath, [join(vendors, name), ...args], { cwd: vendors, encoding: "utf8" });
}

function withoutEvidence(convention: object | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(convention ?? {}).filter(([name]) => name !== "evidence"));
}

/** As the facts have it: where the proof is, and the header in lower case. */
function authenticationOf({ scheme, header, ...rest }: Readonly<Record<string, unknown>>): object {
  if (scheme === "none" || scheme === "undocumented") return { in: scheme };
  return { ...rest, in: "header", scheme, ...(typeof header === "string" && { name: header.toLowerCase() }) };
}

function wantedOf(facts: unknown): object {
  if (typeof facts !== "object" || facts === null) throw new Error("no facts");
  const { discriminator, payload, authentication } = Object.fromEntries<unknown>(Object.entries(facts));
  const proof = Object.fromEntries<unknown>(Object.entries(authentication ?? {}));
  const { name, configured, ...rest } = proof;
  return {
    discriminator,
    ...(payload === null ? {} : { payload }),
    authentication: { ...rest, ...(typeof name === "string" && configured !== true && { name: name.toLowerCase() }) },
  };
}
