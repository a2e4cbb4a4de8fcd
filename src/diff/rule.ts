// What a diff rule is: a row that claims one kind of observation and says whom it breaks.
import type { Model } from "../model/model.ts";
import type { Observation } from "./observation.ts";
import type { Bump, Fact, Profile, Severity, SubjectKind } from "./report.ts";

export type Verdict = Severity | Readonly<Record<Profile, Severity>>;

export interface Rule {
  readonly id: string;
  readonly description: string;
  readonly matches: (seen: Observation) => boolean;
  readonly fact: Fact;
  readonly subject: SubjectKind;
  /** What code that runs meets. */
  readonly runtime: Verdict;
  /** What the compiler meets. */
  readonly compileTime: Verdict;
  /** What it asks of the generated package's version, from 1.0.0 on. */
  readonly semver: Bump;
  readonly message: (seen: Observation) => string;
  readonly why: string;
  readonly hint: string;
  /** Two models that differ in this and in nothing else. */
  readonly example: { readonly old: Model; readonly new: Model };
}

export function verdictFor(verdict: Verdict, profile: Profile): Severity {
  return typeof verdict === "string" ? verdict : verdict[profile];
}
