// The emitters, as the pipeline uses them.
export type { EmittedFile } from "./emitted-file.ts";
export { type EmitOptions, emitVersion } from "./emit-version.ts";
export { emitPackage } from "./emit-package.ts";
export type { PackageInfo } from "./package/manifest.ts";
export { nameVersion, versionFolder } from "./names.ts";
export { validatorsCode } from "./validators/validators-code.ts";
export {
  compareOutput,
  type CompareResult,
  recoverOutput,
  type RecoverResult,
  writeOutput,
  type WriteOptions,
  type WriteResult,
} from "./write-output.ts";

export type { Conflict, OutputChanges } from "./output/plan.ts";
export type { OutputError } from "./output/output-error.ts";
