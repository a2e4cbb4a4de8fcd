// Holds what a page says of its own version against the register, which decides.
import type { VersionClaim } from "../reference/reference.ts";
import { finding, type Finding } from "../source/finding.ts";

export function checkClaims(claims: readonly VersionClaim[], version: string): readonly Finding[] {
  const number = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version;
  return claims
    .filter((claim) => claim.version !== number)
    .map(({ source, version: claimed, quote, at }) =>
      finding({
        rule: "model/version-conflict",
        severity: "warning",
        message: `the page's ${source} ${source === "links" ? "name" : "names"} version ${claimed}, the register says ${version}; the register was followed`,
        at,
        quote,
      }),
    );
}
