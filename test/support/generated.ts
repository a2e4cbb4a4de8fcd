// What generate makes of docs-input/, once a run: for tests that package it, install it, or compare with it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Binary, plainEnvironment, project } from "../cli/support/binary.ts";
import { onceARun } from "./once-a-run.ts";
import { docsInput } from "./pages.ts";

/** The output folder; nobody may change what is in it. */
export async function generatedOnce(binary: Binary): Promise<string> {
  const folder = await onceARun("far", "output", (place) => {
    const output = join(place, "generated");
    const args = [binary.path(), "generate", "--no-cache", "--input", docsInput, "--output", output];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: project,
      encoding: "utf8",
      env: plainEnvironment(),
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`generate ended with ${String(status)}:\n${stderr.slice(-3000)}`);
  });
  return join(folder, "generated");
}
