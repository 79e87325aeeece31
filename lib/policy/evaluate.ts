import type { Patterns, PolicyDocument, Principals, Statement } from './document.ts';
import { emptyContext, type Context } from './context.ts';
import type { Request } from './request.ts';
import { conditionHolds, matchArnTokens } from './condition.ts';
import { resolve } from './variables.ts';
import { every, not, some, unclear, type Truth } from './truth.ts';
import { parseArn } from '../model/arn.ts';
import { globTokens, hasWildcard, matchAction, matchTokens, type Token } from './wildcard.ts';

/** A document with the name that people know it by. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** What the policies say about one request, and which statement decided. */
export type Decision =
  | { readonly effect: 'allowed' | 'denied'; readonly by: StatementRef }
  | { readonly effect: 'not-allowed' }
  | { readonly effect: 'unclear'; readonly reason: string };

export interface StatementRef {
  readonly policy: string;
  readonly statement: Statement;
}

/** A request without its context: what thousands of requests of one search have in common. */
export type Target = Omit<Request, 'context'>;

/**
 * Evaluates documents of one kind together (all identity policies of a role, or its one trust policy): an explicit
 * Deny wins, then any Allow, else nothing is allowed. A statement that cannot be judged makes the answer unclear only
 * where it could change it: an unclear Allow next to a clear one does not matter, an unclear Deny does.
 */
export const evaluate = (documents: readonly NamedDocument[], request: Request): Decision =>
  decider(documents, request)(request.context);

/** As `evaluate`, for many contexts of one target: what does not depend on the context is asked once. */
export function decider(documents: readonly NamedDocument[], target: Target): (context: Context) => Decision {
  const candidates = documents.flatMap(({ name, document }) =>
    document.statements.flatMap((statement): Candidate[] => {
      const about = speaksAbout(statement, document, target);
      return about === false ? [] : [{ ref: { policy: name, statement }, document, about }];
    }),
  );
  return (context) => decide(candidates, { ...target, context });
}

/**
 * Which statements may apply to a target: two resources with the same answer are decided alike in every context.
 * `undefined` where a resource pattern has variables, so that the context decides.
 */
export function coverage(documents: readonly NamedDocument[], target: Target): string | undefined {
  const marks: string[] = [];
  for (const [at, { document }] of documents.entries()) {
    for (const statement of document.statements) {
      if (!actionMatches(statement, target.action)) continue;
      if (hasVariables(statement.resources, document)) return undefined;
      const about = speaksAbout(statement, document, target);
      if (about !== false) marks.push(`${at}.${statement.index}${about === true ? '' : '?'}`);
    }
  }
  return marks.join();
}

/** A statement that may apply to the target, as far as its context does not matter. */
interface Candidate {
  readonly ref: StatementRef;
  readonly document: PolicyDocument;
  readonly about: Truth;
}

function decide(candidates: readonly Candidate[], request: Request): Decision {
  let allowedBy: StatementRef | undefined;
  let doubt: string | undefined;
  let denyDoubt: string | undefined;
  for (const { ref, document, about } of candidates) {
    const applies = candidateApplies(ref.statement, document, about, request);
    if (applies === false) continue;
    if (ref.statement.effect === 'Deny') {
      if (applies === true) return { effect: 'denied', by: ref };
      denyDoubt ??= applies.unclear;
    } else if (applies === true) allowedBy ??= ref;
    else doubt ??= applies.unclear;
  }
  if (allowedBy !== undefined) {
    return denyDoubt === undefined ? { effect: 'allowed', by: allowedBy } : { effect: 'unclear', reason: denyDoubt };
  }
  return doubt === undefined ? { effect: 'not-allowed' } : { effect: 'unclear', reason: doubt };
}

/** Principal, action and resource; a resource with variables waits for the context. */
export function speaksAbout(statement: Statement, document: PolicyDocument, target: Target): Truth {
  return every<() => Truth>(
    [
      () => actionMatches(statement, target.action),
      () => principalMatches(statement, target),
      () =>
        hasVariables(statement.resources, document) ||
        resourceMatches(statement.resources, document, { ...target, context: emptyContext }),
    ],
    (part) => part(),
  );
}

