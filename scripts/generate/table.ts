/** A table of two columns, laid out as the formatter would. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = '', ...body] = rows.map((cells) => line(cells));
  return [head, line(['', ''], '-'), ...body].join('\n');
}
