// What a version asks of a folder of handlers: its webhooks and the entry to import from.
import { nameVersion } from "../emit/names.ts";
import type { Model } from "../model/model.ts";

export interface Target {
  readonly version: string;
  /** `@acme/shop-webhooks/v3.6`. */
  readonly entry: string;
  /** As the version's types know them, in the order of the reference. */
  readonly actions: ReadonlySet<string>;
  /** From another spelling that the page shows to the action. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function targetOf(model: Model, packageName: string): Target {
  const { folder, webhooks } = nameVersion(model);
  return {
    version: model.version,
    entry: `${packageName}/${folder}`,
    actions: new Set(webhooks.map(({ webhook }) => webhook.name)),
    aliases: new Map(
      webhooks.flatMap(({ webhook: { name, aliases } }) => aliases.map(({ value }) => [value, name] as const)),
    ),
  };
}
