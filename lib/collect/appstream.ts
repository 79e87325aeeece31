import { stackArn } from '../model/arn.ts';
import { type Fact, known } from '../model/fact.ts';
import type { DirectoryConfig, Entitlement, Fleet, PoolUser, RegionSnapshot, Stack } from '../model/snapshot.ts';
import { type Call, calls } from './calls.ts';
import { certificateAuthOf } from './certificate-authorities.ts';
import { inParallel } from './in-parallel.ts';
import type { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { listOf, present, type Shape, sortedBy } from './shape.ts';

type AppstreamPart = Pick<RegionSnapshot, 'stacks' | 'fleets' | 'directoryConfigs' | 'poolUsers'>;

/** AppStream 2.0 in one Region. */
export async function readAppstream(inquiry: Inquiry, place: Place): Promise<AppstreamPart> {
  const { region } = place;
  const pool = { AuthenticationType: 'USERPOOL' };
  const users = inquiry.ask(calls.describeUsers, region, { input: pool }, poolUsersOf);
  const [stacks, fleets, directoryConfigs, poolUsers] = await Promise.all([
    readStacks(inquiry, place, users),
    inquiry.ask(calls.describeFleets, region, {}, (answer) => fleetsOf(answer, place)),
    inquiry.ask(calls.describeDirectoryConfigs, region, {}, (answer) => directoryConfigsOf(answer, place)),
    users,
  ]);
  return { stacks, fleets, directoryConfigs, poolUsers };
}

type Users = Fact<readonly PoolUser[]>;

async function readStacks(inquiry: Inquiry, place: Place, users: Promise<Users>): Promise<Fact<readonly Stack[]>> {
  const listed = await inquiry.ask(calls.describeStacks, place.region, {}, (answer) =>
    sortedBy(
      listOf(answer, 'Stacks').map((stack) => ({ name: stack.text('Name'), endpoints: streamingEndpointsOf(stack) })),
      ({ name }) => name,
    ),
  );
  if (listed.state !== 'known') return listed;
  return known(
    await inParallel(4, listed.value, async ({ name, endpoints }) => ({
      ...(await readStack(inquiry, place, name, users)),
      streamingEndpointIds: endpoints,
    })),
  );
}

const streamingEndpointsOf = (stack: Shape): readonly string[] =>
  stack
    .shapes('AccessEndpoints')
    .filter((endpoint) => endpoint.maybeText('EndpointType') === 'STREAMING')
    .map((endpoint) => endpoint.maybeText('VpceId') ?? 'unnamed')
    .toSorted();

async function readStack(
  inquiry: Inquiry,
  { account, region }: Place,
  name: string,
  users: Promise<Users>,
): Promise<Stack> {
  const ask = <T>(call: Call, read: (answer: Shape) => T): Promise<Fact<T>> =>
    inquiry.ask(call, region, { resource: name, input: { StackName: name } }, read);
  const [fleets, entitlements, assignedPoolUsers] = await Promise.all([
    ask(calls.listAssociatedFleets, (answer) => answer.about('Names').texts('Names').toSorted()),
    ask(calls.describeEntitlements, entitlementsOf),
    users.then((listed) =>
      couldBeAssigned(listed) ? ask(calls.describeUserStackAssociations, assignedUsersOf) : known([]),
    ),
  ]);
  const arn = stackArn(account.partition, region, account.id, name);
  return { name, arn, region, fleets, entitlements, assignedPoolUsers };
}

/** Where a Region's user pool is known to have no users, no stack has any: that saves a request for each stack. */
const couldBeAssigned = (users: Users): boolean => users.state !== 'known' || users.value.length > 0;

const entitlementsOf = (answer: Shape): readonly Entitlement[] =>
  sortedBy(
    listOf(answer, 'Entitlements').map((entitlement) =>
      present({
        name: entitlement.text('Name'),
        attributeNames: entitlement
          .shapes('Attributes')
          .map((attribute) => attribute.text('Name'))
          .toSorted(),
      }),
    ),
    (entitlement) => entitlement.name,
  );

/** Associations of users whose names a directory keeps do not go round SAML. */
const assignedUsersOf = (answer: Shape): readonly string[] =>
  listOf(answer, 'UserStackAssociations')
    .filter((association) => (association.maybeText('AuthenticationType') ?? 'USERPOOL') === 'USERPOOL')
    .map((association) => association.text('UserName'))
    .toSorted();

const fleetsOf = (answer: Shape, { account, region }: Place): readonly Fleet[] =>
  sortedBy(
    listOf(answer, 'Fleets').map((fleet) => {
      const name = fleet.text('Name');
      return present({
        name,
        arn: `arn:${account.partition}:appstream:${region}:${account.id}:fleet/${name}`,
        region,
        state: fleet.maybeText('State'),
        streamView: fleet.maybeText('StreamView'),
        defaultInternetAccess: fleet.maybeFlag('EnableDefaultInternetAccess'),
        subnetIds: fleet.maybeShape('VpcConfig')?.texts('SubnetIds').toSorted(),
        maxUserDurationInSeconds: fleet.maybeNumber('MaxUserDurationInSeconds'),
        disconnectTimeoutInSeconds: fleet.maybeNumber('DisconnectTimeoutInSeconds'),
        idleDisconnectTimeoutInSeconds: fleet.maybeNumber('IdleDisconnectTimeoutInSeconds'),
        directoryName: fleet.maybeShape('DomainJoinInfo')?.maybeText('DirectoryName'),
      });
    }),
    (fleet) => fleet.name,
  );

/** AWS gives directory configs no ARN; ours is made in the form of its neighbours, so that findings can name them. */
const directoryConfigsOf = (answer: Shape, { account, region }: Place): readonly DirectoryConfig[] =>
  sortedBy(
    listOf(answer, 'DirectoryConfigs').map((config) => {
      const directoryName = config.text('DirectoryName');
      return {
        directoryName,
        arn: `arn:${account.partition}:appstream:${region}:${account.id}:directory-config/${directoryName}`,
        region,
        certificateAuth: certificateAuthOf(config),
      };
    }),
    (config) => config.directoryName,
  );

const poolUsersOf = (answer: Shape): readonly PoolUser[] =>
  sortedBy(
    listOf(answer, 'Users').map((user) =>
      present({
        id: user.text('UserName'),
        enabled: user.maybeFlag('Enabled') ?? true,
        status: user.maybeText('Status'),
      }),
    ),
    (user) => user.id,
  );
