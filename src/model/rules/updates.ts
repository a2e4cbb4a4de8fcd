// Sentences that say how much of an object is sent: all of it, or only what changed.

export interface UpdateRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "full" | "partial" | "map";
}

export const updateRules: readonly UpdateRule[] = [
  {
    id: "only-updated",
    pattern:
      /\bonly (?:the |those )?(?:recently )?(?:updated|changed|modified) (?:properties|fields|members|parameters)\b/i,
    example: "Contains only the updated properties.",
    effect: "partial",
  },
  {
    id: "full-state",
    pattern: /\b(?:full|complete|entire|whole) state\b/i,
    example: "Carries the full state of the thing.",
    effect: "full",
  },
  {
    id: "not-full-object",
    pattern: /\bnot an? (?:full|complete|whole) `?[\w ]{1,40}`? object\b/i,
    example: "Not a full `properties` object.",
    effect: "map",
  },
  { id: "variables", pattern: /\bvariables\b/i, example: "Variables used in the text", effect: "map" },
];

export function readUpdate(text: string): UpdateRule | undefined {
  return updateRules.find(({ pattern }) => pattern.test(text));
}
