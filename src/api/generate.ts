// Pages in, package out; with what earlier runs left, and the build where it is asked for.
import { generate as run, type GenerateOptions as RunOptions, type GenerateResult as RunResult } from "../pipeline.ts";
import { openMemory } from "../pipeline/version-cache.ts";
import type { Answer, Request } from "../pipeline/unchanged.ts";
import { build, type BuildResult } from "./build.ts";

export interface GenerateOptions extends Partial<Omit<RunOptions, "memory">> {
  /** False to take nothing from earlier runs, and to leave nothing for later ones. */
  readonly cache?: boolean;
  /** Called with an entry of the cache that could not be read, and was left out. */
  readonly onDamage?: (file: string) => void;
  /** Make the publishable package too, where nothing is wrong. */
  readonly build?: boolean;
}

export interface GenerateResult extends RunResult {
  readonly built?: BuildResult;
  /** @internal Leaves what the next run of the same command line says where nothing changes. */
  readonly remember?: (request: Request, answer: Answer) => void;
}

export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { cache = true, onDamage = () => undefined, build: wantsBuild = false, ...rest } = options;
  const today = rest.today ?? new Date().toISOString().slice(0, 10);
  const memory = cache ? openMemory(onDamage) : undefined;
  const given = { input: "docs-input", output: "generated", ...rest, today };
  const result = await run({ ...given, ...(memory === undefined ? {} : { memory }) });
  const isSound =
    result.problem === undefined &&
    result.conflicts === undefined &&
    result.versions.every(({ state }) => state === "written" || state === "unchanged");
  const built = wantsBuild && isSound && given.check !== true ? await build({ generated: given.output }) : undefined;
  return {
    ...result,
    ...(built === undefined ? {} : { built }),
    ...(memory === undefined
      ? {}
      : { remember: (request: Request, answer: Answer) => memory.remember(request, answer, today) }),
  };
}
