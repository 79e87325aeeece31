import { infoOf, uncertaintyOf, type Request } from './request.ts';
import type { PolicyVersion } from './document.ts';
import { globTokens, literalTokens, type Token } from './wildcard.ts';
import { unclear, type Unclear } from './truth.ts';

/**
 * A policy value split at its variables (`${saml:sub}`, `${aws:PrincipalTag/x, 'default'}`, `${*}`).
 * Source: IAM User Guide "IAM policy elements: Variables and tags" (domain-facts 3.6).
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'special'; readonly char: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  /** Looks like a variable, but not in a form that AWS documents. */
  | { readonly kind: 'malformed'; readonly text: string };

/** Only version 2012-10-17 knows variables; in any other the whole value is plain text. */
export function splitVariables(value: string, version: PolicyVersion | undefined): Part[] {
  if (version !== '2012-10-17') return value === '' ? [] : [{ kind: 'text', text: value }];
  const parts: Part[] = [];
  let end = 0;
  for (const match of value.matchAll(/\$\{(\$|[^${}]*)\}/g)) {
    const part = readVariable(match[1] ?? '');
    if (part === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: value.slice(end, match.index) });
    parts.push(part);
    end = match.index + match[0].length;
  }
  if (end < value.length) parts.push({ kind: 'text', text: value.slice(end) });
  return parts;
}

function readVariable(body: string): Part | undefined {
  if (body === '*' || body === '?' || body === '$') return { kind: 'special', char: body };
  if (!body.includes(':')) return undefined;
  const [, key, , fallback] = /^([^,'\s](?:[^,']*[^,'\s])?)(, '([^']*)')?$/.exec(body) ?? [];
  if (key === undefined) return { kind: 'malformed', text: `\${${body}}` };
  return { kind: 'variable', key: key.toLowerCase(), ...(fallback === undefined ? {} : { fallback }) };
}

/** The keys of the variables in a value, lower case. */
export const variableKeys = (value: string, version: PolicyVersion | undefined): string[] =>
  splitVariables(value, version).flatMap((part) => (part.kind === 'variable' ? [part.key] : []));

/**
 * The value with its variables replaced from the request, as pattern tokens: what a variable brings in is literal.
 * `null`: a variable has no value, so nothing equals or resembles it. `wildcards` says whether `*` and `?` of the
 * written text are wildcards (StringLike, ArnLike, Resource) or plain characters (StringEquals).
 */
export const resolve = (
  value: string,
  version: PolicyVersion | undefined,
  request: Request,
  wildcards: boolean,
): readonly Token[] | null | Unclear => resolveParts(splitVariables(value, version), request, wildcards);

/** As `resolve`, for a value that was split before. Parts without variables need no request. */
export function resolveParts(
  parts: readonly Part[],
  request: Request | undefined,
  wildcards: boolean,
): readonly Token[] | null | Unclear {
  const tokens: Token[] = [];
  for (const part of parts) {
    if (part.kind === 'text') tokens.push(...(wildcards ? globTokens(part.text) : literalTokens(part.text)));
    else if (part.kind === 'special') tokens.push({ kind: 'char', char: part.char });
    else if (part.kind === 'malformed') return unclear(`${part.text} is not a documented form of a policy variable`);
    else {
      const text = request === undefined ? null : variableValue(part.key, part.fallback, request);
      if (text === null || typeof text !== 'string') return text;
      tokens.push(...literalTokens(text));
    }
  }
  return tokens;
}

function variableValue(key: string, fallback: string | undefined, request: Request): string | null | Unclear {
  const info = infoOf(request, key);
  if (info === undefined) return unclear(`the policy variable \${${key}} is not one this tool models`);
  if (info.availability.kind === 'never') return fallback ?? null;
  if (info.multivalued) return unclear(`\${${key}} has several values and is no policy variable`);
  const uncertain = uncertaintyOf(request, key, info);
  if (uncertain !== undefined) return unclear(`${key} is unknown: ${uncertain.because}`);
  return request.context.get(key)?.[0] ?? fallback ?? null;
}
