// Lines that a copied page holds beside its content. A row says what such a line looks like; the reader leaves it out.

export interface NoiseRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "ignored";
}

export const noiseRules: readonly NoiseRule[] = [
  {
    id: "document/copy-button",
    pattern: /^(?:copied|copy(?: code| to clipboard)?)\s?!?$/i,
    example: "Copied!",
    effect: "ignored",
  },
  { id: "document/code-fence", pattern: /^(?:`{3,9}|~{3,9})\w{0,20}$/, example: "```json", effect: "ignored" },
  {
    id: "document/page-footer",
    pattern: /^(?:https?:\/\/\S{1,50}\s+\d{1,4}\s?\/\s?\d{1,4}|page \d{1,4}(?:\s?(?:of|\/)\s?\d{1,4})?)$/i,
    example: "https://example.com/docs/webhooks 3/30",
    effect: "ignored",
  },
];

export function noiseRule(text: string): NoiseRule | undefined {
  return text.length > 60 ? undefined : noiseRules.find(({ pattern }) => pattern.test(text));
}
