// Words that mean something: a pattern that finds them, and an example that the tests hold it against.
export interface PatternRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
}
