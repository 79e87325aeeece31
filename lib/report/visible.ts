/**
 * One line of text that is safe to print: runs of white space become one space, and control and invisible formatting
 * characters (terminal escapes, text-direction overrides) become `\u{…}`. Names, tags and error texts in an account
 * are written by others; none may move the cursor or reorder a report.
 */
export const visible = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
