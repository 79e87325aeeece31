import type { ResourceRef } from '../model/finding.ts';
import type { Fact, Unreadable } from '../model/fact.ts';
import type { Account } from '../federation/account.ts';
import { regionalKinds, type RegionalKind, type RegionalType, type ResourceType } from '../model/resource-types.ts';
import type { Subjects } from '../rule/rule.ts';

/** Something to judge, and how a finding names it. */
interface Subject<K extends ResourceType> {
  readonly value: Subjects[K];
  readonly resource: ResourceRef;
}

/** Resources of a type that could not even be listed: one place, and why. */
interface Unlisted {
  readonly resource: ResourceRef;
  readonly fact: Unreadable;
}

export interface Listing<K extends ResourceType> {
  readonly subjects: readonly Subject<K>[];
  readonly unlisted: readonly Unlisted[];
}

/** All resources of one type in the account, and the places where they could not be listed. */
export function listSubjects<K extends ResourceType>(type: K, account: Account): Listing<K> {
  return listers[type](account);
}

const iamArn = (account: Account, resource: string) => `arn:${account.partition}:iam::${account.id}:${resource}`;

const listers: { readonly [K in ResourceType]: (account: Account) => Listing<K> } = {
  account: (account) => ({
    subjects: [
      {
        value: account,
        resource: { type: 'account', arn: iamArn(account, 'root'), name: account.id, region: 'global' },
      },
    ],
    unlisted: [],
  }),
  'iam.saml-provider': (account) =>
    fromFact(
      'iam.saml-provider',
      account.providers,
      iamArn(account, 'saml-provider/*'),
      'global',
      (provider) => provider,
    ),
  'iam.role': (account) =>
    fromFact('iam.role', account.streamRoles, iamArn(account, 'role/*'), 'global', ({ role }) => role),
  'workspaces.directory': (account) =>
    perRegion('workspaces.directory', regionalKinds['workspaces.directory'], account),
  'workspaces.ip-group': (account) => perRegion('workspaces.ip-group', regionalKinds['workspaces.ip-group'], account),
  'workspaces.connection-alias': (account) =>
    perRegion('workspaces.connection-alias', regionalKinds['workspaces.connection-alias'], account),
  'workspaces.pool': (account) => perRegion('workspaces.pool', regionalKinds['workspaces.pool'], account),
  'appstream.stack': (account) => perRegion('appstream.stack', regionalKinds['appstream.stack'], account),
  'appstream.fleet': (account) => perRegion('appstream.fleet', regionalKinds['appstream.fleet'], account),
  'appstream.directory-config': (account) =>
    perRegion('appstream.directory-config', regionalKinds['appstream.directory-config'], account),
};

function fromFact<K extends ResourceType>(
  type: K,
  fact: Fact<readonly Subjects[K][]>,
  everyArn: string,
  region: string,
  nameOf: (value: Subjects[K]) => { readonly name: string; readonly arn: string },
): Listing<K> {
  if (fact.state === 'absent') return { subjects: [], unlisted: [] };
  if (fact.state === 'unreadable') {
    return { subjects: [], unlisted: [{ resource: { type, arn: everyArn, name: '*', region }, fact }] };
  }
  const subjects = fact.value.map((value) => {
    const { name, arn } = nameOf(value);
    return { value, resource: { type, arn, name, region } };
  });
  return { subjects, unlisted: [] };
}

function perRegion<K extends RegionalType>(
  type: K,
  { listIn, everyArn, nameOf }: RegionalKind<Subjects[K]>,
  account: Account,
): Listing<K> {
  const [service = ''] = type.split('.');
  const listings = account.regions.flatMap((region) => {
    const snapshot = account.snapshot.byRegion[region];
    if (snapshot === undefined) return [];
    const every = `arn:${account.partition}:${service}:${region}:${account.id}:${everyArn}`;
    return [fromFact(type, listIn(snapshot), every, region, (one) => ({ name: nameOf(one), arn: one.arn }))];
  });
  return {
    subjects: listings.flatMap(({ subjects }) => subjects),
    unlisted: listings.flatMap(({ unlisted }) => unlisted),
  };
}
