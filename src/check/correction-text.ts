// A proposed correction as YAML, ready to stand in docs-input/corrections.yaml and to be shown on a terminal.
import { Document, isScalar, visit } from "yaml";
import { TAGS, UNSEEN } from "../source/printable.ts";
import type { ProposedCorrection } from "./difference.ts";

const unprintable = new RegExp(`[${UNSEEN}]|${TAGS}`, "g");

/** One entry of the list `corrections`, indented as it stands there; ends in a line feed. */
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
