// Lays out an explanation for a person.
import pc from "picocolors";
import { printable } from "../findings/printable.ts";
import type { Evidence } from "../model/model.ts";
import type { ExplainedField, Explanation, MemberLine, WebhookExplanation } from "../model/explain.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** Ends in a line feed. */
export function explanationText(explanation: Explanation, color: boolean): string {
  const colors = pc.createColors(color);
  const blocks =
    explanation.kind === "webhook"
      ? webhookBlocks(explanation, colors)
      : explanation.fields.map((field) => fieldLines(field, `${explanation.webhook}: ${field.path}`, colors));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function webhookBlocks(webhook: WebhookExplanation, colors: Colors): readonly (readonly string[])[] {
  const { action, aliases, envelope, description, body, payload, evidence } = webhook;
  const head = [
    colors.bold(printable(webhook.webhook)),
    `  action: ${printable(JSON.stringify(action))}`,
    ...(aliases.length === 0 ? [] : [`  also written: ${printable(aliases.join(", "))}`]),
    `  envelope: ${envelope}`,
    ...describe(description),
    ...evidenceLines(evidence, colors),
  ];
  const members = body.length === 0 ? [] : [["request body", ...memberLines(body)]];
  return [head, ...members, fieldLines(payload, payload.path === "" ? "request body" : payload.path, colors)];
}

function fieldLines(field: ExplainedField, title: string, colors: Colors): readonly string[] {
  const { type, presence, description, deprecated, structures, members, evidence } = field;
  return [
    colors.bold(printable(title)),
    `  type: ${printable(type)}`,
    ...(presence === undefined ? [] : [`  presence: ${presence}`]),
    ...(deprecated === true ? ["  deprecated"] : []),
    ...(structures.length === 0 ? [] : [`  structures: ${printable(structures.join(", "))}`]),
    ...describe(description ?? ""),
    ...memberLines(members),
    ...evidenceLines(evidence, colors),
  ];
}

function describe(description: string): readonly string[] {
  return description === "" ? [] : [`  description: ${printable(description.replace(/\s+/g, " "))}`];
}

function memberLines(members: readonly MemberLine[]): readonly string[] {
  const width = Math.max(0, ...members.map(({ name }) => name.length));
  return members.map(
    ({ name, type, presence }) => `    ${printable(name).padEnd(width)}  ${presence.padEnd(8)}  ${printable(type)}`,
  );
}

function evidenceLines(evidence: readonly Evidence[], colors: Colors): readonly string[] {
  return evidence.map(({ kind, rule, quote, at }) =>
    [
      `  ${colors.cyan(printable(`${at.file}:${at.line}:${at.column}`))}`,
      kind,
      colors.dim(rule),
      `${colors.dim("|")} ${printable(quote)}`,
    ].join("  "),
  );
}
