const sentence = 'a sentence of this tool with a message of AWS in it, at most 10,000 characters';
const url = 'a URL that AWS answered, at most 10,000 characters';
const copied = 'an error text that somebody copied, cut to 10,000 characters';

/**
 * Regular expressions that take more than time in proportion to the text, or of which that is not known, and what keeps
 * their texts short.
 */
export const bounded: Readonly<Record<string, string>> = {
  [String.raw`/[.\s]+$/`]: sentence,
  [String.raw`/<[^<>]*>|%3C.*?%3E/i`]: url,
  [String.raw`/[$#]?\{\{?[\w. -]*\}?\}|%7B[^{}]*?%7D/i`]: url,
  [String.raw`/\[[\w -]*[a-z][\w -]*\](?![:/]|$)|%5B[\w -]*?%5D/i`]: url,
  [String.raw`/\/idp\/profile\/(SAML2|Shibboleth)\/([\w-]+\/)*(SSO|ECP)$/`]: url,
  [String.raw`/rolesessionname .*failed to satisfy/`]: copied,
  [String.raw`/sourceidentity .*must match/`]: copied,
  [String.raw`/(response|assertion|token|saml\w*) (is |has |was )?(expired|not yet valid)/`]: copied,
  [String.raw`/registration code .*(invalid|not (valid|accepted))/`]: copied,
  [String.raw`/^(?:(?!euc-sso|appstream2|workspaces\.).)*?RelayState=(?=https?(?:%3A|:))/is`]:
    'one argument of a command line, which begins with it or does not match',
  [String.raw`/ Did you mean .*$/u`]: sentence,
  [String.raw`/\barn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\d*:[\w+=,.@/*-]*[\w*]/gu`]: sentence,
  [String.raw`/([A-Z]+)([A-Z][a-z])/g`]: 'the name of a call in the table of calls',
  [String.raw`/:?\s*$/u`]: 'a source that a rule names',
  [String.raw`/https:\/\/\S+$/u`]: 'a source that a rule names',
  [String.raw`/^([("']*)(.*?)([)"'.,;:!?…]*)$/u`]: 'one word of a text that is cut to 500 characters',
  [String.raw`/^([^/]+)\/([a-z-]+)\.([a-z-]+)(?:\.((?!error\.json$).+?))?(\.error)?\.json$/`]:
    'the path of a file, whose name has at most 255 bytes',
};

/** Files that make regular expressions while they run, and of what. */
export const made: Readonly<Record<string, string>> = {
  'lib/aws/object-store.ts': 'the names of two XML elements',
  'lib/collect/identity.ts': 'the name of an error',
  'lib/doctor/input.ts': 'the name of a form field',
  'lib/runtime/configuration.ts': 'the forms of Regions and rule ids, joined by commas',
  'lib/saml/access-url.ts': 'words that people leave in URLs',
  'lib/saml/idp.ts': 'the paths of identity providers',
};
