import { RE2JS } from 're2js';

/** A regular expression that somebody configured. */
export interface Pattern {
  /** Whether it matches anywhere in the text. */
  readonly isFoundIn: (text: string) => boolean;
}

/**
 * The pattern of a text, or why it is none. RE2 matches in time proportional to the text, whatever the pattern; look-around
 * and backreferences, which make that impossible, are no part of it.
 */
export function patternOf(text: string): Pattern | { readonly problem: string } {
  try {
    const compiled = RE2JS.compile(text);
    return { isFoundIn: (name) => compiled.matcher(name).find() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: message.replace('error parsing regexp: ', '').replace(/: `[^`]*`$/, '') };
  }
}
