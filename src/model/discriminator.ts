// What a request carries as the name of its webhook.
import { bodyOf, bodyPath, valueAt } from "./body.ts";
import type { Conventions, Discriminator, Field, TypeNode, Webhook } from "./model.ts";

/** The name as a request shows it, of whatever type it is: the header's value, or the member of its body. */
export function shownName(body: unknown, header: string | undefined, discriminator: Discriminator): unknown {
  return discriminator.in === "header" ? header : valueAt(body, bodyPath(discriminator.path));
}

/** The field at a path through objects, each step required; undefined where there is none. */
export function fieldAt(type: TypeNode, [name, ...rest]: readonly string[]): Field | undefined {
  if (type.kind !== "object") return undefined;
  const field = type.fields.find((one) => one.name === name);
  if (field?.presence !== "required") return undefined;
  return rest.length === 0 ? field : fieldAt(field.type, rest);
}

/** The name that a body of this webhook must show; undefined where the pages show no member for it, or none with a fixed name. */
export function nameInBody(webhook: Webhook, { discriminator }: Conventions): string | undefined {
  if (discriminator.in === "header") return undefined;
  const body = bodyOf(webhook);
  const path = bodyPath(discriminator.path);
  const names = (body.kind === "union" ? body.variants : [body]).map((one) => literalOf(fieldAt(one, path)));
  const [name] = names;
  return names.every((other) => other === name) ? name : undefined;
}

function literalOf(field: Field | undefined): string | undefined {
  const type = field?.type;
  return type?.kind === "literal" && type.nullable !== true && typeof type.value === "string" ? type.value : undefined;
}
