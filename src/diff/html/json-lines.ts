// Prints a JSON value as indented lines, each with the pointer of the member that it begins. Any depth: the stack is on the heap.

export interface JsonLine {
  readonly text: string;
  /** JSON pointer of what begins on the line; absent on a closing bracket. */
  readonly pointer?: string;
}

type Task =
  | { readonly kind: "close"; readonly text: string; readonly depth: number }
  | {
      readonly kind: "value";
      readonly value: unknown;
      readonly before: string;
      readonly after: string;
      readonly depth: number;
      readonly pointer: string;
    };

/** No deeper indentation than this, so that a deep value does not grow with the square of its depth. */
const DEEPEST_INDENT = 40;

export function jsonLines(root: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const tasks: Task[] = [{ kind: "value", value: root, before: "", after: "", depth: 0, pointer: "" }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const indent = "  ".repeat(Math.min(task.depth, DEEPEST_INDENT));
    if (task.kind === "close") {
      lines.push({ text: indent + task.text });
      continue;
    }
    const { value, before, after, depth, pointer } = task;
    const members = membersOf(value);
    if (members === undefined || members.entries.length === 0) {
      const text = members === undefined ? scalar(value) : members.open + members.close;
      lines.push({ text: indent + before + text + after, pointer });
      continue;
    }
    lines.push({ text: indent + before + members.open, pointer });
    tasks.push({ kind: "close", text: members.close + after, depth });
    for (let at = members.entries.length - 1; at >= 0; at -= 1) {
      const entry = members.entries[at];
      if (entry === undefined) continue;
      tasks.push({
        kind: "value",
        value: entry.value,
        before: members.named ? `${JSON.stringify(entry.key)}: ` : "",
        after: at === members.entries.length - 1 ? "" : ",",
        depth: depth + 1,
        pointer: `${pointer}/${entry.key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      });
    }
  }
  return lines;
}

interface Members {
  readonly open: string;
  readonly close: string;
  readonly named: boolean;
  readonly entries: readonly { readonly key: string; readonly value: unknown }[];
}

function membersOf(value: unknown): Members | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return {
      open: "[",
      close: "]",
      named: false,
      entries: items.map((item, at) => ({ key: String(at), value: item })),
    };
  }
  const entries = Object.entries(value).map(([key, member]: [string, unknown]) => ({ key, value: member }));
  return { open: "{", close: "}", named: true, entries };
}

function scalar(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? JSON.stringify(value)
    : "null";
}
