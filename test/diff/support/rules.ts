// The rules as a list, with their examples.
import type { Rule } from "../../../src/diff/judge/rules.ts";
import { rules as byFact } from "../../../src/diff/judge/rules.ts";
import { type RuleExample, ruleExamples } from "../rule-examples.ts";

export const rules: readonly Rule[] = Object.values(byFact).flat();

export function exampleOf(id: string): RuleExample {
  const example = ruleExamples[id];
  if (example === undefined) throw new Error(`no example of ${id} in rule-examples.ts`);
  return example;
}
