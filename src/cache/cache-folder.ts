// The folder of the cache: the user's own on every system, never one of the folder that the program is called in.
import { homedir } from "node:os";
import { posix, win32 } from "node:path";

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder; may throw where the system knows none. */
  readonly home: () => string;
}

/** Of this process. */
export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir };
}

/**
 * `$HOOKSMITH_CACHE`, else `hooksmith` in `$XDG_CACHE_HOME`, else in the system's folder for caches: `~/Library/Caches`,
 * `%LOCALAPPDATA%`, `~/.cache`. A folder that is not named absolutely depends on where the program is called, so it is left
 * out, but for the one that the user named for this program. Undefined where there is none.
 */
export function cacheFolder({ env, platform, home }: Surroundings): string | undefined {
  const named = env["HOOKSMITH_CACHE"] ?? "";
  if (named !== "") return named;
  const { isAbsolute, join } = platform === "win32" ? win32 : posix;
  const parent = [env["XDG_CACHE_HOME"], ofSystem()].find((folder) => folder !== undefined && isAbsolute(folder));
  return parent === undefined ? undefined : join(parent, "hooksmith");

  function ofSystem(): string | undefined {
    if (platform === "win32" && (env["LOCALAPPDATA"] ?? "") !== "") return env["LOCALAPPDATA"];
    try {
      const inHome = { darwin: ["Library", "Caches"], win32: ["AppData", "Local"] };
      return join(home(), ...(platform === "darwin" || platform === "win32" ? inHome[platform] : [".cache"]));
    } catch {
      return undefined;
    }
  }
}
