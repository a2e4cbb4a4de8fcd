// Who makes the files of versions, and how: in this thread.
import { hashOf } from "../cache/hash.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import { modelFrom } from "./settle-model.ts";

export interface Emitter {
  /** Loads what emitting needs, where that goes beside other work; to be called when a model is going to come. */
  readonly prepare: () => void;
  /** Takes the text of a model.json. Rejects only where hooksmith itself is wrong. */
  readonly emit: (model: string, packageName: string) => Promise<EmittedVersion>;
}

export interface EmittedVersion {
  /** Sorted by path. */
  readonly files: readonly OutputFile[];
  /** What the making took, without waiting for its turn. */
  readonly milliseconds: number;
}

/** Makes one version after the other; what versions share is formatted once. */
export function emitHere(): Emitter {
  const formatted = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    prepare: () => undefined,
    emit: (text, packageName) => {
      const made = last.then(async () => {
        const { emitVersion } = await import("../emit/index.ts");
        const started = performance.now();
        const emitted = await emitVersion(modelFrom(text), { packageName, formatted, text });
        const files = emitted.map((file) => ({ ...file, hash: hashOf(file.content) }));
        return { files, milliseconds: performance.now() - started };
      });
      last = made.catch(() => undefined);
      return made;
    },
  };
}
