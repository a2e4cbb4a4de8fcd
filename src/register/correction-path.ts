// Reads the path of a correction: the envelope, a field of webhooks, or a field of a structure.
import type { CorrectionStep, CorrectionTarget } from "./correction.ts";

/** The target, or in words why the path can't be read. */
export function parseCorrectionPath(path: string): CorrectionTarget | { readonly problem: string } {
  if (path === "envelope") return { kind: "envelope" };
  const segments = path.split(".");
  if (segments[0] === "$defs") {
    const structure = segments[1] ?? "";
    if (structure === "") return { problem: 'behind "$defs." the name of a structure is needed' };
    const steps = parseSteps(segments.slice(2));
    return "problem" in steps ? steps : { kind: "structure", structure, steps: steps.steps };
  }
  const [, webhook = "", items = ""] = /^([^[\]]*)((?:\[\])*)$/.exec(segments[0] ?? "") ?? [];
  if (webhook === "") return { problem: 'a path begins with "envelope", the name of a webhook, "*" or "$defs"' };
  const steps = parseSteps(segments.slice(1));
  if ("problem" in steps) return steps;
  const all = [...itemSteps(items), ...steps.steps];
  if (all.length === 0) return { problem: `behind "${webhook}" the name of a member is needed` };
  return { kind: "webhook", webhook, steps: all };
}

function parseSteps(
  segments: readonly string[],
): { readonly steps: readonly CorrectionStep[] } | { readonly problem: string } {
  const steps: CorrectionStep[] = [];
  for (const segment of segments) {
    const [, name, items = ""] = /^([^[\]]*)((?:\[\])*)$/.exec(segment) ?? [];
    if (name === undefined)
      return { problem: `"${segment}" is no member name; "[]" stands behind the name of an array` };
    if (name === "" && items === "") return { problem: "a member name is empty" };
    if (name === "*") steps.push({ kind: "values" });
    else if (name !== "") steps.push({ kind: "member", name });
    steps.push(...itemSteps(items));
  }
  return { steps };
}

function itemSteps(items: string): readonly CorrectionStep[] {
  return Array.from({ length: items.length / 2 }, () => ({ kind: "items" }) as const);
}
