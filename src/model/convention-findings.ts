// Reports once what was inferred of a version's conventions, and where the register and the pages contradict each other.
import type { Reference } from "../reference/reference.ts";
import type { Authentication, Declared, DeclaredConventions, Discriminator } from "../register/conventions.ts";
import { type Finding, finding, type Severity } from "../source/finding.ts";
import { positionFrom } from "./evidence.ts";
import { bestDiscriminator } from "./infer-conventions.ts";
import type { Conventions, Evidence } from "./model.ts";

export function conventionFindings(
  conventions: Conventions,
  references: readonly Reference[],
  declared: DeclaredConventions,
): readonly Finding[] {
  const { discriminator, payload, authentication } = conventions;
  return [
    ...(declared.discriminator === undefined
      ? inferred(
          "discriminator",
          `webhooks are discriminated by ${discriminatorText(discriminator)}${alternatives(references)}`,
          discriminator.evidence,
        )
      : contradicted(declared.discriminator, references)),
    ...(declared.payload === undefined
      ? inferred(
          "payload",
          `the payload is ${payload.path === undefined ? "the body" : `"${payload.path}" of the body`}`,
          payload.evidence,
        )
      : []),
    ...(declared.authentication === undefined
      ? inferred(
          "authentication",
          `webhooks prove where they come from by ${authenticationText(authentication)}`,
          authentication.evidence,
        )
      : []),
  ];
}

function inferred(convention: string, message: string, [why]: readonly Evidence[]): readonly Finding[] {
  return why === undefined ? [] : [inference(convention, message, why, "info")];
}

function inference(convention: string, message: string, { at, quote }: Evidence, severity: Severity): Finding {
  return finding({
    rule: "model/inferred-convention",
    severity,
    message: `${message}; the line "${convention}" of the register's conventions says otherwise where that is wrong`,
    at: positionFrom(at),
    quote,
  });
}

function contradicted(declared: Declared<Discriminator>, references: readonly Reference[]): readonly Finding[] {
  const best = bestDiscriminator(references);
  if (best === undefined || JSON.stringify(best.discriminator) === JSON.stringify(declared.value)) return [];
  return [
    finding({
      rule: "model/convention-differs",
      severity: "warning",
      message: `the register says that webhooks are discriminated by ${discriminatorText(declared.value)}, the pages show ${discriminatorText(best.discriminator)}; the register was followed`,
      at: declared.at,
    }),
  ];
}

function alternatives(references: readonly Reference[]): string {
  const best = bestDiscriminator(references);
  const others = references
    .flatMap(({ discriminators }) => discriminators)
    .map(({ discriminator }) => discriminatorText(discriminator))
    .filter((text) => best === undefined || text !== discriminatorText(best.discriminator));
  const [first, second] = [...new Set(others)];
  return first === undefined
    ? ""
    : ` (${[first, second].filter((text) => text !== undefined).join(" and ")} would do too)`;
}

function discriminatorText(discriminator: Discriminator): string {
  return discriminator.in === "body" ? `"${discriminator.path}" of the body` : `the header ${discriminator.name}`;
}

function authenticationText(authentication: Authentication): string {
  if (authentication.scheme === "secret") return `a secret at "${authentication.path}" of the body`;
  const header =
    "header" in authentication && authentication.header !== undefined ? ` in the header ${authentication.header}` : "";
  return `${authentication.scheme}${header}`;
}
