// Turns a sample's tree into the plain value that its JSON stands for.
import type { SampleNode } from "./sample.ts";

interface Job {
  readonly node: SampleNode;
  readonly put: (value: unknown) => void;
}

/** Strict JSON: objects own every key, `__proto__` too. */
export function toJson(node: SampleNode): unknown {
  let root: unknown;
  const jobs: Job[] = [{ node, put: (value) => (root = value) }];
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    const { node: current, put } = job;
    if (current.kind === "scalar") put(current.value);
    else if (current.kind === "array") {
      const items: unknown[] = current.items.map(() => undefined);
      put(items);
      for (const [index, { value }] of current.items.entries())
        jobs.push({ node: value, put: (made) => (items[index] = made) });
    } else {
      const object: Record<string, unknown> = {};
      put(object);
      for (const { key, value } of current.members) {
        own(object, key, undefined);
        jobs.push({
          node: value,
          put: (made) => {
            own(object, key, made);
          },
        });
      }
    }
  }
  return root;
}

function own(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
