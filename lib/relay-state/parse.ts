import type { RelayStateProblem } from '../model/relay-state-check.ts';
import { problem } from './findings.ts';

/** A relay state in its parts, exactly as it is written: nothing is repaired that a server would not repair. */
export interface RelayUrl {
  /** With its letter case; absent: the URL has none. */
  readonly scheme?: string;
  /** Host and whatever stands around it: user name, port. */
  readonly authority: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** What follows `#`, which browsers never send. */
  readonly fragment?: string;
}

interface Parameter {
  readonly name: string;
  /** Percent-decoded once; a plus sign stays a plus sign. */
  readonly value: string;
}

export interface Parsed {
  readonly url: RelayUrl;
  /** What is wrong with the text itself. */
  readonly problems: readonly RelayStateProblem[];
}

/** A URL longer than any relay state: the longest stack and application names are a few hundred characters. */
const longest = 4096;

/** Reads a pasted text as a relay state URL. What surrounds or escapes it is reported, and then looked through. */
export function parseRelayState(text: string): Parsed {
  const problems: RelayStateProblem[] = [];
  const report = (message: string, expected: string): void => {
    problems.push(problem('encoding', 'high', message, { actual: text, expected }));
  };
  if (text.trim() === '') {
    report('The relay state is empty.', 'a relay state URL');
    return { url: { authority: '', path: '', parameters: [] }, problems };
  }
  if (text.length > longest) report('The text is too long for a relay state.', `at most ${longest} characters`);
  let rest = text.slice(0, longest);
  const step = (changed: string, message: string, expected: string): void => {
    if (changed === rest) return;
    report(message, expected);
    rest = changed;
  };
  step(
    rest.replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF\u00AD]/g, ''),
    'The text holds invisible characters.',
    'no invisible characters',
  );
  step(rest.trim(), 'White space surrounds the URL.', 'the URL without white space around it');
  step(
    rest.replace(/^(["'`<“‘«])(.+?)(["'`>”’»])$/su, '$2').trim(),
    'Quotation marks or brackets surround the URL.',
    'the URL alone',
  );
  step(
    rest.replace(/^(?:(?!euc-sso|appstream2|workspaces\.).)*?RelayState=(?=https?(?:%3A|:))/is, ''),
    'The text wraps the relay state in a sign-in URL of the identity provider. The check continues with the relay state inside.',
    'the relay state URL alone',
  );
  step(
    /^https?%3a(%2f){2}/i.test(rest) ? decodeOnce(rest) : rest,
    'The whole URL is percent-encoded.',
    'the URL with : / ? & = as they are',
  );
  const escaped = /&(?:amp;|#38;|#x26;)([\w-]*)/i.exec(rest);
  if (escaped !== null) {
    const name = escaped[1] ?? '';
    problems.push(
      problem(
        'parameter',
        'high',
        `The parameter after the escaped & arrives at AWS as amp;${name}, which it does not know.`,
        {
          actual: `amp;${name}`,
          expected: name,
        },
      ),
    );
  }
  step(
    rest.replaceAll(/&(?:amp;|#38;|#x26;)/gi, '&'),
    'The URL is HTML-escaped: it holds &amp; instead of &.',
    '& between parameters',
  );
  step(rest.replaceAll('\\', '/'), 'The URL holds backslashes.', 'slashes');
  const separated = /[;?](?=(?:registrationCode|client|stack|accountId|app)=)/gi;
  const [path = '', ...query] = rest.split('?');
  const joined = query.join('?');
  if (separated.test(joined)) {
    problems.push(
      problem('parameter', 'high', 'Parameters are separated by something else than &.', {
        actual: joined,
        expected: joined.replaceAll(separated, '&'),
      }),
    );
    rest = `${path}?${joined.replaceAll(separated, '&')}`;
  }
  if (/\s/.test(rest)) report('The URL holds white space.', 'no white space');
  // Only the visible part of ASCII may stand in a URL (RFC 3986).
  if (/[^\s!-~]/.test(rest)) report('The URL holds characters that a URL cannot hold.', 'ASCII characters');
  if (/%(?![0-9a-f]{2})/i.test(rest))
    report('A percent sign is not followed by two hexadecimal digits.', 'for example %2B');
  const url = partsOf(rest);
  if (url.parameters.some(({ value }) => value !== value.trim())) {
    report('White space surrounds the value of a parameter.', 'the value without white space around it');
  }
  if (/%25[0-9a-f]{2}/i.test(rest))
    report('A part of the URL is percent-encoded twice.', 'percent-encoded once, or not');
  return { url, problems };
}

function partsOf(text: string): RelayUrl {
  const [, scheme, , authority = '', path = '', query = '', fragment] =
    /^(?:([a-z][a-z0-9+.-]*):(?=\/))?(\/{0,2})([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text) ?? [];
  return {
    ...(scheme === undefined ? {} : { scheme }),
    authority: authority.trim(),
    path,
    parameters: query.split('&').flatMap((piece): Parameter[] => {
      if (piece === '') return [];
      const at = piece.indexOf('=');
      const [name, value] = at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)];
      return [{ name: decodeOnce(name), value: decodeOnce(value) }];
    }),
    ...(fragment === undefined ? {} : { fragment }),
  };
}

/** What cannot be decoded stays as it is. */
function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
