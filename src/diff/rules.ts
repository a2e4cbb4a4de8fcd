// All diff rules. A row claims one kind of observation; no observation is claimed by two rows, and none by no row.
import type { Rule } from "./rule.ts";
import { fieldRules } from "./rules/field-rules.ts";
import { textRules } from "./rules/text-rules.ts";
import { typeRules } from "./rules/type-rules.ts";
import { valueRules } from "./rules/value-rules.ts";
import { webhookRules } from "./rules/webhook-rules.ts";

export const rules: readonly Rule[] = [...webhookRules, ...fieldRules, ...typeRules, ...valueRules, ...textRules];
