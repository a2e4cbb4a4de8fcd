// A thread of the pool.
import type { FormattedCode } from "../emit/format-code.ts";
import { runTask, type Results, type Task } from "./tasks.ts";

export interface Order {
  readonly task: Task;
  /** Its one number is the index of the page that the task is at, for whoever ends it. */
  readonly page: Int32Array;
}

const formatted: FormattedCode = new Map();

export default function work({ task, page }: Order): Promise<Results[Task["kind"]]> {
  return runTask(task, (index) => Atomics.store(page, 0, index), formatted);
}
