// Gives each sample, as the page shows it, to the emitted receiver: a refusal, and another webhook's handler, is a finding.
import { runInThisContext } from "node:vm";
import { bodyOf, wireConventions } from "../model/body.ts";
import { splitSample } from "../model/build-envelope.ts";
import { fillSample } from "../model/build-samples.ts";
import { groupBy } from "../source/group-by.ts";
import type { Model, Webhook } from "../model/model.ts";
import { nameInBody, shownName } from "../model/types/discriminator.ts";
import type { Reference, SampleBlock, Section } from "../reference/reference.ts";
import { createReceiverFor } from "../runtime/receiver.ts";
import type { ReceiveResult } from "../runtime/result.ts";
import type { Validate } from "../runtime/version-info.ts";
import { namesTypes } from "../samples/named-types.ts";
import { toJson } from "../samples/sample.ts";
import { type Finding, report } from "../source/finding.ts";

/**
 * Samples are taken with their reported repairs, names and envelope as on the page. One whose difference is reported already (it
 * shows the payload alone, an alias, or types in place of values) is left out.
 *
 * @param validators the text of the version's validators.js
 */
export async function selfCheck(
  model: Model,
  references: readonly Reference[],
  validators: string,
): Promise<readonly Finding[]> {
  const { conventions, version, webhooks } = model;
  // Pages on which no body shows its name say nothing of dispatching.
  const isNamed = webhooks.some((webhook) => nameInBody(webhook, conventions) !== undefined);
  const discriminator = isNamed ? wireConventions(conventions).discriminator : { header: "name" };
  const names = [...new Set(webhooks.map(({ name }) => name))];
  const info = { version, names, discriminator, validate: evaluated(validators) };
  // Without hooks a receiver writes to the console.
  const { receive } = createReceiverFor({ ...info, authentication: { scheme: "none" } })({
    ...{
      authentication: "none",
      handlers: {},
      onMismatch: () => undefined,
      onUnknown: () => undefined,
      onResult: () => undefined,
    },
  });
  const byPlace = groupBy(
    webhooks.flatMap((webhook) => webhook.sections.map((at) => ({ at, webhook }))),
    ({ at }) => placeKey(at),
  );
  const structures = new Map(model.structures.map((structure) => [structure.name, structure]));
  const findings: Finding[] = [];
  for (const { at: place, samples, wire, name } of references.flatMap(({ kind, sections }): readonly Section[] =>
    kind === "webhooks" ? sections : [],
  )) {
    const here = byPlace.get(placeKey(place)) ?? [];
    // One heading may be that of several webhooks.
    const [webhook] = (here.length > 1 ? here.filter((one) => one.webhook.name === (wire?.value ?? name)) : here).map(
      (one) => one.webhook,
    );
    if (webhook === undefined || wire?.isShared === true) continue;
    for (const block of samples) {
      if (block.root === undefined || namesTypes(block.root)) continue;
      const body = fillSample(toJson(block.root), bodyOf(webhook), structures);
      const shown = shownName(body, undefined, conventions.discriminator);
      const isPayload =
        shown === undefined &&
        webhook.envelope.payloadPath !== undefined &&
        splitSample(block, conventions)?.envelope === undefined;
      if (
        typeof body !== "object" ||
        body === null ||
        isPayload ||
        webhook.aliases.some(({ value }) => value === shown)
      )
        continue;
      findings.push(...judged(await receive(body, { header: () => webhook.name }), webhook, block));
    }
  }
  return findings;
}

function placeKey({ file, line, column }: Webhook["sections"][number]): string {
  return JSON.stringify([file, line, column]);
}

/** The code is text of ours, in which that of a page is in literals only. */
function evaluated(validators: string): Validate {
  const code = validators.replaceAll(/^export (?=function |const )/gm, "");
  const validate: unknown = runInThisContext(`(() => {\n${code}\nreturn validate;\n})()`);
  if (!isValidate(validate)) throw new Error("internal: validators.js has no validate");
  return validate;
}

function isValidate(value: unknown): value is Validate {
  return typeof value === "function";
}

function judged(result: ReceiveResult, { name }: Webhook, { at, value }: SampleBlock): readonly Finding[] {
  const found = "name" in result ? result.name : undefined;
  const mismatches = "mismatches" in result ? (result.mismatches ?? []) : [];
  const isOwn = found === name && result.outcome !== "unknown";
  if (isOwn && mismatches.length === 0) return [];
  const shown = mismatches
    .slice(0, MOST_SHOWN)
    .map(({ path, expected, received }) => `${path === "" ? "the body" : path} is ${received}, not ${expected}`);
  const more = mismatches.length > MOST_SHOWN ? `, and ${String(mismatches.length - MOST_SHOWN)} more` : "";
  const elsewhere =
    found === undefined
      ? "it names no webhook"
      : `${result.outcome === "unknown" ? "no webhook is called" : "it goes to the handler of"} ${JSON.stringify(found)}`;
  const rule = isOwn ? "model/refused-sample" : "model/undispatched-sample";
  const message = `the generated receiver does not take this sample of "${name}" as that: ${isOwn ? shown.join("; ") + more : elsewhere}`;
  return [report("warning", rule, message, { at, quote: value })];
}

const MOST_SHOWN = 5;
