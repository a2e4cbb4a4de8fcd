// Applies the corrections that are due for a version; one whose expected value has gone from the docs is an error: stale.
import type { Correction } from "../../register/correction.ts";
import { finding, type Finding } from "../../source/finding.ts";
import { undocumentedStructures } from "../collect-structures.ts";
import { evidence, placeOf } from "../evidence.ts";
import type { AppliedCorrection, Model } from "../model.ts";
import { correctEnvelope } from "./correct-envelope.ts";
import { correctStructure } from "./correct-structure.ts";
import { correctWebhooks } from "./correct-webhooks.ts";

/** A step's result: the corrected model, or why the correction is not due any more. */
export type Corrected = { readonly model: Model } | { readonly stale: string };

/** @param corrections those that name the model's version */
export function applyCorrections(
  model: Model,
  corrections: readonly Correction[],
): { readonly model: Model; readonly findings: readonly Finding[] } {
  let current = model;
  const applied: AppliedCorrection[] = [];
  const findings: Finding[] = [];
  for (const correction of corrections) {
    const result = applyOne(current, correction);
    if ("stale" in result) {
      findings.push(staleFinding(correction, model.version, result.stale));
      continue;
    }
    current = result.model;
    applied.push({ id: correction.id, path: correction.path, reason: correction.reason, at: placeOf(correction.at) });
  }
  const documented = current.structures.filter(({ documented: told }) => told);
  const structures = [...documented, ...undocumentedStructures(current.webhooks, documented)];
  return { model: { ...current, structures, corrections: [...current.corrections, ...applied] }, findings };
}

function applyOne(model: Model, correction: Correction): Corrected {
  const why = evidence("correction", correction.id, correction.reason, correction.at);
  switch (correction.target.kind) {
    case "envelope":
      return correctEnvelope(model, correction, why);
    case "webhook":
      return correctWebhooks(model, correction, correction.target, why);
    case "structure":
      return correctStructure(model, correction, correction.target, why);
  }
}

function staleFinding(correction: Correction, version: string, why: string): Finding {
  return finding({
    rule: "corrections/stale",
    severity: "error",
    message: `the correction "${correction.id}" is stale for ${version}: "${correction.path}" is not as it expects, ${why}`,
    at: correction.at,
    quote: correction.path,
    fix: "take the version out of the correction, or state what the docs say now",
  });
}
