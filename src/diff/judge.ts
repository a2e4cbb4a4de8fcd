// Finds the rule that claims an observation.
import type { Observation } from "./observation.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import { severities, type Severity } from "./report.ts";

export function ruleFor(seen: Observation): Rule | undefined {
  return rules.find(({ matches }) => matches(seen));
}

export function worse(one: Severity, other: Severity): Severity {
  return severities.indexOf(one) <= severities.indexOf(other) ? one : other;
}
