// Reads a member of a shown body by its path.
import type { Position } from "../../source/finding.ts";
import type { SampleMember, SampleNode } from "../../samples/sample.ts";
import type { ShownBody } from "./scan.ts";

/** A text at a path; undefined for any other value. */
export function bodyValue(
  { root, at }: Pick<ShownBody, "root" | "at">,
  path: string,
): { readonly value: string; readonly at: Position } | undefined {
  const value = memberAt(root, path.split("."))?.value;
  if (value?.kind !== "scalar" || typeof value.value !== "string") return undefined;
  return { value: value.value, at: at(value.offset, value.offset + value.length) };
}

/** The member at a path of a sample; undefined where there is none. */
export function memberAt(root: SampleNode, path: readonly string[]): SampleMember | undefined {
  let node: SampleNode | undefined = root;
  let member: SampleMember | undefined;
  for (const step of path) {
    if (node?.kind !== "object") return undefined;
    member = node.members.findLast(({ key }) => key === step);
    node = member?.value;
  }
  return member;
}
