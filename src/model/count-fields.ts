// Counts the fields of a model: members of bodies and structures, those of every variant.
import { bodyOf } from "./body.ts";
import { walkType } from "./types/walk.ts";
import type { Model } from "./model.ts";

export function countFields({ webhooks, structures }: Model): number {
  let count = 0;
  for (const type of [...webhooks.map(bodyOf), ...structures.map((structure) => structure.type)]) {
    walkType(type, (here) => {
      if (here.kind === "object") count += here.fields.length;
    });
  }
  return count;
}
