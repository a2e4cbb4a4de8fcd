// Captured bodies against what the docs say, with a correction for each difference.
import type { Difference } from "../check/compare-body.ts";
import { observeBodies } from "../check/observe-bodies.ts";
import { webhooksIn } from "../check/validate-body.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";
import { type BodySource, readBodies } from "./read-bodies.ts";

export interface ObserveOptions extends ModelOptions {
  /** Files or folders of JSON (a body, or an array of them) or NDJSON. */
  readonly files: readonly BodySource[];
  /** Look at every difference, not only 50 of a body and 50 kinds of a webhook. */
  readonly allErrors?: boolean;
  /** The webhook of all bodies, whatever they show. */
  readonly webhook?: string;
}

export interface ObserveResult {
  readonly problem?: Problem;
  /** As the model has it. */
  readonly version: string;
  /** How many were compared; of a list of webhooks each. */
  readonly bodies: number;
  readonly differences: readonly Difference[];
  /** There may be more differences than these. */
  readonly stopped: boolean;
  /** What could not be read, a line each. */
  readonly unread: readonly string[];
}

export async function observe(options: ObserveOptions): Promise<ObserveResult> {
  const { version, files, allErrors, webhook } = options;
  const opened = await openModel(options);
  if ("problem" in opened) return { ...opened, version, bodies: 0, differences: [], stopped: false, unread: [] };
  const { model } = opened;
  const read = await readBodies(files, model.conventions.discriminator);
  const { problems } = read;
  const held = read.bodies.map((body) => webhooksIn(body, model.conventions.batch).map((one) => one.webhook));
  const bodies = held.flat();
  const { differences, stopped } = observeBodies(model, bodies, {
    ...(allErrors !== undefined && { allErrors }),
    names: held.flatMap((webhooks, index) => webhooks.map(() => webhook ?? read.names[index])),
  });
  return { version: model.version, bodies: bodies.length, differences, stopped, unread: problems };
}
