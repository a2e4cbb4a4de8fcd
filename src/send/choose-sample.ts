// The documented sample to send: of a webhook by its name, id or heading, the first or a numbered one.
import { didYouMean } from "../source/suggest.ts";
import type { Model } from "../model/model.ts";

/** The body, and the name of the webhook on the wire. */
export type Chosen = { readonly body: unknown; readonly name: string } | { readonly problem: string };

/** @param number counts from 1 */
export function chooseSample({ webhooks, version }: Model, name: string, number: number): Chosen {
  const webhook =
    webhooks.find((one) => one.name === name) ?? webhooks.find(({ id, title }) => id === name || title === name);
  if (webhook === undefined) {
    const hint = didYouMean(
      name,
      webhooks.map((one) => one.name),
    );
    return { problem: `version ${version} has no webhook "${name}"${hint}` };
  }
  const { samples } = webhook;
  const sample = samples[number - 1];
  if (sample !== undefined) return { body: sample.body, name: webhook.name };
  const count = samples.length === 1 ? "1 sample" : `${samples.length} samples`;
  return {
    problem: `"${webhook.name}" has ${samples.length === 0 ? "no sample" : count}, number ${number} was asked for`,
  };
}
