/** One step of a pattern. Literal text stays literal even when it holds `*` (a policy variable's value does). */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' };

/** `*` any run of characters, `?` any one; everything else stands for itself. */
export function globTokens(pattern: string): Token[] {
  return [...pattern].map((char) =>
    char === '*' ? { kind: 'many' } : char === '?' ? { kind: 'one' } : { kind: 'char', char },
  );
}

export const literalTokens = (text: string): Token[] => [...text].map((char) => ({ kind: 'char', char }));

/** Matches in time proportional to pattern × text: backtracks to the last `*` only. */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  const chars = [...text];
  let t = 0;
  let c = 0;
  let star = -1;
  let resume = 0;
  while (c < chars.length) {
    const token = tokens[t];
    if (token?.kind === 'many') {
      star = t++;
      resume = c;
    } else if (token !== undefined && (token.kind === 'one' || token.char === chars[c])) {
      t++;
      c++;
    } else if (star >= 0) {
      t = star + 1;
      c = ++resume;
    } else {
      return false;
    }
  }
  while (tokens[t]?.kind === 'many') t++;
  return t === tokens.length;
}

export const matchGlob = (pattern: string, text: string): boolean => matchTokens(globTokens(pattern), text);

/** Action names ignore case. */
export const matchAction = (pattern: string, action: string): boolean =>
  matchGlob(pattern.toLowerCase(), action.toLowerCase());

export const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);
