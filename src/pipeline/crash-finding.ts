// What a stage threw, as an error of the page that it worked on: one page that stops it must not stop the other versions.
import { finding, type Finding } from "../source/finding.ts";

const WORK = {
  reader: "reading the page",
  model: "making a model of the page",
  emitter: "writing the types and schemas of the page",
  comparison: "comparing the page's version with another",
} as const;

export function crashFinding(stage: keyof typeof WORK, file: string, thrown: unknown): Finding {
  return finding({
    rule: `internal/${stage}`,
    severity: "error",
    message: `${WORK[stage]} failed on something that hooksmith did not expect: ${reasonOf(thrown)}`,
    at: { file, line: 1, column: 1, offset: 0 },
    fix: "report it as a fault of hooksmith; its previous output is kept until then",
  });
}

function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.split("\n")[0]?.slice(0, 300) ?? "";
}

/** What `work` returns, or what `rescue` makes of what it throws. */
export async function rescued<T>(work: () => T | Promise<T>, rescue: (thrown: unknown) => T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    return rescue(thrown);
  }
}
