import { parseArn } from '../model/arn.ts';
import type { Context } from '../policy/context.ts';
import type { Domain, Shape } from '../policy/domain.ts';
import { keyInfo } from '../policy/keys.ts';
import { find, type Answer, type Question } from '../policy/search.ts';
import type { Account } from './account.ts';
import type { Layers } from './limits.ts';
import { subject } from './permission.ts';
import { sessionDomains } from './session-domains.ts';
import { streamAction, type Service, type StreamRole } from './stream-role.ts';

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
export const findOwnSession = (question: OwnSessionQuestion): Answer =>
  findInRegion((region) => find(ownSession(question, region)), question);

/** The same as a question of the search, to be asked by itself or together with the sign-in. */
export function ownSession(question: OwnSessionQuestion, region: Domain): Question {
  const { account, role, service, target, layers, outcome } = question;
  const userId = `${service}:userid`;
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always: true, shape: userName }],
    ['saml:sub_type', { fixed: ['persistent'] }],
    ['saml:namequalifier', { always: true }],
    [userId, { seeds: [subject], always: true, comparedWith: 'saml:sub', shape: userName }],
    ...sessionDomains(account, role, service),
    ['aws:requestedregion', region],
  ]);
  const isOwn = (context: Context) => context.get(userId)?.[0] === context.get('saml:sub')?.[0];
  return {
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
  };
}

/**
 * A streaming request is expected to be authorized in the Region of its resource, which AWS does not document: what holds
 * only there is true, and what fails only there is unclear.
 */
export function findInRegion(
  ask: (region: Domain) => Answer,
  { target, outcome }: Pick<OwnSessionQuestion, 'target' | 'outcome'>,
): Answer {
  const region = parseArn(target)?.region ?? '';
  const uncertain = keyInfo('stream', 'aws:requestedregion')?.availability;
  if (region === '' || uncertain?.kind !== 'open') return ask({});
  const expected = ask({ fixed: [region] });
  return expected.kind === 'none' && outcome === 'allowed' ? ask({ unknown: uncertain }) : expected;
}
