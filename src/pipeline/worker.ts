// A thread of the pool.
import type { FormattedCode } from "../emit/libraries.ts";
import { plainFinding } from "./findings.ts";
import { runTask, type Task } from "./tasks.ts";

export interface Order {
  readonly task: Task;
  /** Its one number is the index of the page that the task is at, for whoever ends it. */
  readonly page: Int32Array;
}

const formatted: FormattedCode = new Map();

/** The result with its findings as plain objects, since of an error only the message goes from thread to thread. */
export default async function work({ task, page }: Order): Promise<object> {
  const result = await runTask(task, (index) => Atomics.store(page, 0, index), formatted);
  return "findings" in result ? { ...result, findings: result.findings.map(plainFinding) } : result;
}
