// Finds a way from a webhook's body to a structure.
import { bodyOf } from "../../model/body.ts";
import type { TypeNode, Webhook } from "../../model/model.ts";
import type { Step } from "../observation.ts";
import { tags } from "../../model/types/discriminator.ts";
import { type Resolve } from "../../model/types/resolve.ts";

interface Stop {
  readonly type: TypeNode;
  readonly steps: readonly Step[];
}

/** The shortest one, or nothing where the webhook does not carry the structure. */
export function routeTo(structure: string, webhook: Webhook, resolve: Resolve): readonly Step[] | undefined {
  const open: Stop[] = [{ type: bodyOf(webhook), steps: [] }];
  const seen = new Set<TypeNode>();
  for (const { type, steps } of open) {
    if (type.kind === "reference") {
      if (type.name === structure) return steps;
      const named = resolve(type.name);
      if (named !== undefined && !seen.has(named.type)) open.push({ type: named.type, steps });
    }
    if (seen.has(type)) continue;
    seen.add(type);
    open.push(...inside(type, resolve).map(({ type: inner, step }) => ({ type: inner, steps: [...steps, step] })));
  }
  return undefined;
}

function inside(type: TypeNode, resolve: Resolve): readonly { readonly type: TypeNode; readonly step: Step }[] {
  switch (type.kind) {
    case "object":
      return type.fields.map((field) => ({ type: field.type, step: { is: "field", name: field.name } }));
    case "array":
      return [{ type: type.items, step: { is: "items" } }];
    case "map":
      return [{ type: type.values, step: { is: "values" } }];
    case "union":
      return type.variants.map((variant) => {
        const { discriminator: member } = type;
        const [tag] = member === undefined ? [] : tags(variant, member, resolve);
        const step: Step =
          member === undefined || tag === undefined
            ? { is: "variant" }
            : { is: "variant", member, value: JSON.stringify(tag) };
        return { type: variant, step };
      });
    default:
      return [];
  }
}
