import { awsPlace } from './aws-hosts.ts';
import { parseUrl, wrongUrl, type WrongUrl } from './idp.ts';

/** What is wrong with a user access URL whatever else the account holds. */
export interface UrlFault {
  readonly kind: 'placeholder' | 'template' | 'not-a-url' | 'aws' | 'relay-state' | 'not-https' | WrongUrl['kind'];
  /** Reads on after the URL: "is a placeholder". */
  readonly clause: string;
}

/** What users see at a URL that starts no sign-in; AWS does not describe it. */
export const noSignInPage = 'A page that is not the sign-in page of the identity provider';

/**
 * Values with which no sign-in at an identity provider starts, or none that is safe (`not-https`); `undefined` when
 * nothing speaks against the URL. Text work only: whether the URL answers is not asked.
 */
export function accessUrlFault(userAccessUrl: string): UrlFault | undefined {
  if (isPlaceholder(userAccessUrl)) return { kind: 'placeholder', clause: 'is a placeholder' };
  const left = templateText(userAccessUrl);
  if (left !== undefined) return { kind: 'template', clause: `still holds ${left} of a template` };
  const url = parseUrl(userAccessUrl);
  if (url === undefined) return { kind: 'not-a-url', clause: 'is not an absolute https URL' };
  return awsFault(url) ?? wrongUrl(url) ?? metadataFault(url) ?? httpFault(url);
}

const words =
  'place-?holder|change-?me|replace-?me|fill-?me|dummy|to-?do|tbd|n-?a|none|null|undefined|unknown|temp|test|foo|bar';

/** The word alone, or as the whole host or its last but one label: `https://placeholder`, `www.placeholder.com`. */
const placeholderUrl = new RegExp(`^(https?:/*)?(www\\.)?(${words})(\\.[a-z]{2,10})?(:\\d+)?([/?#].*)?$`, 'i');

/** Reserved for documentation (RFC 2606), as bare hosts; a host below them can be a replaced name. */
const exampleHost = /^https?:\/\/(www\.)?example\.(com|org|net|edu)\/*$/i;

const isPlaceholder = (text: string): boolean =>
  placeholderUrl.test(text) ||
  exampleHost.test(text) ||
  /(^|[^a-z-])placeholder([^a-z-]|$)/i.test(text.replace(/[?#].*$/s, ''));

/** Brackets of any kind around a name, as they are or as URLs encode them. */
const brackets = [
  /<[^<>]*>|%3C.*?%3E/i,
  /[$#]?\{\{?[\w. -]*\}?\}|%7B[^{}]*?%7D/i,
  /\[[\w -]*[a-z][\w -]*\](?![:/]|$)|%5B[\w -]*?%5D/i,
];

/** What people leave where AWS's table and the vendors' pages name a part of the URL. */
const leftOver = new RegExp(
  [
    String.raw`your[-_ ]?(own[-_ ]?)?(app(lication)?|client|tenant|company|domain|sub[-_]?domain|org(ani[sz]ation)?|idp|okta|adfs|host|fqdn|realm|region|server|name)([-_ ]?(id|name|domain|host))?`,
    String.raw`(app(lication)?|tenant|client|idp|sp)[-_]?id`,
    String.raw`(app(lication)?|tenant|client|host|domain|realm)[-_]name`,
    String.raw`sub[-_]?domain`,
    String.raw`rel(a)?ying[-_]party[-_](uri|id)`,
    String.raw`x{4,}(-x{2,})*`,
    String.raw`0{8}-0{4}-0{4}-0{4}-0{12}`,
  ].join('|'),
  'i',
);

/** The part of the text that a template left, as it stands there. */
function templateText(text: string): string | undefined {
  for (const bracket of brackets) {
    const [found] = bracket.exec(text) ?? [];
    if (found !== undefined) return found;
  }
  // Names of query parameters are the product's; their values, host labels and path segments are people's.
  const [address = '', query = ''] = text.replace(/^https?:\/\//i, '').split('?');
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
  const parts = [...address.split(/[/.:]/), ...(query === '' ? [] : values)];
  return parts.find((part) => leftOver.exec(part)?.[0].length === part.length && part !== '');
}

function awsFault(url: URL): UrlFault | undefined {
  const place = awsPlace(url.hostname, url.pathname);
  if (place === undefined || place.kind === 'application') return undefined;
  return place.kind === 'relay-state'
    ? { kind: 'relay-state', clause: "is a relay state, which belongs in the identity provider's configuration" }
    : { kind: 'aws', clause: `is ${place.name}, not a URL of the identity provider` };
}

/** Whatever the vendor, a document and not a page. */
function metadataFault({ pathname }: URL): UrlFault | undefined {
  const isMetadata =
    /(^|\/)([\w-]*metadata)(\.(xml|php))?(\/|$)/i.test(pathname) ||
    /\/protocol\/saml\/descriptor\/?$/.test(pathname) ||
    /\/idp\/shibboleth\/?$/.test(pathname);
  return isMetadata ? { kind: 'metadata', clause: 'is the URL of a metadata document' } : undefined;
}

const httpFault = ({ protocol }: URL): UrlFault | undefined =>
  protocol === 'http:'
    ? { kind: 'not-https', clause: 'is not https: anyone who controls the network can show users another sign-in page' }
    : undefined;
