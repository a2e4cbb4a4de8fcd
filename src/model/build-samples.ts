// Makes strict JSON bodies of a section's samples: the envelope filled in where it is inherited, `action` as it arrives.
import { toJson } from "../samples/to-json.ts";
import { placeOf } from "./evidence.ts";
import type { Envelope, WebhookSample } from "./model.ts";
import type { PageEnvelope } from "./build-envelope.ts";
import type { SplitSample } from "./read-envelope.ts";

const ACTION = "action";

export function buildSamples(
  action: string,
  samples: readonly SplitSample[],
  envelope: Envelope,
  page: PageEnvelope | undefined,
): readonly WebhookSample[] {
  return samples.map((sample) => ({
    ...(sample.block.title === undefined ? {} : { title: sample.block.title }),
    body: bodyFrom(action, sample, envelope, page),
    at: placeOf(sample.block.at),
    repairs: [...new Set(sample.block.repairs.map(({ rule }) => rule))],
  }));
}

function bodyFrom(action: string, sample: SplitSample, envelope: Envelope, page: PageEnvelope | undefined): unknown {
  if (sample.envelope !== undefined) {
    return Object.fromEntries(
      sample.envelope.root.members.map(({ key, value }) => [key, key === ACTION ? action : toJson(value)]),
    );
  }
  const payload = toJson(sample.payload);
  if (envelope.payloadField === undefined || page?.example.envelope === undefined) return payload;
  return Object.fromEntries(
    page.example.envelope.root.members.flatMap(({ key, value }): readonly (readonly [string, unknown])[] => {
      if (key === envelope.payloadField) return [[key, payload]];
      if (key === ACTION) return [[key, action]];
      const field = envelope.fields.find(({ name }) => name === key);
      return field?.presence === "required" ? [[key, toJson(value)]] : [];
    }),
  );
}
