// What a version asks of a folder of handlers: its actions and the entry to import from.
import { bodyAction } from "../emit/actions.ts";
import { nameVersion } from "../emit/names.ts";
import type { Model } from "../model/model.ts";

export interface Target {
  readonly version: string;
  /** `@hooksmith/livechat/v3.6`. */
  readonly entry: string;
  /** As the version's types know them, in the order of the reference. */
  readonly actions: ReadonlySet<string>;
  /** From another spelling that the page shows to the action. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function targetOf(model: Model, packageName: string): Target {
  const { folder, webhooks } = nameVersion(model);
  const named = webhooks.map(({ webhook }) => ({ webhook, action: bodyAction(webhook) ?? webhook.action }));
  return {
    version: model.version,
    entry: `${packageName}/${folder}`,
    actions: new Set(named.map(({ action }) => action)),
    aliases: new Map(
      named.flatMap(({ webhook, action }) => webhook.aliases.map(({ value }) => [value, action] as const)),
    ),
  };
}
