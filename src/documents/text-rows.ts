// The rows of a table in a text.
import type { Line } from "./text-lines.ts";
import type { Span } from "./text-row-rules.ts";

/** A cell that may stand on a line of its own, below that of its row. */
export interface TextCell extends Span {
  readonly line?: Line;
}

export interface TextRow {
  readonly line: Line;
  readonly cells: readonly TextCell[];
  /** False where nothing tells where all cells of the row end. */
  readonly split: boolean;
  /** The cells are labels of columns. */
  readonly header: boolean;
}

export interface TextTable {
  readonly rows: readonly TextRow[];
  readonly last: number;
  /** Index of a line of dashes that stands before the first row. */
  readonly rule?: number;
}
