// Keeps bodies as files of their own, numbered in the order in which they came.
import { lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { headersFile } from "../check/parse-bodies.ts";

/** What is kept of a request. */
export interface Recording {
  readonly json: string;
  readonly name?: string;
  /** Kept in a file of its own beside the body: `000001-order-paid.headers.json`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Resolves to the path of the file of the body. */
export type RecordBody = (recording: Recording) => Promise<string>;

/** Numbers go on behind those in the folder, which is made; no file is written over. Rejects where there can be no such folder. */
export async function bodyRecorder(folder: string): Promise<RecordBody> {
  let next = await firstFree(folder);
  return async ({ json, name, headers }) => {
    const number = next;
    next += 1;
    for (let count = number; ; count += 1) {
      const path = join(folder, `${String(count).padStart(6, "0")}-${stem(name)}.json`);
      try {
        await writeFile(path, `${json}\n`, { flag: "wx", mode: 0o600 });
        if (headers !== undefined)
          await writeFile(headersFile(path), `${JSON.stringify(headers, null, 2)}\n`, { mode: 0o600 });
        return path;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
    }
  };
}

async function firstFree(folder: string): Promise<number> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats?.isSymbolicLink() === true) throw new Error("it is a symbolic link; name the folder that it leads to");
  await mkdir(folder, { recursive: true });
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d{1,9})-/.exec(name)?.[1] ?? 0));
  return numbers.reduce((most, number) => Math.max(most, number), 0) + 1;
}

/** A name comes from outside and may be anything. */
function stem(name = "body"): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 60);
  return plain === "" ? "body" : plain;
}
