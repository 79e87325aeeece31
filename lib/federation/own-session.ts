import type { Context } from '../policy/context.ts';
import type { Domain, Shape } from '../policy/domain.ts';
import { keyInfo } from '../policy/keys.ts';
import { find, type Answer } from '../policy/search.ts';
import type { Account } from './account.ts';
import type { Layers } from './limits.ts';
import { epochSeconds } from './moment.ts';
import { subject } from './permission.ts';
import { services, streamAction, type Service, type StreamRole } from './stream-role.ts';

export interface OwnSessionQuestion {
  readonly account: Account;
  readonly role: StreamRole;
  readonly service: Service;
  /** ARN of the directory or stack. */
  readonly target: string;
  /** Identity policies, and the permissions boundary where there is one. */
  readonly layers: Layers;
  readonly outcome: 'allowed' | 'refused';
}

/**
 * What a NameID that equals a user name looks like: WorkSpaces user names are those of Active Directory, which have none
 * of these characters.
 */
const userName: Shape = { char: /^[^"/\\[\]:;|=,+*?<>{}$]$/u, least: 1, most: 256 };

/** Is there a user whose request for their own session, after a correct sign-in, is decided so? */
export function findOwnSession(question: OwnSessionQuestion): Answer {
  const { account, role, service, target, layers, outcome } = question;
  const userId = `${service}:userid`;
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always: true, shape: userName }],
    ['saml:sub_type', { fixed: ['persistent'] }],
    ['saml:namequalifier', { always: true }],
    [userId, { seeds: [subject], always: true, comparedWith: 'saml:sub', shape: userName }],
    ...services.filter((one) => one !== service).map((one): [string, Domain] => [`${one}:userid`, { fixed: null }]),
    ['aws:currenttime', { fixed: [account.asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(account.asOf)] }],
    // Users who signed in before are no matter here: a Deny of older sessions leaves new sign-ins alone.
    ['aws:tokenissuetime', { fixed: [account.asOf] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:viaawsservice', { fixed: ['false'] }],
    ['aws:principalisawsservice', { fixed: ['false'] }],
    ['aws:principalarn', { fixed: [role.role.arn] }],
    ['aws:principalaccount', { fixed: [account.id] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [account.id] }],
  ]);
  for (const key of keysOf(layers)) {
    const shape = keyInfo('stream', key)?.shape;
    if (shape !== undefined && !domains.has(key)) domains.set(key, { shape });
  }
  const isOwn = (context: Context) => context.get(userId)?.[0] === context.get('saml:sub')?.[0];
  return find({
    phase: 'stream',
    domains,
    tests: [{ keys: ['saml:sub', userId], holds: isOwn }],
    asks: [
      {
        effect: outcome,
        layers,
        target: { phase: 'stream', action: streamAction(service), resource: target },
      },
    ],
  });
}

const keysOf = (layers: Layers): ReadonlySet<string> =>
  new Set(
    layers
      .flat()
      .flatMap(({ document }) => document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key))),
  );
