// Proves a breaking change by TypeScript that compiles beside the old types and not beside the new ones.
import type { Observation, Step } from "../observation.ts";
import type { Witness } from "../report.ts";
import type { WitnessPair } from "./payload-witness.ts";
import { settle } from "../../model/types/resolve.ts";
import { codeText, codeType } from "./code-type.ts";
import { missingMember, tellVariant } from "./tell-variant.ts";

type Code = NonNullable<Witness["code"]>;

const MODULE = '"./types.ts"';
const PLAIN = /^[A-Z][A-Za-z0-9]{0,79}$/;
/** Structures so named get another name in the types. */
const TAKEN =
  /^(?:Array|BigInt|Boolean|Date|Error|Function|Map|NaN|Number|Object|Omit|Partial|Pick|Promise|Readonly|Record|RegExp|Set|String|Symbol|Exclude|Extract|Infinity|Undocumented|Outcome|.*(?:Webhook|Payload|Handlers?|Variant|Action))$/;

export function codeWitness(seen: Observation, pair: WitnessPair): Code | undefined {
  const text = codeFor(seen, pair);
  const webhook = pair.new?.name ?? pair.old?.name ?? "";
  return text === undefined ? undefined : { webhook, text: `${text}\n` };
}

function codeFor(seen: Observation, pair: WitnessPair): string | undefined {
  const { old, oldResolve } = pair;
  switch (seen.is) {
    case "webhook-removed":
    case "action-changed":
      if (old?.envelope.payloadField === undefined) return undefined;
      return lines(
        `import type { WebhookByAction } from ${MODULE};`,
        `export type Gone = WebhookByAction[${codeText(old.action)}];`,
      );
    case "heading-renamed": {
      const name = /^[a-z]+(?:_[a-z]+)*$/.test(old?.name ?? "") ? `${pascal(old?.name ?? "")}Webhook` : undefined;
      return name === undefined ? undefined : lines(`export type { ${name} } from ${MODULE};`);
    }
    case "structure-removed":
      return isPlain(seen.label) ? lines(`export type { ${seen.label} } from ${MODULE};`) : undefined;
    default:
  }
  const place = placeOf(seen, pair);
  if (place === undefined) return undefined;
  const { head, root } = place;
  const field = codeText(seen.label);
  const parent = reach(root, place.steps.slice(0, -1));
  const value = reach(root, place.steps);
  const wanted = seen.oldType === undefined ? "unknown" : codeType(seen.oldType, oldResolve);
  switch (seen.is) {
    case "field-removed":
      return seen.presence === "required"
        ? lines(head, `export const read = (held: ${parent}): { readonly ${field}: ${wanted} } => held;`)
        : lines(head, `export const read = (held: ${parent}): ${wanted} | undefined => held[${field}];`);
    case "became-optional":
      return lines(head, `export const read = (held: ${parent}): { readonly ${field}: unknown } => held;`);
    case "became-nullable":
      return wanted === "unknown"
        ? undefined
        : lines(head, `export const read = (held: ${parent}): { readonly ${field}?: ${wanted} | undefined } => held;`);
    case "payload-moved":
      return old?.envelope.payloadField === undefined
        ? undefined
        : lines(head, `export const read = (body: ${root}): unknown => body[${codeText(old.envelope.payloadField)}];`);
    case "untold":
    case "structure-untold":
      return untold(seen, pair, head, value) ?? (wanted === "unknown" ? undefined : reads(head, value, wanted));
    case "value-removed":
      return lines(head, `export const isIt = (value: ${value}): boolean => value === ${seen.label};`);
    case "variant-removed": {
      const told = tellVariant(seen, pair);
      if (told === undefined) return undefined;
      return lines(head, `export const tell = (value: ${value}): ${told.type} => ${told.code};`);
    }
    case "reduced":
      return reduced(seen, pair, head, value);
    case "variant-added": {
      if (wanted !== "unknown") return reads(head, value, wanted);
      const member = missingMember(seen, pair);
      if (member === undefined) return undefined;
      return lines(head, `export const read = (value: ${value}): unknown => value[${codeText(member)}];`);
    }
    case "changed":
    case "widened":
    case "value-added":
    case "values-opened":
    case "union-opened":
      return wanted === "unknown" ? undefined : reads(head, value, wanted);
    default:
      return undefined;
  }
}

function reads(head: string, value: string, wanted: string): string {
  return lines(head, `export const read = (value: ${value}): ${wanted} => value;`);
}

/** An object without promises fits one whose members may all be missing; reading one of them does not. */
function untold(
  { oldType }: Observation,
  { oldResolve }: WitnessPair,
  head: string,
  value: string,
): string | undefined {
  const type = oldType === undefined ? undefined : settle(oldType, oldResolve).type;
  if (type?.kind !== "object") return undefined;
  for (const { name, type: inner } of type.fields) {
    const wanted = codeType(inner, oldResolve);
    if (wanted === "unknown") continue;
    return lines(head, `export const read = (value: ${value}): ${wanted} | undefined => value[${codeText(name)}];`);
  }
  return undefined;
}

/** Of a value that is nothing but null now; what else is reduced is told where it is described. */
function reduced(
  { newType }: Observation,
  { newResolve }: WitnessPair,
  head: string,
  value: string,
): string | undefined {
  const isNull = newType !== undefined && settle(newType, newResolve).type.kind === "null";
  return isNull ? lines(head, `export const read = (value: ${value}): string => value.toString();`) : undefined;
}

interface CodePlace {
  readonly head: string;
  readonly root: string;
  readonly steps: readonly Step[];
}

function placeOf({ spot }: Observation, { old }: WitnessPair): CodePlace | undefined {
  const { owner, steps } = spot;
  if (owner.kind === "structure") {
    if (!isPlain(owner.name)) return undefined;
    return { head: `import type { ${owner.name} } from ${MODULE};`, root: owner.name, steps };
  }
  if (old?.envelope.payloadField === undefined) return undefined;
  const named = owner.kind === "webhook" ? "PayloadByAction" : "WebhookByAction";
  return { head: `import type { ${named} } from ${MODULE};`, root: `${named}[${codeText(old.action)}]`, steps };
}

/** The type at a place, null and absence left out on the way. */
function reach(root: string, steps: readonly Step[]): string {
  let code = root;
  for (const [index, step] of steps.entries()) {
    switch (step.is) {
      case "field":
        code = `NonNullable<${code}[${codeText(step.name)}]>`;
        break;
      case "items":
        code = `NonNullable<${code}[number]>`;
        break;
      case "values":
        code = `NonNullable<${code}[string]>`;
        break;
      case "variant": {
        const next = steps[index + 1];
        if (step.member !== undefined)
          code = `Extract<${code}, { ${codeText(step.member)}: ${step.value ?? "unknown"} }>`;
        else if (next?.is === "field") code = `Extract<${code}, { ${codeText(next.name)}?: unknown }>`;
        break;
      }
    }
  }
  return code;
}

function isPlain(name: string): boolean {
  return PLAIN.test(name) && !TAKEN.test(name);
}

function pascal(name: string): string {
  return name
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

function lines(...parts: readonly string[]): string {
  return parts.join("\n");
}
