// Corrects a field of a data structure, or describes one that no page describes.
import type { Correction, CorrectionTarget } from "../../register/correction.ts";
import type { Evidence, Model, Structure } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { correctField } from "./correct-field.ts";

type StructureTarget = Extract<CorrectionTarget, { readonly kind: "structure" }>;

export function correctStructure(
  model: Model,
  correction: Correction,
  target: StructureTarget,
  why: Evidence,
): Corrected {
  const found = model.structures.find(({ name }) => name === target.structure);
  if (found === undefined) return { stale: `there is no structure "${target.structure}"` };
  if (correction.expect.undocumented === true && found.documented) return { stale: "a page describes it now" };
  const result = correctField(found.type, target.steps, correction, why);
  if ("stale" in result) return result;
  const corrected: Structure = { ...found, documented: true, type: result.type, evidence: [...found.evidence, why] };
  return { model: { ...model, structures: model.structures.map((one) => (one === found ? corrected : one)) } };
}
