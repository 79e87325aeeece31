import { keyInfo } from '../policy/keys.ts';
import { nearest } from '../text/nearest.ts';
import { services, streamAction } from './stream-role.ts';

/** Prefixes of condition keys that this tool knows completely (Service Authorization Reference, domain-facts 3.4). */
const families = [...services, 'saml'];

/** Real prefixes that look like ours and are none of our business. */
const neighbours = ['workspaces-web', 'workspaces-instances', 'workspaces-thin-client'];

/**
 * What a misspelled action most likely means, for one that AWS certainly does not have: a name of the services that is
 * near to Stream, or Stream of a prefix that is near to theirs. Other names are left alone: services get new actions.
 */
export function misspelledStream(action: string): string | undefined {
  const [prefix = '', name = '', ...rest] = action.split(':');
  if (rest.length > 0 || /[*?]/.test(action)) return undefined;
  const service = likelyService(prefix);
  if (service === undefined) return undefined;
  const meant = streamAction(service);
  if (meant.toLowerCase() === action.toLowerCase()) return undefined;
  return /^stream/i.test(name) || nearest(name, ['Stream']) !== undefined ? meant : undefined;
}

function likelyService(prefix: string) {
  if (neighbours.includes(prefix.toLowerCase())) return undefined;
  const likely = nearest(prefix, services);
  return services.find((service) => service === likely);
}

export type KeySpelling = 'known' | 'wrong' | 'not known';

/**
 * Whether AWS has a condition key (lower case) that may stand in a streaming permission. `not known` is an answer about
 * this tool: the key may well exist.
 */
export function spellingOfKey(key: string): KeySpelling {
  if (keyInfo('stream', key) !== undefined || keyInfo('assume', key) !== undefined) return 'known';
  const colon = key.indexOf(':');
  if (colon < 0) return 'wrong';
  const prefix = key.slice(0, colon);
  return !neighbours.includes(prefix) && nearest(prefix, families) !== undefined ? 'wrong' : 'not known';
}

/** Keys that people write into trust policies and streaming permissions, as AWS spells them. */
const usualKeys = [
  'SAML:sub_type',
  'SAML:aud',
  'SAML:sub',
  'SAML:iss',
  'SAML:doc',
  'SAML:namequalifier',
  'aws:TagKeys',
  'aws:RequestTag',
  'aws:PrincipalTag',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
  'workspaces:userId',
  'appstream:userId',
];

/** The condition key that a misspelled one (in any letter case) most likely means; `undefined` for one that exists. */
export function nearestKey(key: string): string | undefined {
  if (keyInfo('stream', key.toLowerCase()) !== undefined && keyInfo('assume', key.toLowerCase()) !== undefined)
    return undefined;
  const meant = nearest(key, usualKeys);
  return meant?.toLowerCase() === key.toLowerCase() ? undefined : meant;
}
