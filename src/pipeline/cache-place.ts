// Where results of earlier runs stand.

export interface CachePlace {
  readonly folder: string;
  /** Hash of the program. */
  readonly tool: string;
}
