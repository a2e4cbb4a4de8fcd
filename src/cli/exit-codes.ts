// What the exit codes of all commands mean.
export const EXIT = {
  fine: 0,
  /** A check found something: output would change, or lose what somebody edited; a warning under --strict, an invalid payload. */
  found: 1,
  /** Wrong usage, or an unusable register or file. */
  unusable: 2,
  /** A page has errors. */
  pageErrors: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
