import { describe, expect, it } from 'vitest';
import { relayStates } from '../../lib/federation/relay-state.ts';
import { exampleSnapshot, type ExampleAccount } from '../../lib/explain/example.ts';

const statesOf = (given: ExampleAccount) => relayStates(exampleSnapshot(given));
const urlOf = (given: ExampleAccount) => statesOf(given).map(({ url }) => url);
const others = (given: ExampleAccount) =>
  Object.fromEntries(statesOf(given).flatMap((state) => state.others.map(({ use, url }) => [use, url])));

describe('the relay state of a directory', () => {
  const directory = { id: 'd-906731a2b4', registrationCode: 'SLiad+7UQFN3', access: { DeviceTypeWeb: 'ALLOW' } };
  const host = 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com';

  it('is built from Region and registration code, in all its forms', () => {
    const alias = {
      id: 'wsca-1',
      connectionString: 'desktop.example.com',
      associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', directoryId: 'd-906731a2b4' }],
    };
    expect(statesOf({ directories: [directory], connectionAliases: [alias] })).toEqual([
      {
        type: 'workspaces.directory',
        arn: 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        name: 'd-906731a2b4',
        region: 'eu-central-1',
        url: `${host}/sso-idp?registrationCode=SLiad+7UQFN3`,
        others: [
          {
            use: 'when the identity provider turns + into a space',
            url: `${host}/sso-idp?registrationCode=SLiad%2B7UQFN3`,
          },
          {
            use: 'with cross-Region redirection (the same in each Region, on that Region’s own endpoint)',
            url: `${host}/sso-idp?registrationCode=desktop.example.com`,
          },
          {
            use: 'always open the native client',
            url: `${host}/sso-idp?registrationCode=SLiad+7UQFN3&client=native`,
          },
          { use: 'always open Web Access', url: `${host}/sso-idp?registrationCode=SLiad+7UQFN3&client=web` },
        ],
        notes: ['NameID must equal the WorkSpaces user name, usually sAMAccountName.'],
      },
    ]);
  });

  it('is spelled right in GovCloud, where the guide is not, and has a FIPS form', () => {
    const given = { partition: 'aws-us-gov', region: 'us-gov-west-1', directories: [directory] };
    expect(urlOf(given)).toEqual([
      'https://workspaces.euc-sso.us-gov-west-1.amazonaws-us-gov.com/sso-idp?registrationCode=SLiad+7UQFN3',
    ]);
    expect(others(given)['FIPS endpoint']).toBe(
      'https://workspaces.euc-sso-fips.us-gov-west-1.amazonaws-us-gov.com/sso-idp?registrationCode=SLiad+7UQFN3',
    );
  });

  it('is said to be missing, with the reason', () => {
    expect(statesOf({ region: 'eu-west-3', directories: [directory] })[0]).toMatchObject({
      others: [],
      notes: ['AWS documents no WorkSpaces relay endpoint for eu-west-3.'],
    });
    const snapshot = exampleSnapshot({ directories: [directory] });
    const region = snapshot.byRegion['eu-central-1'];
    const [read] = region?.directories.state === 'known' ? region.directories.value : [];
    const { registrationCode: _, ...without } = read ?? {};
    const blind = {
      ...snapshot,
      byRegion: { 'eu-central-1': { ...region, directories: { state: 'known', value: [without] } } },
    } as unknown as typeof snapshot;
    expect(relayStates(blind)[0]?.url).toBeUndefined();
    expect(relayStates(blind)[0]?.notes).toEqual(['AWS returned no registration code for this directory.']);
  });

  it('does not open Web Access where the directory denies it', () => {
    const uses = (access: Record<string, string>) => Object.keys(others({ directories: [{ ...directory, access }] }));
    expect(uses({ DeviceTypeWeb: 'DENY' })).not.toContain('always open Web Access');
    expect(uses({})).toContain('always open Web Access');
  });

  it('of Pools says which NameIDs will do, and one without SAML has none', () => {
    const pools = { id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' };
    expect(statesOf({ directories: [pools] })[0]?.notes).toEqual([
      'NameID may be the user name, domain\\user or the user principal name.',
    ]);
    expect(statesOf({ directories: [{ ...directory, saml: { status: 'DISABLED' } }] })).toEqual([]);
  });
});

describe('the relay state of a stack', () => {
  const endpoint = 'https://appstream2.euc-sso.eu-central-1.aws.amazon.com/saml';

  it('names stack and account', () => {
    expect(urlOf({ stacks: [{ name: 'Design_1.0-beta' }] })).toEqual([
      `${endpoint}?stack=Design_1.0-beta&accountId=111122223333`,
    ]);
  });

  it('escapes a name that AWS would not allow, should one ever come', () => {
    expect(urlOf({ stacks: [{ name: 'R&D #1' }] })).toEqual([`${endpoint}?stack=R%26D%20%231&accountId=111122223333`]);
  });

  it('leaves the stack out for a catalog of entitlements', () => {
    const given = { stacks: [{ name: 'Design', entitlements: ['department'] }] };
    expect(others(given)['a catalog of all stacks that the user is entitled to']).toBe(
      `${endpoint}?accountId=111122223333`,
    );
    expect(Object.keys(others({ stacks: [{ name: 'Design' }] }))).not.toContain(
      'a catalog of all stacks that the user is entitled to',
    );
  });

  it('opens the desktop only where a fleet shows one', () => {
    const desktop = { stacks: [{ name: 'Design' }], fleets: [{ name: 'design-fleet', streamView: 'DESKTOP' }] };
    expect(others(desktop)['open the desktop at once']).toBe(
      `${endpoint}?stack=Design&accountId=111122223333&app=Desktop`,
    );
    expect(statesOf(desktop)[0]?.notes).toEqual([]);
    expect(statesOf({ stacks: [{ name: 'Design' }] })[0]?.notes).toEqual([
      '&app=Desktop needs a fleet with the Desktop view; this stack has none.',
    ]);
  });

  it('says which NameID a domain-joined fleet needs', () => {
    const joined = {
      stacks: [{ name: 'Design' }],
      fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
    };
    expect(statesOf(joined)[0]?.notes[0]).toBe(
      'Its fleet joins corp.example.com: NameID must be domain\\user, or the user principal name.',
    );
  });

  it('has the older endpoint only where there is one', () => {
    const use = 'clients older than 1.1.1300; not recommended';
    expect(others({ stacks: [{ name: 'Design' }] })[use]).toBe(
      'https://appstream2.eu-central-1.aws.amazon.com/saml?stack=Design&accountId=111122223333',
    );
    expect(Object.keys(others({ region: 'eu-west-3', stacks: [{ name: 'Design' }] }))).not.toContain(use);
  });
});
