import type { Context } from '../policy/context.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import type { Account } from './account.ts';
import {
  actionsFor,
  everythingBrought,
  findCorrectSignIn,
  providerFacts,
  type SignInQuestion,
} from './correct-sign-in.ts';
import type { StreamRole } from './stream-role.ts';

/** A sign-in that a trust policy allows. */
export interface AllowedSignIn {
  readonly provider: string;
  readonly context: Context;
  /** `saml:sub_type`; undefined: the assertion names no NameID format. */
  readonly subjectType: string | undefined;
  /** `saml:aud`; undefined: the policy does not compare it. */
  readonly audience: string | undefined;
  /** The statement that allows it. */
  readonly statement: Statement | undefined;
}

export type SignInReply =
  | { readonly kind: 'found'; readonly found: AllowedSignIn }
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly reason: string };

export interface SignInDemand {
  readonly subjectType?: SignInQuestion['subjectType'];
  /** Default: anywhere on an AWS sign-in host. */
  readonly recipients?: SignInQuestion['recipients'];
  readonly audience?: SignInQuestion['audience'];
}

/**
 * Is there a sign-in through the provider that the trust policy allows, whatever tags and source identity it carries?
 * Issuer, `saml:doc` and Recipient are such as AWS accepts from the provider; what could not be read about the provider
 * can be anything.
 */
export function findAllowedSignIn(
  role: StreamRole,
  trust: PolicyDocument,
  provider: string,
  account: Account,
  demand: SignInDemand,
): SignInReply {
  let doubt: string | undefined;
  for (const facts of providerFacts(account, provider)) {
    for (const brings of everythingBrought) {
      const answer = findCorrectSignIn({
        account,
        role: role.role,
        trust,
        facts,
        tags: [],
        ...brings,
        recipients: demand.recipients ?? 'on an AWS host',
        ...(demand.subjectType === undefined ? {} : { subjectType: demand.subjectType }),
        ...(demand.audience === undefined ? {} : { audience: demand.audience }),
        actions: actionsFor([], brings),
        outcome: 'allowed',
      });
      if (answer.kind === 'unclear') doubt ??= answer.reason;
      if (answer.kind !== 'found') continue;
      const { context, decisions } = answer.witness;
      const [decision] = decisions;
      return {
        kind: 'found',
        found: {
          provider,
          context,
          subjectType: context.get('saml:sub_type')?.[0],
          audience: context.get('saml:aud')?.[0],
          statement: decision?.effect === 'allowed' ? decision.by.statement : undefined,
        },
      };
    }
  }
  return doubt === undefined ? { kind: 'none' } : { kind: 'unclear', reason: doubt };
}
