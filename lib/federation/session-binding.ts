import { evaluate, type NamedDocument, type StatementRef } from '../policy/evaluate.ts';
import type { Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { exists, findSession } from './ask.ts';
import { grantAlone } from './grants.ts';
import type { StreamRequest } from './permission.ts';
import { choicesOf, grantPatterns } from './resources.ts';
import { streamAction, type StreamGrant, type StreamRole } from './stream-role.ts';

/** How a grant ties the session that is asked for to the user who signed in. */
export interface SessionBinding {
  /** The directories or stacks that were tried. */
  readonly resources: () => readonly string[];
  /** A session that is not the user's own, and is let in. */
  readonly open?: StreamRequest;
  /** Whether the user's own session is let in anywhere. */
  readonly own: Truth;
  /** The user's own session, refused: what shows that `own` is false. */
  readonly refused?: StreamRequest;
  /** The Deny without which the user's own session would be let in. */
  readonly refusedBy?: StatementRef;
  /** Why nothing open was found, although there may be something. */
  readonly doubt?: string;
}

/**
 * Tries sessions against one grant: its statement, every Deny of the role, and the boundary where there is one.
 * Unlike in a normal sign-in, the user id and the NameID may be missing: IfExists, ForAllValues and the default value of
 * a variable let such requests in, and a policy must not depend on nobody ever sending one.
 */
export function bindingOf(
  grant: StreamGrant,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
  boundary: NamedDocument | undefined,
): SessionBinding {
  const alone = grantAlone(grant, documents);
  const { service, document } = grant;
  const bounds = boundary === undefined ? [] : [boundary];
  const resource = choicesOf(account, service, grantPatterns(grant), document.version, [...alone, ...bounds]);
  const base = { role, service, resource, namesMayBeMissing: true } as const;
  const open = findSession(account, {
    ...base,
    documents: alone,
    ...(boundary === undefined ? {} : { boundary }),
    session: "somebody else's",
    outcome: 'opened',
  });
  // What a boundary hides is another question: whether the user gets in is asked of the policies alone.
  const own = exists(findSession(account, { ...base, documents: alone, session: 'own', outcome: 'opened' }));
  const seen = {
    resources: () => resource.all().values,
    own,
    ...(open.kind === 'found' ? { open: open.found } : {}),
    ...(open.kind === 'unclear' ? { doubt: open.reason } : {}),
  };
  if (own !== false) return seen;
  const withoutDeny = grantAlone(grant, documents, () => false);
  const lost = findSession(account, { ...base, documents: withoutDeny, session: 'own', outcome: 'opened' });
  if (lost.kind === 'found') {
    // The very request that the grant lets in by itself, and what the Denies make of it.
    const { resource, context } = lost.found;
    const decision = evaluate(alone, { phase: 'stream', action: streamAction(service), resource, context });
    const refused = { ...lost.found, decision };
    return { ...seen, refused, ...(decision.effect === 'denied' ? { refusedBy: decision.by } : {}) };
  }
  const refused = findSession(account, { ...base, documents: alone, session: 'own', outcome: 'refused' });
  return { ...seen, ...(refused.kind === 'found' ? { refused: refused.found } : {}) };
}
