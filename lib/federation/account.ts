import { mapFact, unreadable, type Fact } from '../model/fact.ts';
import type { Directory, DirectoryConfig, Fleet, Role, SamlProvider, Snapshot, Stack } from '../model/snapshot.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Domain } from '../policy/contexts.ts';
import { coverage, type NamedDocument } from '../policy/evaluate.ts';
import { sampleResources, tryStreaming, type StreamAnswer } from './permission.ts';
import { looksAtTags } from './questions.ts';
import { providerUses, type ProviderUse } from './privilege.ts';
import { samlTrustOf, type SamlTrust } from './saml-trust.ts';
import { asStreamRole, streamAction, type Service, type StreamRole } from './stream-role.ts';
import { trySignIns, type TrustAnswer } from './trust.ts';

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
  /** Sign-ins through one provider with these `PrincipalTag:` names in the assertion, against the role's trust policy. */
  signIns(role: Role, trust: PolicyDocument, provider: string, tags?: readonly string[]): TrustAnswer;
  /**
   * Streaming requests against the role's identity policies, for one directory or stack. `subjectType` narrows them to
   * sessions with that `saml:sub_type` (null: none). The requests may name another resource that the policies treat
   * alike; use `tryStreaming` where the name matters.
   */
  streaming(
    role: StreamRole,
    documents: readonly NamedDocument[],
    service: Service,
    resource: string,
    subjectType?: string | null,
  ): StreamAnswer;
  /** What every role's trust policy says to SAML, whatever the role is for. */
  samlTrusts(): Fact<readonly SamlTrust[]>;
  /** Who else signs in through each SAML provider (ARN), as far as administrator permissions go. */
  providerUses(): Fact<ReadonlyMap<string, ProviderUse>>;
  /** Resources worth trying for a role: see `sampleResources`. */
  samples(role: StreamRole, service: Service): readonly string[];
}

export function accountOf(snapshot: Snapshot): Account {
  const { id, partition } = snapshot.account;
  const signInMemo = new Map<string, TrustAnswer>();
  const streamMemo = new Map<string, StreamAnswer>();
  // Documents may share a name (an inline policy and a permissions boundary), so what was asked is known by identity.
  const documentIds = new Map<PolicyDocument, number>();
  const idOf = (document: PolicyDocument): number => remember(documentIds, document, () => documentIds.size);
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
    signIns(role, trust, provider, wanted = []) {
      // A trust policy that looks at no tags answers alike whatever the sign-in carries.
      const tags = looksAtTags(trust) ? wanted : [];
      const uuid = providerUuid(snapshot, provider);
      return remember(signInMemo, [role.arn, idOf(trust), provider, ...tags].join(' '), () =>
        trySignIns({
          role,
          trust,
          partition,
          accountId: id,
          provider,
          ...(uuid === undefined ? {} : { providerUuid: uuid }),
          tags,
          asOf: snapshot.asOf,
        }),
      );
    },
    streaming(role, documents, service, resource, subjectType) {
      const asked = documents.map(({ document }) => idOf(document));
      const alike = coverage(documents, { phase: 'stream', action: streamAction(service), resource }) ?? resource;
      const key = [role.role.arn, service, alike, String(subjectType), ...asked].join(' ');
      const fixed = new Map<string, Domain>(
        subjectType === undefined ? [] : [['saml:sub_type', { fixed: subjectType === null ? null : [subjectType] }]],
      );
      return remember(streamMemo, key, () =>
        tryStreaming({ role, documents, service, resource, accountId: id, asOf: snapshot.asOf, fixed }),
      );
    },
    samlTrusts: () => (samlTrusts ??= mapFact(snapshot.roles, (roles) => roles.map(samlTrustOf))),
    providerUses: () => (uses ??= mapFact(snapshot.roles, providerUses)),
    samples: (role, service) =>
      sampleResources(role, service, realArns[service], { id, partition, region: snapshot.regions[0] ?? 'us-east-1' }),
  };
  return account;
}

function remember<K, T>(memo: Map<K, T>, key: K, compute: () => T): T {
  const found = memo.get(key);
  if (found !== undefined) return found;
  const computed = compute();
  memo.set(key, computed);
  return computed;
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
