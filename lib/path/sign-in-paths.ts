import { known, mapFact, type Fact, type Unreadable } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { FederationPath, PathStatus, PathStep } from '../model/path.ts';
import type { Directory, Stack } from '../model/snapshot.ts';
import { resourcePatternMatches, type NamedDocument } from '../policy/evaluate.ts';
import type { Truth } from '../policy/truth.ts';
import { hasWildcard } from '../policy/wildcard.ts';
import type { Account } from './account.ts';
import { tagsNeededByStack } from './needed-tags.ts';
import { exists, findSession, findSignIn, sessionExists } from './ask.ts';
import { looksAtTags, triedProviders } from './questions.ts';
import { streamAction, type Service, type StreamRole } from './stream-role.ts';
import type { AudienceKind } from './trust.ts';

/** What the way through one step turned out to be; safety is judged later, from the findings. */
type Step = Omit<PathStep, 'edge'>;

const works: Step = { status: 'works' };
const blocked = (cause: string, userSees: string): Step => ({ status: 'blocked', cause, userSees });
const unclearStep = (cause: string): Step => ({ status: 'unknown', cause });
const unreadStep = (fact: Unreadable): Step => ({ status: 'unknown', cause: fact.detail, call: fact.call });

/** Sign-in errors as users meet them (domain-facts 1.7, 3.4). */
const errors = {
  assume: 'AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML',
  provider: 'InvalidIdentityToken, or "Invalid saml provider"',
  stream: 'Signing in works, then: you are not authorized to access this resource',
  saml: 'The client asks for the directory password; the identity provider is never involved',
  missing: 'A redirect error, or an unknown registration code or stack, after signing in',
} as const;

/**
 * Every way through the account: for each streaming role, the providers it trusts, and the directories and stacks its
 * grants name or cover. Unreadable as a whole when the roles are; a part that cannot be read is an unknown step.
 */
export function federationPaths(account: Account): Fact<readonly FederationPath[]> {
  return mapFact(account.streamRoles, (roles) =>
    roles.filter(({ scope }) => scope !== 'no-saml').flatMap((role) => pathsOf(role, account)),
  );
}

function pathsOf(role: StreamRole, account: Account): FederationPath[] {
  const entries = triedProviders(role, account).map((provider) => ({
    provider,
    entry: entryOf(role, provider, account),
  }));
  return role.services.flatMap((service) =>
    targetsOf(role, service, account).flatMap((target) => {
      const permission = permissionStep(role, service, target, account);
      const arrival = targetStep(service, target, account);
      return entries.map(({ provider, entry }): FederationPath => {
        const signIn = entry(service, target);
        return {
          provider,
          role: role.role.arn,
          service,
          target,
          region: parseArn(target)?.region ?? '',
          status: worst([signIn, permission, arrival]),
          steps: [
            { edge: 'provider-role', ...signIn },
            { edge: 'role-permission', ...permission },
            { edge: 'permission-target', ...arrival },
          ],
        };
      });
    }),
  );
}

const order: readonly PathStatus[] = ['blocked', 'unknown', 'works-unsafe', 'works'];

export const worst = (steps: readonly { readonly status: PathStatus }[]): PathStatus =>
  order.find((status) => steps.some((step) => step.status === status)) ?? 'works';

/** Real directories or stacks within the grants' patterns, and ARNs that the grants name although nothing is there. */
function targetsOf(role: StreamRole, service: Service, account: Account): readonly string[] {
  const real = account.regions.flatMap((region) => realArns(service, region, account));
  const patterns = role.grants.flatMap(({ service: granted, statement }) =>
    granted !== service
      ? []
      : statement.resources === undefined || statement.resources.negated
        ? ['*']
        : statement.resources.patterns,
  );
  const covered = real.filter((arn) => patterns.some((pattern) => resourcePatternMatches(pattern, arn) !== false));
  const named = patterns.filter(
    (pattern) => !hasWildcard(pattern) && parseArn(pattern) !== undefined && !pattern.includes('${'),
  );
  return [...new Set([...covered, ...named])].toSorted();
}

function realArns(service: Service, region: string, account: Account): readonly string[] {
  const listed: Fact<readonly { readonly arn: string }[]> =
    service === 'workspaces' ? account.directories(region) : account.stacks(region);
  return listed.state === 'known' ? listed.value.map(({ arn }) => arn) : [];
}

const always = (step: Step) => (): Step => step;

