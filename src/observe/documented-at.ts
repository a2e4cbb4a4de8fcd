// What the docs say at a place: its type and presence, once for every variant of a union that the place leads through.
import { bodyOf } from "../model/body.ts";
import type { Model, TypeNode } from "../model/model.ts";
import type { Place } from "./place.ts";

export interface Documented {
  readonly type: TypeNode;
  /** Absent for the items of an array, the values of a map and a structure as a whole. */
  readonly presence?: "required" | "optional";
}

/** Empty where the docs say nothing. */
export function documentedAt({ root, steps }: Place, model: Model): readonly Documented[] {
  const start = rootType(root, model);
  let here: readonly Documented[] = start === undefined ? [] : [{ type: start }];
  for (const step of steps) {
    here = here
      .flatMap(({ type }) => variantsOf(type))
      .flatMap((type): readonly Documented[] => {
        if (step.kind === "items") return type.kind === "array" ? [{ type: type.items }] : [];
        if (step.kind === "values") return type.kind === "map" ? [{ type: type.values }] : [];
        if (type.kind !== "object") return [];
        return type.fields.filter(({ name }) => name === step.name);
      });
  }
  return here;
}

function rootType(root: Place["root"], { webhooks, structures }: Model): TypeNode | undefined {
  if (root.kind === "structure") return structures.find(({ name }) => name === root.name)?.type;
  const webhook = webhooks.find(({ name }) => name === root.name);
  return webhook === undefined ? undefined : bodyOf(webhook);
}

function variantsOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.variants.flatMap(variantsOf) : [type];
}
