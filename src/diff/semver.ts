// What a set of changes asks of a package's version.
import type { Bump, SemverAdvice } from "./report.ts";

export const bumps = ["none", "patch", "minor", "major"] as const;

export function higher(one: Bump, other: Bump): Bump {
  return bumps.indexOf(one) >= bumps.indexOf(other) ? one : other;
}

/** The highest bump that any change asks for, and the changes that ask for it. */
export function adviseSemver(asked: readonly { readonly fingerprint: string; readonly semver: Bump }[]): SemverAdvice {
  const bump = asked.map(({ semver }) => semver).reduce<Bump>(higher, "none");
  const because = asked.filter(({ semver }) => semver === bump).map(({ fingerprint }) => fingerprint);
  return { bump, because };
}

/** What has become of one version of the vendor's API since the package was last published. */
export type PublishedVersion =
  | { readonly version: string; readonly state: "added" | "removed" }
  | { readonly version: string; readonly state: "compared"; readonly advice: SemverAdvice };

/** The bump for the whole package: a version of the API that is gone breaks its importers. */
export function adviseBump(versions: readonly PublishedVersion[]): Bump {
  return versions
    .map((one) => (one.state === "compared" ? one.advice.bump : one.state === "removed" ? "major" : "minor"))
    .reduce<Bump>(higher, "none");
}

/**
 * The version after a bump. Before 1.0.0 a breaking change raises the minor and anything else the patch, as `^0.1.0` reads it.
 * Undefined where `version` is no plain version `x.y.z`; whatever follows a hyphen is dropped.
 */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const read = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+]|$)/.exec(version);
  if (read === null) return undefined;
  const [major, minor, patch] = read.slice(1).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  if (bump === "none") return version;
  const felt = major > 0 ? bump : bump === "major" ? "minor" : "patch";
  if (felt === "major") return `${major + 1}.0.0`;
  return felt === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
