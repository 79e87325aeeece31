import type { Fact } from '../model/fact.ts';
import type { Domain } from '../policy/domain.ts';
import type { Account } from './account.ts';
import { epochSeconds } from './moment.ts';
import { services, type Service, type StreamRole } from './stream-role.ts';

/**
 * What every session of a role brings to a streaming request, whoever signed in (IAM User Guide, "AWS global
 * condition context keys").
 */
export function sessionDomains(
  account: Account,
  { role }: StreamRole,
  service: Service,
): readonly (readonly [string, Domain])[] {
  return [
    // Each service puts its own user id into the request, never the other's (Service Authorization Reference).
    ...services.filter((one) => one !== service).map((one) => [`${one}:userid`, { fixed: null }] as const),
    ['aws:currenttime', { fixed: [account.asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(account.asOf)] }],
    // A session that begins now: what the console's "Revoke sessions" writes denies older ones.
    ['aws:tokenissuetime', { fixed: [account.asOf] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:viaawsservice', { fixed: ['false'] }],
    ['aws:principalisawsservice', { fixed: ['false'] }],
    ['aws:principalarn', { fixed: [role.arn] }],
    ['aws:principalaccount', { fixed: [account.id] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [account.id] }],
    ...[...roleTags(role.tags)].map(
      ([tag, value]) => [`aws:principaltag/${tag}`, { seeds: [value], always: true }] as const,
    ),
  ];
}

/** Lower-case key → value. A role's tags are tags of its sessions, unless the sign-in brings others. */
export const roleTags = (tags: Fact<Readonly<Record<string, string>>>): ReadonlyMap<string, string> =>
  new Map(tags.state === 'known' ? Object.entries(tags.value).map(([key, value]) => [key.toLowerCase(), value]) : []);
