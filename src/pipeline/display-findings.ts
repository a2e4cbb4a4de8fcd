// Names files in findings as the user would: the input folder and the path in it.
import { posix, sep } from "node:path";
import type { Finding } from "../source/finding.ts";

export interface Told {
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

/** Each finding once. */
export function displayFindings(
  input: string,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
): Told {
  const root = input.split(sep).join("/");
  const shown = (file: string): string => posix.join(root, file);
  // A page that two versions share gives both the same findings: they are told once.
  const told = new Map(findings.map((found) => [identityOf(found), found]));
  for (const found of told.values()) if (found.file !== undefined) found.file = shown(found.file);
  return { findings: [...told.values()], sources: new Map([...sources].map(([file, text]) => [shown(file), text])) };
}

function identityOf({ file, place, ruleId, reason }: Finding): string {
  return JSON.stringify([file, place, ruleId, reason]);
}
