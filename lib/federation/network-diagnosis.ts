import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import { absent, type Fact } from '../model/fact.ts';
import type { Directory, WorkspaceCount } from '../model/snapshot.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { isPool } from '../model/directory-kind.ts';
import { blocked, limited, missing, together, undetermined, works } from './diagnoses.ts';

/** Whether some client of some network reaches the WorkSpaces of a directory after a SAML sign-in. */
export const diagnoseNetwork = (directory: Directory, account: Account): StepDiagnosis =>
  together(
    diagnoseClients(directory, account),
    diagnoseIpGroups(directory, account),
    diagnoseEndpoint(directory, account),
  );

/** Clients that support SAML 2.0 (WorkSpaces guide, requirements; domain-facts 1.3). */
const samlClients: Readonly<Record<string, string>> = {
  DeviceTypeWindows: 'Windows',
  DeviceTypeOsx: 'macOS',
  DeviceTypeLinux: 'Linux',
  DeviceTypeWeb: 'Web Access',
};

/** Client types: one that supports SAML must be allowed, and Web Access shows no PCoIP WorkSpaces. */
export function diagnoseClients(directory: Directory, account: Account): StepDiagnosis {
  // AWS documents device access for WorkSpaces Personal only.
  if (isPool(directory)) return works;
  const { id, arn, access } = directory;
  const types = Object.keys(samlClients);
  const open = types.filter((type) => access[type] !== 'DENY');
  if (open.length === 0) {
    const names = Object.values(samlClients).join(', ');
    return blocked({
      cause: { kind: 'client-types-denied', parameters: {} },
      resource: arn,
      message: `Directory ${id} denies every client type that supports SAML: ${names}.`,
      userSees: userSees('device-not-authorized'),
    });
  }
  const allowed = open.filter((type) => access[type] === 'ALLOW');
  if (allowed.length === 0) {
    const names = open.map((type) => samlClients[type]).join(', ');
    return undetermined(`Cannot determine whether directory ${id} allows ${names}: AWS does not say.`);
  }
  return open.length === 1 && allowed[0] === 'DeviceTypeWeb' ? webOnly(directory, account) : works;
}

function webOnly(directory: Directory, account: Account): StepDiagnosis {
  return byProtocol(directory, account, ({ pcoip, total }) => ({
    cause: { kind: 'web-access-without-pcoip', parameters: {} },
    resource: directory.arn,
    message: `Directory ${directory.id} allows Web Access only, which does not support PCoIP after a SAML sign-in: ${pcoip} of ${total} WorkSpaces use it.`,
  }));
}

/** Blocked where all WorkSpaces use PCoIP, limited where some do. */
function byProtocol(
  { id, region }: Directory,
  account: Account,
  diagnosis: (count: WorkspaceCount) => Diagnosis,
): StepDiagnosis {
  const counts = workspaceCounts(region, account);
  if (counts.state === 'unreadable') return missing(counts);
  const count = counts.state === 'known' ? counts.value[id] : undefined;
  if (count === undefined || count.pcoip === 0) return works;
  return count.pcoip === count.total ? blocked(diagnosis(count)) : limited(diagnosis(count));
}

const workspaceCounts = (region: string, account: Account): Fact<Readonly<Record<string, WorkspaceCount>>> =>
  account.snapshot.byRegion[region]?.workspaces ?? absent();

/** IP access control groups: the rules of all of them together say who gets through; without any, no address does. */
function diagnoseIpGroups(directory: Directory, account: Account): StepDiagnosis {
  const { id, region, arn, ipGroupIds, streamingEndpoint } = directory;
  // Groups do not apply while a streaming endpoint is set (WorkSpaces guide, IP access control groups).
  if (ipGroupIds.length === 0 || streamingEndpoint !== undefined) return works;
  const groups = account.snapshot.byRegion[region]?.ipGroups ?? absent();
  if (groups.state === 'unreadable') return missing(groups);
  const listed = groups.state === 'known' ? groups.value.filter((group) => ipGroupIds.includes(group.id)) : [];
  if (listed.some(({ rules }) => rules.length > 0)) return works;
  const unlisted = ipGroupIds.find((groupId) => listed.every((group) => group.id !== groupId));
  if (unlisted !== undefined)
    return undetermined(
      `Cannot determine who reaches directory ${id}: AWS did not list its IP access control group ${unlisted}.`,
    );
  const names = ipGroupIds.join(', ');
  if (isPool(directory))
    return undetermined(
      `Cannot determine who reaches directory ${id}: ${names} has no rules, and AWS does not document what that means for WorkSpaces Pools.`,
    );
  const [first] = listed;
  return blocked({
    cause: { kind: 'ip-group-without-rules', parameters: {} },
    resource: first?.arn ?? arn,
    message: `IP access control group ${names} has no rules, which blocks all access to the WorkSpaces of directory ${id}.`,
    userSees: userSees('device-not-authorized'),
  });
}

/** Streaming through a VPC endpoint (WorkSpaces guide, "Stream from interface VPC endpoints"). */
export function diagnoseEndpoint(directory: Directory, account: Account): StepDiagnosis {
  const { id, arn, streamingEndpoint, encryptionMode } = directory;
  if (streamingEndpoint === undefined) return works;
  const endpoint = streamingEndpoint.vpcEndpointIds.join(', ');
  const fips: StepDiagnosis =
    encryptionMode === 'FIPS_VALIDATED'
      ? blocked({
          cause: { kind: 'fips-with-streaming-endpoint', parameters: { endpoint } },
          resource: arn,
          message: `Directory ${id} streams through VPC endpoint ${endpoint} and requires FIPS endpoints, which AWS does not support together.`,
        })
      : works;
  const pcoip = streamingEndpoint.internetFallback.includes('PCOIP')
    ? works
    : byProtocol(directory, account, (count) => ({
        cause: { kind: 'pcoip-behind-streaming-endpoint', parameters: { endpoint } },
        resource: arn,
        message: `Directory ${id} streams through VPC endpoint ${endpoint} only, which does not carry PCoIP: ${count.pcoip} of ${count.total} WorkSpaces use it.`,
      }));
  const pools = isPool(directory)
    ? undetermined(
        `Cannot determine whether sessions of directory ${id} open: AWS does not support a streaming VPC endpoint for WorkSpaces Pools.`,
      )
    : works;
  return together(fips, pcoip, pools);
}
