// Lays out differences for a person: what the docs say and where, what arrived, how often, and the correction to paste.
import { printable, TAGS, UNSEEN } from "../source/printable.ts";
import type { Arrival, Difference, DifferenceKind, ProposedCorrection } from "./compare-body.ts";
import { Document, isScalar, visit } from "yaml";

const unprintable = new RegExp(`[${UNSEEN}]|${TAGS}`, "g");

const titles: Readonly<Record<DifferenceKind, string>> = {
  "unknown-name": "unknown name",
  "undocumented-member": "undocumented member",
  "missing-member": "required member missing",
  null: "null",
  "other-type": "other type",
  "value-not-listed": "value not listed",
  "unknown-variant": "unknown variant",
  "map-key": "other kind of keys",
};

const MOST_PLACES = 3;
const MOST_ARRIVALS = 5;

/** Ends in a line feed; empty for no differences. A correction is printed with the first difference that it puts right. */
export function observationText(differences: readonly Difference[]): string {
  const printed = new Set<string>();
  return differences.map((difference) => `${blockOf(difference, printed).join("\n")}\n`).join("\n");
}

function blockOf(difference: Difference, printed: Set<string>): readonly string[] {
  const { kind, webhook, path, docs, evidence, arrived, bodies, of } = difference;
  const subject = webhook === undefined ? "no webhook" : webhook;
  const more = arrived.length - MOST_ARRIVALS;
  return [
    `${printable(subject)}: ${printable(path === "" ? "the request body" : path)}: ${titles[kind]}, in ${String(bodies)} of ${String(of)} ${of === 1 ? "body" : "bodies"}`,
    `  docs say: ${printable(docs)}`,
    ...evidence
      .slice(0, MOST_PLACES)
      .map(
        ({ at, kind: source, quote }) =>
          `    ${printable(`${at.file}:${String(at.line)}:${String(at.column)}`)}  ${source}  | ${printable(quote)}`,
      ),
    ...arrived.slice(0, MOST_ARRIVALS).map((one) => `  arrived: ${arrivalText(one)}`),
    ...(more > 0 ? [`  arrived: ${String(more)} other values`] : []),
    ...correctionLines(difference, printed),
  ];
}

function arrivalText({ kind, shown, times }: Arrival): string {
  const value = kind === "nothing" || kind === "null" || shown === "" ? kind : `${kind} ${shown}`;
  return `${printable(value)}${times === 1 ? "" : ` (${String(times)} times)`}`;
}

function correctionLines({ correction, uncorrectable }: Difference, printed: Set<string>): readonly string[] {
  if (correction === undefined)
    return uncorrectable === undefined ? [] : [`  no correction: ${printable(uncorrectable)}`];
  if (printed.has(correction.id)) return [`  correction: ${printable(correction.id)}, as above`];
  printed.add(correction.id);
  return ["  correction:", correctionText(correction).trimEnd()];
}

/** One entry of the list `corrections`, indented as it is there; ends in a line feed. */
export function correctionText(correction: ProposedCorrection): string {
  const document = new Document([correction], { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === "string" && node.value.search(unprintable) >= 0)
        node.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({ lineWidth: 0, indentSeq: true });
  return text.replace(unprintable, escape).replace(/^(?=.)/gm, "  ");
}

/** As a string in double quotes takes it. */
function escape(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
