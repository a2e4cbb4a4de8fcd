// Finds comments of a sample that speak of absence, null or values in words that no rule reads.
import type { SampleBlock } from "../reference/reference.ts";
import type { SampleComment, SampleNode } from "../samples/sample.ts";
import type { Finding } from "../source/finding.ts";
import { unreadTopics } from "./infer/read-comments.ts";
import { unreadFinding } from "./report-unread.ts";

/** @param called what findings call the root */
export function unreadComments(root: SampleNode, block: SampleBlock, called: string): readonly Finding[] {
  const findings: Finding[] = [];
  const see = (name: string, comments: readonly SampleComment[]): void => {
    for (const { text, offset, length } of comments) {
      const at = block.locate(offset, offset + length);
      for (const topic of unreadTopics(text))
        findings.push(unreadFinding("model/unread-note", topic, [name], at, text));
    }
  };
  const open: { readonly name: string; readonly node: SampleNode }[] = [{ name: called, node: root }];
  for (const { name, node } of open) {
    if (node.kind === "scalar") continue;
    see(name, node.comments);
    if (node.kind === "object") {
      for (const { key, value, replaced = [], comments } of node.members) {
        see(key, comments);
        for (const one of [...replaced, value]) open.push({ name: key, node: one });
      }
    } else {
      for (const { value, comments } of node.items) {
        see(name, comments);
        open.push({ name, node: value });
      }
    }
  }
  return findings;
}
