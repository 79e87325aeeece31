import stringWidth from 'string-width';
import { visible } from './visible.ts';

/**
 * Breaks text into lines of at most `width` columns at its spaces; wide characters take two. The first line starts with
 * `first`, all others with `rest` (default: as many spaces). A word that is longer than a line, such as an ARN, stays
 * whole: a cut ARN cannot be copied.
 */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(stringWidth(first))): string[] {
  const lines: string[] = [];
  let line = first;
  let columns = stringWidth(first);
  let empty = true;
  for (const word of visible(text).split(' ')) {
    const wordColumns = stringWidth(word);
    if (!empty && columns + 1 + wordColumns > width) {
      lines.push(line);
      [line, columns, empty] = [rest, stringWidth(rest), true];
    }
    line += empty ? word : ` ${word}`;
    columns += empty ? wordColumns : wordColumns + 1;
    empty = false;
  }
  return [...lines, line];
}

/** The first lines of some, the last one with an ellipsis where more followed. */
export function firstLines(lines: readonly string[], count: number, width: number): readonly string[] {
  if (lines.length <= count) return lines;
  const shown = lines.slice(0, count);
  return [...shown.slice(0, -1), ellipsis(shown.at(-1) ?? '', width)];
}

/** One line of at most `width` columns. */
export function oneLine(text: string, width: number, first = ''): string {
  const line = `${first}${visible(text)}`;
  return stringWidth(line) <= width ? line : ellipsis(line, width);
}

function ellipsis(line: string, width: number): string {
  const characters = [...new Intl.Segmenter('en').segment(line)].map(({ segment }) => segment);
  while (characters.length > 0 && stringWidth(characters.join('')) > width - 1) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
