/**
 * One line of text that is safe to print: runs of white space become one space, and the rest is as in `printable`.
 * Names, tags and error texts in an account are written by others.
 */
export const visible = (text: string): string => printable(text.trim().replaceAll(/\s+/gu, ' '));

/**
 * Text in which nothing but letters is left: control and invisible formatting characters (terminal escapes,
 * text-direction overrides) become `\u{…}`, so that none can move the cursor or reorder a report. What a CI system would
 * take for a command to it (`::error::`, `##[error]`) becomes harmless in the same way.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped).replaceAll(/(?<=^|\s)(?:::(?=[a-z])|##(?=\[))/giu, defused);

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const defused = (start: string): string => `${escaped(start)}${start.slice(1)}`;
