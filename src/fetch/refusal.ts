// Why a page was not taken; the file that stands is then kept.

export interface Refusal {
  /** As `fetch/status`. */
  readonly rule: string;
  /** Goes on from "v3.5/webhooks.txt was not taken: ". */
  readonly why: string;
  readonly fix?: string;
}
