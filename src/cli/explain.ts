// explain: the evidence of a webhook or a field.
import pc from "picocolors";
import {
  explain,
  type Evidence,
  type ExplainedField,
  type ExplainOptions,
  type Explanation,
  type MemberLine,
  printable,
  printableJson,
  type StructureExplanation,
  type WebhookExplanation,
  type WebhookList,
} from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable, type WithJson } from "./console.ts";

export type ExplainArguments = WithJson<ExplainOptions>;

export async function runExplain({ json = false, ...given }: ExplainArguments, console: Console): Promise<ExitCode> {
  const result = await explain(given);
  if ("problem" in result) return unusable(result.problem, console);
  const { explanation } = result;
  console.out.write(json ? `${printableJson(explanation, 2)}\n` : explanationText(explanation, console.out.color));
  return EXIT.fine;
}

type Colors = ReturnType<typeof pc.createColors>;

/** Ends in a line feed. */
function explanationText(explanation: Explanation, color: boolean): string {
  const colors = pc.createColors(color);
  return `${blocksOf(explanation, colors)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function blocksOf(explanation: Explanation, colors: Colors): readonly (readonly string[])[] {
  switch (explanation.kind) {
    case "webhook":
      return webhookBlocks(explanation, colors);
    case "field":
      return explanation.fields.map((field) =>
        fieldLines(field, `${explanation.webhook}: ${field.path || "envelope"}`, colors),
      );
    case "structure":
      return structureBlocks(explanation, colors);
    case "list":
      return [listLines(explanation.webhooks, colors)];
  }
}

function listLines(webhooks: WebhookList["webhooks"], colors: Colors): readonly string[] {
  const width = Math.max(0, ...webhooks.map(({ name }) => name.length));
  return webhooks.map(({ name, description }) => {
    const [first = ""] = /^.*?[.!?](?=\s|$)|^.*/s.exec(description.replace(/\s+/g, " ")) ?? [];
    return `${colors.bold(printable(name))}${first === "" ? "" : `${" ".repeat(width - name.length)}  ${printable(first)}`}`;
  });
}

function structureBlocks(
  { structure, description, fields }: StructureExplanation,
  colors: Colors,
): readonly (readonly string[])[] {
  return fields.map((field) =>
    field.path === ""
      ? fieldLines({ description, ...field, structures: [] }, `structure ${structure}`, colors)
      : fieldLines(field, `structure ${structure}: ${field.path}`, colors),
  );
}

function webhookBlocks(webhook: WebhookExplanation, colors: Colors): readonly (readonly string[])[] {
  const { title, aliases, envelope, description, body, payload, evidence } = webhook;
  const head = [
    colors.bold(printable(webhook.webhook)),
    ...(title === webhook.webhook ? [] : [`  heading: ${printable(title)}`]),
    ...(aliases.length === 0 ? [] : [`  also written: ${printable(aliases.join(", "))}`]),
    `  envelope: ${envelope}`,
    ...describe(description),
    ...evidenceLines(evidence, colors),
  ];
  const members = body.length === 0 ? [] : [["request body", ...memberLines(body)]];
  return [head, ...members, fieldLines(payload, payload.path === "" ? "request body" : payload.path, colors)];
}

function fieldLines(field: ExplainedField, title: string, colors: Colors): readonly string[] {
  const { type, presence, basis, description, deprecated, structures, members, evidence } = field;
  return [
    colors.bold(printable(title)),
    `  type: ${printable(type)}`,
    ...(presence === undefined
      ? []
      : [`  presence: ${presence}${basis === undefined ? "" : " (only samples show it)"}`]),
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
