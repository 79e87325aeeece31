import { directoryArn } from '../model/arn.ts';
import { isPool } from '../model/directory-kind.ts';
import { absent, type Fact, known } from '../model/fact.ts';
import type {
  ConnectionAlias,
  Directory,
  DirectoryServiceDirectory,
  IpGroup,
  Pool,
  RegionSnapshot,
  WorkspaceCount,
} from '../model/snapshot.ts';
import { calls } from './calls.ts';
import type { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { certificateAuthOf } from './certificate-authorities.ts';
import { listOf, present, type Shape, sortedBy } from './shape.ts';

type WorkspacesPart = Pick<
  RegionSnapshot,
  'directories' | 'ipGroups' | 'connectionAliases' | 'pools' | 'workspaces' | 'directoryService'
>;

/** WorkSpaces in one Region, and what Directory Service knows of its directories. */
export async function readWorkspaces(inquiry: Inquiry, place: Place): Promise<WorkspacesPart> {
  const { region } = place;
  const [{ directories, pools, workspaces, directoryService }, ipGroups, connectionAliases] = await Promise.all([
    readDirectories(inquiry, place),
    inquiry.ask(calls.describeIpGroups, region, {}, (answer) => ipGroupsOf(answer, place)),
    inquiry.ask(calls.describeConnectionAliases, region, {}, (answer) => aliasesOf(answer, place)),
  ]);
  return { directories, ipGroups, connectionAliases, pools, workspaces, directoryService };
}

async function readDirectories(
  inquiry: Inquiry,
  place: Place,
): Promise<Pick<WorkspacesPart, 'directories' | 'pools' | 'workspaces' | 'directoryService'>> {
  const directories = await inquiry.ask(calls.describeWorkspaceDirectories, place.region, {}, (answer) =>
    directoriesOf(answer, place),
  );
  if (directories.state !== 'known')
    return { directories, pools: directories, workspaces: directories, directoryService: {} };
  const [pools, workspaces, directoryService] = await Promise.all([
    readPools(inquiry, place, directories.value),
    countWorkspaces(inquiry, place.region, directories.value),
    readDirectoryService(inquiry, place.region, directories.value),
  ]);
  return { directories, pools, workspaces, directoryService };
}

const directoriesOf = (answer: Shape, place: Place): readonly Directory[] =>
  sortedBy(
    listOf(answer, 'Directories').map((directory) => directoryOf(directory, place)),
    (directory) => directory.id,
  );

function directoryOf(directory: Shape, { account, region }: Place): Directory {
  const id = directory.text('DirectoryId');
  const saml = directory.maybeShape('SamlProperties');
  const access = directory.maybeShape('WorkspaceAccessProperties');
  return present({
    id,
    arn: directoryArn(account.partition, region, account.id, id),
    region,
    alias: directory.maybeText('Alias'),
    name: directory.maybeText('DirectoryName'),
    registrationCode: directory.maybeText('RegistrationCode'),
    type: directory.maybeText('DirectoryType'),
    state: directory.maybeText('State'),
    errorMessage: directory.maybeText('ErrorMessage'),
    userIdentityType: directory.maybeText('UserIdentityType'),
    workspaceType: directory.maybeText('WorkspaceType'),
    // AWS really writes this one member with a small initial, and leaves it out when there is none.
    ipGroupIds: directory.texts('ipGroupIds').toSorted(),
    saml: present({
      status: saml?.maybeText('Status') ?? 'DISABLED',
      userAccessUrl: saml?.maybeText('UserAccessUrl'),
      relayStateParameterName: saml?.maybeText('RelayStateParameterName'),
    }),
    certificateAuth: certificateAuthOf(directory),
    access: access?.textMembers() ?? {},
    streamingEndpoint: streamingEndpointOf(access?.maybeShape('AccessEndpointConfig')),
    encryptionMode: directory.maybeText('EndpointEncryptionMode'),
    maintenanceMode: directory.maybeShape('WorkspaceCreationProperties')?.maybeFlag('EnableMaintenanceMode'),
  });
}

/** A configuration without endpoints is what is left when the last one was taken away. */
function streamingEndpointOf(config: Shape | undefined): Directory['streamingEndpoint'] {
  const vpcEndpointIds = (config?.shapes('AccessEndpoints') ?? [])
    .flatMap((endpoint) => endpoint.maybeText('VpcEndpointId') ?? [])
    .toSorted();
  return vpcEndpointIds.length === 0
    ? undefined
    : { vpcEndpointIds, internetFallback: config?.texts('InternetFallbackProtocols').toSorted() ?? [] };
}

const ipGroupsOf = (answer: Shape, { account, region }: Place): readonly IpGroup[] =>
  sortedBy(
    listOf(answer, 'Result').map((group) => {
      const id = group.text('groupId');
      return present({
        id,
        arn: `arn:${account.partition}:workspaces:${region}:${account.id}:workspaceipgroup/${id}`,
        region,
        name: group.maybeText('groupName'),
        rules: group
          .shapes('userRules')
          .map((rule) => rule.text('ipRule'))
          .toSorted(),
      });
    }),
    (group) => group.id,
  );

/** Only where there can be one: every pool has a directory of WorkSpaces Pools. */
async function readPools(
  inquiry: Inquiry,
  place: Place,
  directories: readonly Directory[],
): Promise<RegionSnapshot['pools']> {
  const { region } = place;
  if (!inquiry.needs(calls.describeWorkspacesPools)) return absent('no rule of this scan asks for pools');
  return directories.some(isPool)
    ? inquiry.ask(calls.describeWorkspacesPools, region, {}, (answer) => poolsOf(answer, place))
    : absent(`no directory in ${region} is one of WorkSpaces Pools`);
}

const poolsOf = (answer: Shape, { region }: Place): readonly Pool[] =>
  sortedBy(
    listOf(answer, 'WorkspacesPools').map((pool) =>
      present({
        id: pool.text('PoolId'),
        arn: pool.text('PoolArn'),
        region,
        name: pool.text('PoolName'),
        state: pool.maybeText('State'),
        directoryId: pool.maybeText('DirectoryId'),
      }),
    ),
    (pool) => pool.id,
  );

const aliasesOf = (answer: Shape, { account, region }: Place): readonly ConnectionAlias[] =>
  sortedBy(
    listOf(answer, 'ConnectionAliases').map((alias) => {
      const id = alias.text('AliasId');
      return present({
        id,
        arn: `arn:${account.partition}:workspaces:${region}:${account.id}:connectionalias/${id}`,
        region,
        connectionString: alias.text('ConnectionString'),
        state: alias.maybeText('State'),
        ownerAccountId: alias.maybeText('OwnerAccountId'),
        associations: sortedBy(alias.shapes('Associations').map(associationOf), (association) =>
          JSON.stringify(association),
        ),
      });
    }),
    (alias) => alias.id,
  );

const associationOf = (association: Shape): ConnectionAlias['associations'][number] =>
  present({
    status: association.maybeText('AssociationStatus'),
    accountId: association.maybeText('AssociatedAccountId'),
    directoryId: association.maybeText('ResourceId'),
  });

/** Only where somebody could sign in with SAML: a large fleet takes long to list. */
/** AWS names Windows or a Linux distribution, or says UNKNOWN (WorkSpaces API Reference, WorkspaceProperties). */
const isLinux = (operatingSystem: string | undefined): boolean =>
  operatingSystem !== undefined && operatingSystem !== 'UNKNOWN' && !operatingSystem.startsWith('WINDOWS');

async function countWorkspaces(
  inquiry: Inquiry,
  region: string,
  directories: readonly Directory[],
): Promise<RegionSnapshot['workspaces']> {
  if (directories.every((directory) => directory.saml.status === 'DISABLED'))
    return absent(`not counted: no directory in ${region} has SAML on`);
  return inquiry.ask(calls.describeWorkspaces, region, {}, (answer) => {
    const counts = new Map<string, WorkspaceCount>(directories.map(({ id }) => [id, { total: 0, pcoip: 0 }]));
    for (const workspace of listOf(answer, 'Workspaces')) {
      if (['TERMINATING', 'TERMINATED'].includes(workspace.maybeText('State') ?? '')) continue;
      const id = workspace.text('DirectoryId');
      const { total, pcoip, linux = 0, withoutEncryption = 0 } = counts.get(id) ?? { total: 0, pcoip: 0 };
      // AWS leaves the members out where nothing is encrypted.
      const encrypted = ['UserVolumeEncryptionEnabled', 'RootVolumeEncryptionEnabled'].every(
        (volume) => workspace.maybeFlag(volume) === true,
      );
      const properties = workspace.maybeShape('WorkspaceProperties');
      const usesPcoip = properties?.texts('Protocols').includes('PCOIP') === true;
      const runsLinux = isLinux(properties?.maybeText('OperatingSystemName'));
      counts.set(id, {
        total: total + 1,
        pcoip: pcoip + (usesPcoip ? 1 : 0),
        ...(linux > 0 || (runsLinux && !usesPcoip) ? { linux: linux + (runsLinux && !usesPcoip ? 1 : 0) } : {}),
        withoutEncryption: withoutEncryption + (encrypted ? 0 : 1),
      });
    }
    return Object.fromEntries(sortedBy(counts, ([id]) => id));
  });
}

const inDirectoryService = (id: string): boolean => id.startsWith('d-');

/**
 * Asked for the whole list, never by id: one unknown id would cost the answer about all the others. Ids other than
 * `d-…` (directories that WorkSpaces manages itself) are never there.
 */
async function readDirectoryService(
  inquiry: Inquiry,
  region: string,
  directories: readonly Directory[],
): Promise<RegionSnapshot['directoryService']> {
  const elsewhere = absent('Directory Service holds only directories with an id that starts with d-');
  const ids = directories.map((directory) => directory.id);
  const described = ids.some(inDirectoryService)
    ? await inquiry.ask(calls.describeDirectories, region, {}, descriptionsOf)
    : elsewhere;
  const factOf = (id: string): Fact<DirectoryServiceDirectory> => {
    if (!inDirectoryService(id)) return elsewhere;
    if (described.state !== 'known') return described;
    const description = described.value.get(id);
    return description === undefined ? absent(`Directory Service does not know ${id}`) : known(description);
  };
  return Object.fromEntries(ids.map((id) => [id, factOf(id)]));
}

const descriptionsOf = (answer: Shape): ReadonlyMap<string, DirectoryServiceDirectory> =>
  new Map(
    listOf(answer, 'DirectoryDescriptions').map((directory) => {
      const id = directory.text('DirectoryId');
      const description = present({
        id,
        type: directory.maybeText('Type'),
        stage: directory.maybeText('Stage'),
        radiusStatus: directory.maybeText('RadiusStatus'),
        radiusProtocol: directory.maybeShape('RadiusSettings')?.maybeText('AuthenticationProtocol'),
      });
      return [id, description];
    }),
  );
