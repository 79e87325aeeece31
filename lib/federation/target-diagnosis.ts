import { parseArn, type Arn } from '../model/arn.ts';
import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import { mapFact, type Fact } from '../model/fact.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { nearest } from '../text/nearest.ts';
import type { Account } from './account.ts';
import { blocked, missing, works } from './diagnoses.ts';
import { resourceKind } from './streamable.ts';
import type { Service, StreamRole } from './stream-role.ts';

/** Whether an ARN that a role specifies names a directory or stack of this account. */
export function diagnoseTarget(role: StreamRole, service: Service, target: string, account: Account): StepDiagnosis {
  const arn = parseArn(target);
  const fault = (kind: string, clause: string, suggestion?: string): StepDiagnosis =>
    blocked(diagnosis(role, service, target, kind, clause, suggestion));
  if (arn === undefined) return fault('target-missing', 'which is not an ARN');
  if (arn.partition !== account.partition) {
    return fault(
      'target-of-another-partition',
      `which belongs to partition ${arn.partition}; this account is in partition ${account.partition}`,
      target.replace(/^arn:[^:]*:/, `arn:${account.partition}:`),
    );
  }
  if (arn.account !== account.id) {
    return fault('target-of-another-account', `which belongs to account ${arn.account}; this is account ${account.id}`);
  }
  const listed = itemsOf(service, arn.region, account);
  if (listed.state === 'unreadable') return missing(listed);
  const items = listed.state === 'known' ? listed.value : [];
  const item = items.find((one) => one.arn === target);
  if (item !== undefined) {
    return item.state === undefined ? works : fault('target-missing', `but the directory is ${item.state}`);
  }
  const { clause, suggestion } = missingClause(service, arn, items, account);
  return fault('target-missing', clause, suggestion);
}

function diagnosis(
  role: StreamRole,
  service: Service,
  target: string,
  kind: string,
  clause: string,
  suggestion: string | undefined,
): Diagnosis {
  return {
    cause: { kind, parameters: { target } },
    resource: role.role.arn,
    message: `Role ${role.role.name} allows streaming on ${target}, ${clause}.`,
    userSees: userSees(service === 'workspaces' ? 'not-authorized-to-stream' : 'request-arn-invalid'),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** What is there instead: the same name in other letters, in another Region, or a near name. */
function missingClause(
  service: Service,
  { region, resource }: Arn,
  items: readonly Item[],
  account: Account,
): { readonly clause: string; readonly suggestion?: string } {
  const kind = resourceKind[service];
  const name = resource.slice(resource.indexOf('/') + 1);
  const alike = items.find((item) => item.name.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) {
    return { clause: `but the ${kind} is called ${alike.name}: names are case-sensitive`, suggestion: alike.arn };
  }
  for (const other of account.regions) {
    const there = itemsOf(service, other, account);
    const same = there.state === 'known' ? there.value.find((item) => item.name === name) : undefined;
    if (same !== undefined) return { clause: `but the ${kind} is in ${other}`, suggestion: same.arn };
  }
  const near = nearest(
    name,
    items.map((item) => item.name),
  );
  const meant = items.find((item) => item.name === near);
  return meant === undefined
    ? { clause: `which does not exist in ${region}` }
    : { clause: `which does not exist in ${region}; did you mean ${meant.name}?`, suggestion: meant.arn };
}

interface Item {
  readonly arn: string;
  readonly name: string;
  /** Of a directory that is no longer there to be signed in to. */
  readonly state?: string;
}

const itemsOf = (service: Service, region: string, account: Account): Fact<readonly Item[]> =>
  service === 'workspaces'
    ? mapFact(account.directories(region), (directories) =>
        directories.map(({ arn, id, state }) => ({
          arn,
          name: id,
          ...(state === 'DEREGISTERING' || state === 'DEREGISTERED' ? { state } : {}),
        })),
      )
    : account.stacks(region);
