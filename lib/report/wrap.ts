import { visible } from './visible.ts';

/**
 * Breaks text into lines of at most `width` characters at its spaces. The first line starts with `first`, all others
 * with `rest` (default: as many spaces). A word that is longer than a line, such as an ARN, stays whole: a cut ARN
 * cannot be copied.
 */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of visible(text).split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      [line, empty] = [rest, true];
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