function candidateApplies(statement: Statement, document: PolicyDocument, about: Truth, request: Request): Truth {
  if (about === false) return false;
  const resource = hasVariables(statement.resources, document)
    ? resourceMatches(statement.resources, document, request)
    : true;
  if (resource === false) return false;
  const conditions = every(statement.conditions, (condition) => conditionHolds(condition, document.version, request));
  if (conditions === false) return false;
  if (about !== true) return about;
  return resource === true ? conditions : resource;
}

export const hasVariables = (resources: Patterns | undefined, document: PolicyDocument): boolean =>
  document.version === '2012-10-17' && resources?.patterns.some((pattern) => pattern.includes('${')) === true;

/** Whether the statement's `Action`/`NotAction` covers an action, wildcards included. */
export function actionMatches(statement: Statement, action: string): boolean {
  const named = statement.actions.patterns.some((pattern) => matchAction(pattern, action));
  return statement.actions.negated ? !named : named;
}

function principalMatches({ principal, effect }: Statement, request: Target): Truth {
  if (request.federatedPrincipal === undefined) {
    return principal === undefined ? true : unclear('an identity policy has no Principal');
  }
  if (principal === undefined) return unclear('a trust policy statement needs a Principal');
  const named = namesProvider(principal, request.federatedPrincipal, effect);
  return principal.negated ? not(named) : named;
}

/**
 * For a SAML sign-in AWS documents `*` and `{"AWS": "*"}` as everyone, and wildcards inside an ARN as no wildcards.
 * `{"Federated": "*"}` is documented nowhere: where it would let in it is taken for everyone, and where it would keep
 * out it protects nothing for certain.
 */
function namesProvider(principal: Principals, provider: string, effect: Statement['effect']): Truth {
  if (principal.everyone || principal.aws.includes('*') || principal.federated.includes(provider)) return true;
  if (!principal.federated.includes('*')) return false;
  return effect === 'Allow' && !principal.negated
    ? true
    : unclear('AWS does not document whether {"Federated": "*"} matches a SAML provider');
}

export function resourceMatches(resources: Patterns | undefined, document: PolicyDocument, request: Request): Truth {
  if (request.resource === undefined) {
    return resources === undefined ? true : unclear('a trust policy has no Resource');
  }
  if (resources === undefined) return unclear('an identity policy statement needs a Resource');
  const { resource } = request;
  const named = some(resources.patterns, (pattern) => patternMatchesResource(pattern, resource, document, request));
  return resources.negated ? not(named) : named;
}

function patternMatchesResource(pattern: string, resource: string, document: PolicyDocument, request: Request): Truth {
  if (!pattern.includes('${') || document.version !== '2012-10-17') return resourcePatternMatches(pattern, resource);
  const tokens = resolve(pattern, document.version, request, true);
  if (tokens === null) return false;
  return 'unclear' in tokens ? tokens : resourceTokensMatch(tokens, pattern, resource);
}

/**
 * Wildcards stand for text inside one part of an ARN, and IAM completes an ARN that has too few parts with `*`. It also
 * says that a `*` at the end of a part may reach over colons; for a short ARN that contradicts the completion, so a
 * pattern that covers the resource only that way is unclear. Sources: IAM User Guide, "Resource" and "Grammar".
 */
export function resourceTokensMatch(tokens: readonly Token[], asWritten: string, resource: string): Truth {
  if (matchArnTokens(completeArn(tokens), resource) === true) return true;
  return matchTokens(tokens, resource) ? unclear(`whether ${asWritten} covers ${resource} is not documented`) : false;
}

/** For patterns without variables, such as those of `Resource` elements that are compared with a known ARN. */
export function resourcePatternMatches(pattern: string, arn: string): Truth {
  if (pattern === '*' || pattern === arn) return true;
  // Most patterns are whole ARNs, and most differ from the one in question.
  if (!hasWildcard(pattern) && parseArn(pattern) !== undefined) return false;
  return resourceTokensMatch(globTokens(pattern), pattern, arn);
}

/** A pattern with fewer than the six parts of an ARN, and `*` for each of the missing ones. */
export function completeArn(tokens: readonly Token[]): readonly Token[] {
  const colons = tokens.filter((token) => token.kind === 'char' && token.char === ':').length;
  const missing = Array.from({ length: Math.max(0, 5 - colons) }, () => globTokens(':*')).flat();
  return [...tokens, ...missing];
}
