// What the generated package is called, and what of the package that stands there already must last.

export interface PackageInfo {
  /** As in the register: `@acme/shop-webhooks`. */
  readonly name: string;
  readonly description?: string;
  /** Texts of files in the output folder; absent where there is none yet. */
  readonly existing?: {
    readonly packageJson?: string;
    readonly changelog?: string;
  };
}
