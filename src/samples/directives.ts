// Comments that speak to a highlighter or a formatter, not to the reader: one row a tool, with an example.

export interface DirectiveRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
}

export const directiveRules: readonly DirectiveRule[] = [
  {
    id: "docusaurus",
    pattern: /^(?:highlight|error|success|warning)-(?:next-line|line|start|end)$/i,
    example: "highlight-next-line",
  },
  {
    id: "shiki",
    pattern: /^\[!code (?:\+\+|--|highlight|focus|warning|error|hl|word)(?::[^\]]*)?\]$/i,
    example: "[!code --]",
  },
  {
    id: "code-hike",
    pattern: /^!(?:mark|focus|border|hover|callout|collapse|link)(?:\([\d:,]*\)|\[[^\]]*\])?$/,
    example: "!mark(1:2)",
  },
  {
    id: "formatter",
    pattern:
      /^(?:prettier-ignore(?:-start|-end)?|(?:eslint|biome|tslint|markdownlint)-(?:disable|enable|ignore)\S*.*|@formatter:(?:on|off))$/,
    example: "prettier-ignore",
  },
];

const LONGEST = 80;

export function isDirective(text: string): boolean {
  return text.length <= LONGEST && directiveRules.some(({ pattern }) => pattern.test(text));
}

/** Whether it shows its line as the old state of what is now different. */
export function marksRemoval(text: string): boolean {
  return text.startsWith("[!code --");
}
