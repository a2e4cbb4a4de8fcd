// A proposed correction as YAML, ready to stand in docs-input/corrections.yaml.
import { stringify } from "yaml";
import type { ProposedCorrection } from "./difference.ts";

/** One entry of the list `corrections`, indented as it stands there; ends in a line feed. */
export function correctionText(correction: ProposedCorrection): string {
  const text = stringify([correction], { lineWidth: 0, indentSeq: true, aliasDuplicateObjects: false });
  return text.replace(/^(?=.)/gm, "  ");
}
