// Reads a file, or standard input for "-".
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Console } from "./console.ts";

export async function readInput(
  file: string,
  { readStdin }: Console,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  try {
    return { bytes: file === "-" ? await readStdin() : readRegularFile(file) };
  } catch (error) {
    return { problem: `${file} can't be read: ${reason(error)}` };
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "reading it is not allowed";
  return error instanceof Error ? error.message : String(error);
}
