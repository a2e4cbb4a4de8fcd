// The row of dashes below the header of a Markdown table.

/** The cells of such a row, as `---` or `:-:`; undefined for any other line. */
export function delimiterCells(row: string): readonly string[] | undefined {
  const cells = row.trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.every((cell) => /^:?-+:?$/.test(cell)) ? trimmed : undefined;
}
