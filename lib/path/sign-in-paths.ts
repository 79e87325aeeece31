import { mapFact, type Fact } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import { worstStatus, type FederationPath, type PathCause, type PathStep, type StepName } from '../model/path.ts';
import type { Account } from '../federation/account.ts';
import { triedProviders } from '../federation/questions.ts';
import { services, type Service, type StreamRole } from '../federation/stream-role.ts';
import { assertionStep } from './assertion-step.ts';
import { networkStep } from './network-step.ts';
import { linkedPermissionStep } from './link-step.ts';
import { roleStep } from './role-step.ts';
import { sessionStep } from './session-step.ts';
import { startStep } from './start-step.ts';
import { permissionStep } from './permission-step.ts';
import { targetStep } from './target-step.ts';
import { isSpecified, targetsOf } from './targets.ts';

const memo = new WeakMap<Account, Fact<readonly FederationPath[]>>();

/**
 * Every sign-in path of the account: for each streaming role, the providers that its trust policy allows, and the
 * directories and stacks that its policies specify or cover. Whether a path is safe is not asked here.
 *
 * A console role, which reaches streaming only through a wildcard, has a path only to what no streaming role reaches
 * otherwise: its users could sign in there, but nobody set it up for that.
 *
 * Unreadable as a whole when the roles are; a part that could not be read is an unknown step.
 */
export function signInPaths(account: Account): Fact<readonly FederationPath[]> {
  const known = memo.get(account);
  if (known !== undefined) return known;
  const paths = mapFact(account.streamRoles, (roles) => pathsOf(roles, account));
  memo.set(account, paths);
  return paths;
}

function pathsOf(roles: readonly StreamRole[], account: Account): readonly FederationPath[] {
  const streaming = roles
    .filter(({ scope }) => scope === 'stream' || scope === 'undetermined')
    .flatMap((role) => pathsOfRole(role, account));
  const reached = new Set(streaming.map(({ target }) => target));
  const console = roles
    .filter(({ scope }) => scope === 'console')
    .flatMap((role) => pathsOfRole(role, account, (target) => !reached.has(target)))
    .filter(({ status }) => status !== 'blocked');
  return [...streaming, ...console];
}

function pathsOfRole(
  role: StreamRole,
  account: Account,
  isWanted: (target: string) => boolean = () => true,
): FederationPath[] {
  const providers = triedProviders(role, account);
  return services
    .filter((service) => role.services.includes(service))
    .flatMap((service) =>
      withoutExcluded(role, service, targetsOf(role, service, account), account)
        .filter(isWanted)
        .flatMap((target) => providers.map((provider) => pathOf(provider, role, service, target, account))),
    );
}

/**
 * Leaves out what a wildcard covers and a Deny takes back, as long as the role streams something else: it was excluded
 * on purpose.
 */
function withoutExcluded(
  role: StreamRole,
  service: Service,
  targets: readonly string[],
  account: Account,
): readonly string[] {
  const denied = targets.filter((target) => {
    const { status, causes } = permissionStep(role, service, target, account);
    return status === 'blocked' && causes.every(({ cause }) => cause.kind === 'stream-denied-by-statement');
  });
  if (denied.length === targets.length) return targets;
  return targets.filter((target) => !denied.includes(target) || isSpecified(role, service, target));
}

function pathOf(
  provider: string,
  role: StreamRole,
  service: Service,
  target: string,
  account: Account,
): FederationPath {
  const entry = roleStep(provider, role, service, target, account);
  const evaluated: readonly PathStep[] = [
    ...(service === 'workspaces' ? [step('start', startStep(target, account))] : []),
    step('assertion', assertionStep(provider, role, account)),
    step('role', entry),
    step('permission', linkedPermissionStep(provider, role, service, target, account, entry)),
    step('target', targetStep(role, service, target, account)),
    step('network', networkStep(service, target, account)),
    step('session', sessionStep(service, target, account)),
  ];
  const isKnown = role.scope !== 'undetermined' && role.policies.state !== 'unreadable';
  const steps = isKnown ? evaluated : evaluated.map((one) => uncertain(one, role));
  return {
    id: idOf(provider, role.role.name, target, account),
    provider,
    role: role.role.arn,
    service,
    target,
    region: parseArn(target)?.region ?? '',
    status: worstStatus(steps.map(({ status }) => status)),
    steps,
  };
}

const step = (name: StepName, { status, causes, uncertainties }: StepDiagnosis): PathStep => ({
  step: name,
  status,
  ...(causes.length === 0 ? {} : { causes: causes.map(told) }),
  ...(uncertainties.length === 0
    ? {}
    : {
        uncertainties: uncertainties.map(({ message, unread }) => ({
          message,
          ...(unread === undefined ? {} : { call: unread.call, region: unread.region, reason: unread.reason }),
        })),
      }),
});

/** Where it is not known what a role streams, if anything, nothing that is wrong with it blocks a sign-in for certain. */
function uncertain(one: PathStep, { role }: StreamRole): PathStep {
  const { causes = [], uncertainties = [], ...rest } = one;
  if (one.status !== 'blocked' || causes.some(({ resource }) => resource !== role.arn)) return one;
  return {
    ...rest,
    status: 'unknown',
    uncertainties: [...uncertainties, ...causes.map(({ message }) => ({ message }))],
  };
}

const told = ({ cause, resource, message, userSees, statement, suggestion }: Diagnosis): PathCause => ({
  cause,
  resource,
  message,
  ...(userSees === undefined ? {} : { userSees }),
  ...(statement === undefined ? {} : { statement }),
  ...(suggestion === undefined ? {} : { suggestion }),
});

/**
 * Short, because findings and problems list it often: `Okta/Desktops/eu-central-1/d-906731a2b4`. Names of providers and
 * roles are unique in an account, those of stacks in a Region; what is of another account keeps its ARN.
 */
function idOf(provider: string, role: string, target: string, account: Account): string {
  const own = (arn: string, name: (resource: string, region: string) => string): string => {
    const parsed = parseArn(arn);
    const isOurs = parsed?.account === account.id && parsed.partition === account.partition;
    return isOurs ? name(parsed.resource.slice(parsed.resource.indexOf('/') + 1), parsed.region) : arn;
  };
  return [own(provider, (name) => name), role, own(target, (name, region) => `${region}/${name}`)].join('/');
}
