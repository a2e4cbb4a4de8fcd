// A model as lines for the eye: one a field, with its type and the rules that its evidence names; no prose and no places.
import type { Evidence, Field, Model, Structure, TypeNode, Webhook } from "../../src/model/model.ts";

/** `payload.queue?  object  table:missing-if`: `[]` stands for items, `*` for values of a map, `|1` for a variant. */
export function projectWebhook(webhook: Webhook): readonly string[] {
  const { name, aliases, group, sections, pushEquivalents, envelope, payload, partial, samples } = webhook;
  const payloadPath = envelope.payloadPath ?? "payload";
  return [
    `name ${name}${list(
      " also",
      aliases.map(({ value, source }) => `${value} (${source})`),
    )}`,
    `group ${group ?? "-"}, sections ${String(sections.length)}, samples ${String(samples.length)}`,
    `push ${pushEquivalents === undefined ? "not said" : pushEquivalents.length === 0 ? "none" : sorted(pushEquivalents.map(({ label }) => label)).join(" + ")}`,
    `envelope ${envelope.origin} ${envelope.payloadPath ?? "-"} at ${String(envelope.payloadAt)}  ${rules(envelope.evidence)}`,
    ...(partial === undefined ? [] : [`partial of ${partial.of ?? "-"}  ${rules(partial.evidence)}`]),
    ...envelope.fields.flatMap((field) => fieldLines("", field)),
    `${payloadPath}  ${short(payload)}  ${rules(payload.evidence)}`.trimEnd(),
    ...innerLines(payloadPath, payload),
    ...samples.map(
      ({ body, repairs }) => `sample ${String(sizeOf(body))} members${list(", repaired:", sorted(repairs))}`,
    ),
  ];
}

export function projectStructure({ name, documented, type, evidence }: Structure): readonly string[] {
  return [
    `${name}  ${documented ? "documented" : "undocumented"}  ${short(type)}  ${rules(evidence)}`,
    ...innerLines(name, type),
  ];
}

export function projectModel({ webhooks, structures, coverage }: Model): ReadonlyMap<string, readonly string[]> {
  const unread = coverage.entries.filter(({ state }) => state === "unread");
  return new Map([
    ...webhooks.map((webhook): [string, readonly string[]] => [webhook.name, projectWebhook(webhook)]),
    ["structures", structures.flatMap(projectStructure)],
    [
      "coverage",
      [
        `consumed ${Object.entries(coverage.consumed)
          .map(([kind, count]) => `${kind} ${String(count)}`)
          .join(", ")}`,
        ...unread.map(({ kind, rule }) => `unread ${kind} ${rule}`),
      ],
    ],
  ]);
}

export function printModel(model: Model): string {
  const parts = [...projectModel(model)].map(([name, lines]) => [name, ...lines.map((line) => `  ${line}`)].join("\n"));
  return `${parts.join("\n\n")}\n`;
}

function fieldLines(path: string, { name, type, presence, evidence }: Field): readonly string[] {
  const here = path === "" ? name : `${path}.${name}`;
  const why = rules([...evidence, ...(type.evidence ?? [])]);
  const line = `${here}${presence === "optional" ? "?" : ""}  ${short(type)}  ${why}`.trimEnd();
  return [line, ...innerLines(here, type)];
}

function innerLines(path: string, type: TypeNode): readonly string[] {
  switch (type.kind) {
    case "object":
      return type.fields.flatMap((field) => fieldLines(path, field));
    case "array":
      return partLines(`${path}[]`, type.items);
    case "map":
      return partLines(`${path}.*`, type.values);
    case "union":
      return type.variants.flatMap((variant, index) => partLines(`${path}|${String(index + 1)}`, variant));
    default:
      return [];
  }
}

function partLines(path: string, type: TypeNode): readonly string[] {
  return [`${path}  ${short(type)}  ${rules(type.evidence)}`.trimEnd(), ...innerLines(path, type)];
}

function short(type: TypeNode): string {
  return `${plain(type)}${type.nullable === true ? " or null" : ""}`;
}

function plain(type: TypeNode): string {
  switch (type.kind) {
    case "literal":
      return JSON.stringify(type.value);
    case "enum":
      return `enum ${sorted(type.values.map(({ value }) => JSON.stringify(value))).join(" ")}${type.open === true ? " ..." : ""}`;
    case "string":
      return type.format ?? "string";
    case "object":
      return ["object", type.empty === true && "empty", type.open === true && "open", type.structure]
        .filter((word) => typeof word === "string")
        .join(" ");
    case "map":
      return `map by ${type.keys}`;
    case "union":
      return `one of ${String(type.variants.length)}${type.discriminator === undefined ? "" : ` by ${type.discriminator}`}`;
    case "reference":
      return `-> ${type.name}`;
    default:
      return type.kind;
  }
}

function rules(evidence: readonly Evidence[] = []): string {
  return sorted([...new Set(evidence.map(({ kind, rule }) => `${kind}:${rule}`))]).join(" ");
}

function list(before: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${before} ${items.join(", ")}`;
}

function sorted(items: readonly string[]): readonly string[] {
  return [...items].sort();
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + sizeOf(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + sizeOf(item), 0);
}
