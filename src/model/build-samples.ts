// Makes strict JSON bodies of a section's samples: the envelope filled in where it is inherited, the name as it arrives.
import { toJson } from "../samples/sample.ts";
import type { Discriminator } from "../register/conventions.ts";
import { bodyPath, valueAt, withValueAt } from "./body.ts";
import { placeOf } from "./evidence.ts";
import type { Envelope, WebhookSample } from "./model.ts";
import type { PageEnvelope } from "./build-envelope.ts";
import type { SplitSample } from "./read-envelope.ts";

export function buildSamples(
  name: string,
  samples: readonly SplitSample[],
  envelope: Envelope,
  page: PageEnvelope | undefined,
  discriminator: Discriminator,
): readonly WebhookSample[] {
  return samples.map((sample) => ({
    ...(sample.block.title === undefined ? {} : { title: sample.block.title }),
    body: namedBody(bodyFrom(sample, envelope, page), name, discriminator),
    at: placeOf(sample.block.at),
    repairs: [...new Set(sample.block.repairs.map(({ rule }) => rule))],
  }));
}

function bodyFrom(sample: SplitSample, envelope: Envelope, page: PageEnvelope | undefined): unknown {
  if (sample.envelope !== undefined || envelope.payloadPath === undefined || page?.example.envelope === undefined)
    return toJson(sample.root);
  const { root } = page.example.envelope;
  const [payloadMember = "", ...inner] = bodyPath(envelope.payloadPath);
  const usual = Object.fromEntries(
    root.members.flatMap(({ key, value }) => {
      const field = envelope.fields.find(({ name }) => name === key);
      return key === payloadMember || field?.presence === "required" ? [[key, toJson(value)]] : [];
    }),
  );
  return withValueAt(usual, [payloadMember, ...inner], toJson(sample.payload));
}

/** The body with its name as it arrives, where it shows one at all. */
export function namedBody(body: unknown, name: string, discriminator: Discriminator): unknown {
  if (discriminator.in === "header") return body;
  const path = bodyPath(discriminator.path);
  return valueAt(body, path) === undefined ? body : withValueAt(body, path, name);
}
