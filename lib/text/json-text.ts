/**
 * JSON for a file or a terminal, with a newline at the end. Control and invisible formatting characters that JSON leaves
 * as they are (U+009B begins terminal commands, U+202E turns text around) are escaped; the value is the same.
 */
export const jsonText = (value: unknown, indent?: number): string =>
  `${JSON.stringify(value, undefined, indent).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, escaped)}\n`;

/** As JSON has it: two escapes for a character beyond the first 65,536. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
