// Keeps bodies as files of their own, numbered in the order in which they came.
import { lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Resolves to the path of the file. */
export type RecordBody = (json: string, action: string | undefined) => Promise<string>;

/** Numbers go on behind those in the folder, which is made; no file is written over. Rejects where there can be no such folder. */
export async function bodyRecorder(folder: string): Promise<RecordBody> {
  let next = await firstFree(folder);
  return async (json, action) => {
    const number = next;
    next += 1;
    for (let count = number; ; count += 1) {
      const path = join(folder, `${String(count).padStart(6, "0")}-${stem(action)}.json`);
      try {
        await writeFile(path, `${json}\n`, { flag: "wx", mode: 0o600 });
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

/** An action comes from outside and may be anything. */
function stem(action = "body"): string {
  const plain = action
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 60);
  return plain === "" ? "body" : plain;
}
