import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Directory } from '../model/snapshot.ts';
import type { Account } from '../federation/account.ts';
import { blocked, missing, works } from '../federation/diagnoses.ts';
import type { Service } from '../federation/stream-role.ts';
import { findDirectory } from './find-target.ts';

/** Whether the networks of users can connect to the directory. */
export function networkStep(service: Service, target: string, account: Account): StepDiagnosis {
  if (service === 'appstream') return works;
  const directory = findDirectory(target, account);
  // Sessions through a VPC endpoint pass no IP access control group.
  if (directory.state !== 'known' || directory.value.streamingEndpoint !== undefined) return works;
  return ipGroupStep(directory.value, account);
}

function ipGroupStep({ id, region, ipGroupIds }: Directory, account: Account): StepDiagnosis {
  if (ipGroupIds.length === 0) return works;
  const groups = account.snapshot.byRegion[region]?.ipGroups;
  if (groups === undefined || groups.state === 'absent') return works;
  if (groups.state === 'unreadable') return missing(groups);
  const own = groups.value.filter((group) => ipGroupIds.includes(group.id));
  const [empty] = own.filter(({ rules }) => rules.length === 0);
  if (empty === undefined || own.some(({ rules }) => rules.length > 0)) return works;
  return blocked({
    cause: { kind: 'ip-group-without-rules', parameters: {} },
    resource: empty.arn,
    message: `IP access control group ${empty.id} of directory ${id} has no rules, so it denies every address.`,
  });
}