/** Signing in to the role through a provider; only the tags that a sign-in carries depend on where it leads. */
function entryOf(role: StreamRole, provider: string, account: Account): (service: Service, target: string) => Step {
  if (role.trust.state !== 'known') {
    return always(
      role.trust.state === 'unreadable' ? unreadStep(role.trust) : unclearStep('the role has no trust policy'),
    );
  }
  const providers = account.snapshot.samlProviders;
  const missing =
    providers.state !== 'unreadable' &&
    !(providers.state === 'known' && providers.value.some(({ arn }) => arn === provider));
  if (missing) return always(blocked(`SAML provider ${provider} does not exist in this account`, errors.provider));

  const trust = role.trust.value;
  const correct = {
    subjectType: (type: string | undefined) => type === 'persistent',
    audience: (kind: AudienceKind) => kind === 'sign-in',
  };
  const admitted = exists(findSignIn(account, role.role, trust, provider, { ...correct, outcome: 'gets in' }));
  if (admitted === false) {
    return always(blocked('no correct sign-in meets the conditions of the trust policy', errors.assume));
  }
  if (typeof admitted === 'object') return always(unclearStep(admitted.unclear));
  if (providers.state === 'unreadable') return always(unreadStep(providers));

  const mayTag = (names: readonly string[]): Truth => {
    const tags = looksAtTags(trust) ? names : [];
    return exists(findSignIn(account, role.role, trust, provider, { ...correct, tags, outcome: 'passes tags' }));
  };
  // Where any tag will do, it does not matter which ones the sign-in carries.
  if (!looksAtTags(trust) && mayTag(['tag']) === true) return always(works);
  return (service, target) => {
    const tags = neededTags(service, target, account);
    if (tags.state === 'unreadable') return unreadStep(tags);
    const names = tags.state === 'known' ? tags.value : [];
    const tagged = names.length === 0 || mayTag(names);
    if (tagged === true) return works;
    const carried = names.map((name) => `PrincipalTag:${name}`).join(', ');
    return tagged === false
      ? blocked(`the trust policy does not allow sts:TagSession with ${carried}`, errors.assume)
      : unclearStep(tagged.unclear);
  };
}

/** WorkSpaces sign-ins carry the e-mail address; AppStream sign-ins what the stack's set-up asks for. */
function neededTags(service: Service, target: string, account: Account): Fact<readonly string[]> {
  if (service === 'workspaces') return known(['Email']);
  const stack = findStack(target, account);
  return stack.state === 'known' ? mapFact(tagsNeededByStack(stack.value, account), ({ tags }) => tags) : known([]);
}

function permissionStep(role: StreamRole, service: Service, target: string, account: Account): Step {
  if (role.policies.state === 'unreadable') return unreadStep(role.policies);
  const documents = role.policies.state === 'known' ? role.policies.value : [];
  const ask = (outcome: 'opened' | 'refused', boundary?: NamedDocument) =>
    findSession(account, {
      role,
      documents,
      service,
      resource: target,
      session: 'own',
      subjectType: 'persistent',
      outcome,
      ...(boundary === undefined ? {} : { boundary }),
    });
  const granted = sessionExists(account, {
    role,
    documents,
    service,
    resource: target,
    session: 'own',
    subjectType: 'persistent',
    outcome: 'opened',
  });
  if (typeof granted === 'object') return unclearStep(granted.unclear);
  if (!granted) {
    const refused = ask('refused');
    return blocked(
      refused.kind === 'found' && refused.found.decision.effect === 'denied'
        ? `a Deny statement of the role refuses ${streamAction(service)}`
        : `no policy of the role lets users stream their own session: its conditions never hold`,
      errors.stream,
    );
  }
  if (role.boundary.state === 'absent') return works;
  if (role.boundary.state === 'unreadable') return unreadStep(role.boundary);
  const boundary = role.boundary.value;
  const within = exists(ask('opened', boundary));
  if (within === true) return works;
  return within === false
    ? blocked(`permissions boundary ${boundary.name} does not allow ${streamAction(service)}`, errors.stream)
    : unclearStep(within.unclear);
}

function targetStep(service: Service, target: string, account: Account): Step {
  const arn = parseArn(target);
  if (arn === undefined) return blocked(`${target} is not an ARN`, errors.stream);
  if (arn.partition !== account.partition) return blocked(`${target} is of another partition`, errors.stream);
  if (arn.account !== account.id) return blocked(`${target} is of another account`, errors.stream);
  return service === 'workspaces' ? directoryStep(target, account) : stackStep(target, account);
}

function directoryStep(target: string, account: Account): Step {
  const directory = findDirectory(target, account);
  if (directory.state === 'unreadable') return unreadStep(directory);
  if (directory.state === 'absent') return blocked(`there is no such directory: ${target}`, errors.missing);
  const { state, saml, id } = directory.value;
  if (state !== undefined && state !== 'REGISTERED') return blocked(`directory ${id} is ${state}`, errors.missing);
  if (saml.status === 'DISABLED') return blocked(`SAML is off in directory ${id}`, errors.saml);
  if (saml.userAccessUrl === undefined) return blocked(`directory ${id} has no user access URL`, errors.saml);
  return works;
}

function stackStep(target: string, account: Account): Step {
  const stack = findStack(target, account);
  if (stack.state === 'unreadable') return unreadStep(stack);
  if (stack.state === 'absent')
    return blocked(`there is no such stack: ${target} (names are case-sensitive)`, errors.missing);
  const { fleets, name } = stack.value;
  if (fleets.state === 'unreadable') return unreadStep(fleets);
  const none = fleets.state === 'absent' || fleets.value.length === 0;
  return none
    ? blocked(`stack ${name} has no fleet behind it`, 'The catalog says that no streaming resources are available')
    : works;
}

const findDirectory = (arn: string, account: Account): Fact<Directory> =>
  find(arn, account.directories(parseArn(arn)?.region ?? ''));
const findStack = (arn: string, account: Account): Fact<Stack> =>
  find(arn, account.stacks(parseArn(arn)?.region ?? ''));

function find<T extends { readonly arn: string }>(arn: string, listed: Fact<readonly T[]>): Fact<T> {
  if (listed.state !== 'known') return listed;
  const found = listed.value.find((candidate) => candidate.arn === arn);
  return found === undefined ? { state: 'absent' } : known(found);
}
