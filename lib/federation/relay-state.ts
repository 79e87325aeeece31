import type { ConnectionAlias, Directory, Fleet, RegionSnapshot, Snapshot, Stack } from '../model/snapshot.ts';
import type { Fact } from '../model/fact.ts';
import type { RelayState } from '../model/relay-state.ts';
import { appstreamRelayEndpoint, workspacesRelayHost } from '../saml/regions.ts';

/**
 * The relay state of every SAML directory and every stack, built from what AWS returns: Region, registration code,
 * account and stack name. Sources: WorkSpaces guide Step 6, AppStream guide Step 6 with Tables 1 to 3
 * (domain-facts 1.2, 2.1, 2.2). Sorted by Region and ARN.
 */
export function relayStates(snapshot: Snapshot): readonly RelayState[] {
  return snapshot.regions.flatMap((name) => {
    const region = snapshot.byRegion[name];
    if (region === undefined) return [];
    const directories = valuesOf(region.directories).filter(({ saml }) => saml.status !== 'DISABLED');
    return [
      ...directories.map((directory) => ofDirectory(directory, valuesOf(region.connectionAliases))),
      ...valuesOf(region.stacks).map((stack) => ofStack(stack, region, snapshot.account.id)),
    ].toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  });
}

const valuesOf = <T>(fact: Fact<readonly T[]>): readonly T[] => (fact.state === 'known' ? fact.value : []);

function ofDirectory(directory: Directory, aliases: readonly ConnectionAlias[]): RelayState {
  const { arn, region, id, registrationCode } = directory;
  const base = { type: 'workspaces.directory' as const, arn, name: id, region };
  const host = workspacesRelayHost(region);
  if (host === undefined) {
    return { ...base, others: [], notes: [`AWS documents no WorkSpaces relay endpoint for ${region}.`] };
  }
  const names = aliases
    .filter(({ associations }) => associations.some(({ directoryId }) => directoryId === id))
    .map(({ connectionString }) => connectionString);
  const url = (code: string, on = host) => `https://${on}/sso-idp?registrationCode=${code}`;
  const fips = workspacesRelayHost(region, { fips: true });
  const redirection = names.map((name) => ({
    use: 'with cross-Region redirection (the same in each Region, on that Region’s own endpoint)',
    url: url(name),
  }));
  if (registrationCode === undefined) {
    return { ...base, others: redirection, notes: ['AWS returned no registration code for this directory.'] };
  }
  return {
    ...base,
    url: url(registrationCode),
    others: [
      // Not documented: whether the plus sign of the code must be escaped inside the query.
      ...(registrationCode.includes('+')
        ? [
            {
              use: 'when the identity provider turns + into a space',
              url: url(registrationCode.replaceAll('+', '%2B')),
            },
          ]
        : []),
      ...redirection,
      ...(fips === undefined ? [] : [{ use: 'FIPS endpoint', url: url(registrationCode, fips) }]),
      { use: 'always open the native client', url: `${url(registrationCode)}&client=native` },
      ...(directory.access['DeviceTypeWeb'] === 'DENY'
        ? []
        : [{ use: 'always open Web Access', url: `${url(registrationCode)}&client=web` }]),
    ],
    notes:
      directory.workspaceType === 'POOLS'
        ? ['NameID may be the user name, domain\\user or the user principal name.']
        : ['NameID must equal the WorkSpaces user name, usually sAMAccountName.'],
  };
}

function ofStack(stack: Stack, region: RegionSnapshot, accountId: string): RelayState {
  const { arn, name } = stack;
  const base = { type: 'appstream.stack' as const, arn, name, region: stack.region };
  const endpoint = appstreamRelayEndpoint(stack.region);
  const fleets = valuesOf(region.fleets).filter((fleet) => valuesOf(stack.fleets).includes(fleet.name));
  const notes = notesOn(fleets);
  if (endpoint === undefined) {
    return { ...base, others: [], notes: [`AWS documents no AppStream relay endpoint for ${stack.region}.`, ...notes] };
  }
  const url = (at: string) => `${at}?stack=${encodeURIComponent(name)}&accountId=${accountId}`;
  const fips = appstreamRelayEndpoint(stack.region, { fips: true });
  const old = appstreamRelayEndpoint(stack.region, { old: true });
  return {
    ...base,
    url: url(endpoint),
    others: [
      ...(fleets.some(({ streamView }) => streamView === 'DESKTOP')
        ? [{ use: 'open the desktop at once', url: `${url(endpoint)}&app=Desktop` }]
        : []),
      ...(valuesOf(stack.entitlements).length > 0
        ? [{ use: 'a catalog of all stacks that the user is entitled to', url: `${endpoint}?accountId=${accountId}` }]
        : []),
      { use: 'always open the native client (1.1.1300 or newer)', url: `${url(endpoint)}&client=native` },
      { use: 'always open the browser', url: `${url(endpoint)}&client=web` },
      ...(fips === undefined ? [] : [{ use: 'FIPS endpoint', url: url(fips) }]),
      ...(old === undefined ? [] : [{ use: 'clients older than 1.1.1300; not recommended', url: url(old) }]),
    ],
    notes,
  };
}

function notesOn(fleets: readonly Fleet[]): string[] {
  const domains = [...new Set(fleets.flatMap(({ directoryName }) => directoryName ?? []))];
  const joined = domains.map(
    (domain) => `Its fleet joins ${domain}: NameID must be domain\\user, or the user principal name.`,
  );
  const desktop = fleets.some(({ streamView }) => streamView === 'DESKTOP');
  return [
    ...joined,
    ...(desktop || fleets.length === 0
      ? []
      : ['&app=Desktop needs a fleet with the Desktop view; this stack has none.']),
  ];
}
