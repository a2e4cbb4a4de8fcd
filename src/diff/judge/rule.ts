// What a diff rule is: a row that judges one kind of fact and says whom it breaks.
import type { Fact } from "../compare/facts.ts";
import type { Bump, Profile, SemverAdvice, Severity, SubjectKind, ValueChange } from "../report.ts";
import type { WitnessRecipe } from "../witness/witness.ts";

export type Verdict = Severity | Readonly<Record<Profile, Severity>>;

export interface Rule {
  readonly id: string;
  readonly fact: ValueChange;
  readonly subject: SubjectKind;
  /** What code that runs meets. */
  readonly runtime: Verdict;
  /** What the compiler meets. */
  readonly compileTime: Verdict;
  /** What it asks of the generated package's version, from 1.0.0 on. */
  readonly semver: Bump;
  readonly message: (fact: Fact) => string;
  readonly why: string;
  readonly hint: string;
  /** How a breaking change is proved; absent where it can't be. */
  readonly witness?: WitnessRecipe;
}

/** Judges only facts that meet its condition. */
export interface SpecialRule extends Rule {
  readonly when: (fact: Fact) => boolean;
}

/** Rules of one kind of fact: the first special one whose condition is met judges, else the general one in front of them. */
export type RuleList = readonly [Rule, ...SpecialRule[]];

export function verdictFor(verdict: Verdict, profile: Profile): Severity {
  return typeof verdict === "string" ? verdict : verdict[profile];
}

const bumps = ["none", "patch", "minor", "major"] as const;

export function higher(one: Bump, other: Bump): Bump {
  return bumps.indexOf(one) >= bumps.indexOf(other) ? one : other;
}

/** The highest bump that any change asks for, and the changes that ask for it. */
export function adviseSemver(asked: readonly { readonly fingerprint: string; readonly semver: Bump }[]): SemverAdvice {
  const bump = asked.map(({ semver }) => semver).reduce<Bump>(higher, "none");
  const because = asked.filter(({ semver }) => semver === bump).map(({ fingerprint }) => fingerprint);
  return { bump, because };
}
