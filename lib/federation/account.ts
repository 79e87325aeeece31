import { mapFact, unreadable, type Fact } from '../model/fact.ts';
import type { Directory, DirectoryConfig, Fleet, SamlProvider, Snapshot, Stack } from '../model/snapshot.ts';
import { sampleResources } from './permission.ts';
import { providerUses, type ProviderUse } from './privilege.ts';
import { samlTrustOf, type SamlTrust } from './saml-trust.ts';
import { asStreamRole, type Service, type StreamRole } from './stream-role.ts';

/**
 * One snapshot with what is derived from it, each derived thing computed once however many rules ask. Everything
 * here is a function of the snapshot.
 */
export interface Account {
  readonly snapshot: Snapshot;
  readonly id: string;
  readonly partition: string;
  readonly asOf: string;
  readonly regions: readonly string[];
  readonly streamRoles: Fact<readonly StreamRole[]>;
  /** SAML providers that are not Identity Center's. */
  readonly providers: Fact<readonly SamlProvider[]>;
  directories(region: string): Fact<readonly Directory[]>;
  stacks(region: string): Fact<readonly Stack[]>;
  fleets(region: string): Fact<readonly Fleet[]>;
  directoryConfigs(region: string): Fact<readonly DirectoryConfig[]>;
  /** The provider's id in its own endpoint, where it is known. */
  providerUuid(provider: string): string | undefined;
  /** What every role's trust policy says to SAML, whatever the role is for. */
  samlTrusts(): Fact<readonly SamlTrust[]>;
  /** Who else signs in through each SAML provider (ARN), as far as administrator permissions go. */
  providerUses(): Fact<ReadonlyMap<string, ProviderUse>>;
  /** Resources worth trying for a role: see `sampleResources`. */
  samples(role: StreamRole, service: Service): readonly string[];
}

export function accountOf(snapshot: Snapshot): Account {
  const { id, partition } = snapshot.account;
  const region = (name: string) => snapshot.byRegion[name];
  const realArns: Readonly<Record<Service, readonly string[]>> = {
    workspaces: snapshot.regions.flatMap((name) => knownArns(region(name)?.directories)),
    appstream: snapshot.regions.flatMap((name) => knownArns(region(name)?.stacks)),
  };

  let samlTrusts: Fact<readonly SamlTrust[]> | undefined;
  let uses: Fact<ReadonlyMap<string, ProviderUse>> | undefined;
  const account: Account = {
    snapshot,
    id,
    partition,
    asOf: snapshot.asOf,
    regions: snapshot.regions,
    streamRoles: mapFact(snapshot.roles, (roles) => roles.flatMap((role) => asStreamRole(role) ?? [])),
    providers: mapFact(snapshot.samlProviders, (list) => list.filter((provider) => !provider.ownedByIdentityCenter)),
    directories: (name) => region(name)?.directories ?? notScanned('workspaces:DescribeWorkspaceDirectories', name),
    stacks: (name) => region(name)?.stacks ?? notScanned('appstream:DescribeStacks', name),
    fleets: (name) => region(name)?.fleets ?? notScanned('appstream:DescribeFleets', name),
    directoryConfigs: (name) =>
      region(name)?.directoryConfigs ?? notScanned('appstream:DescribeDirectoryConfigs', name),
    providerUuid: (provider) => providerUuid(snapshot, provider),
    samlTrusts: () => (samlTrusts ??= mapFact(snapshot.roles, (roles) => roles.map(samlTrustOf))),
    providerUses: () => (uses ??= mapFact(snapshot.roles, providerUses)),
    samples: (role, service) =>
      sampleResources(role, service, realArns[service], { id, partition, region: snapshot.regions[0] ?? 'us-east-1' }),
  };
  return account;
}

const notScanned = (call: string, region: string) =>
  unreadable(call, region, 'not-exported', `Region ${region} is not part of this scan`);

const knownArns = (fact: Fact<readonly { readonly arn: string }[]> | undefined): readonly string[] =>
  fact?.state === 'known' ? fact.value.map(({ arn }) => arn) : [];

function providerUuid(snapshot: Snapshot, arn: string): string | undefined {
  if (snapshot.samlProviders.state !== 'known') return undefined;
  const provider = snapshot.samlProviders.value.find((candidate) => candidate.arn === arn);
  return provider?.uuid.state === 'known' ? provider.uuid.value : undefined;
}
