import { describe, expect, it } from 'vitest';
import { checkRelayState } from '../../../lib/relay-state/check.ts';
import { relayStates } from '../../../lib/federation/relay-state.ts';
import { exampleSnapshot, type ExampleAccount } from '../../../lib/explain/example.ts';

const access = { DeviceTypeWindows: 'ALLOW', DeviceTypeWeb: 'ALLOW' };
const frankfurt = {
  directories: [
    { id: 'd-99672f8b1c', registrationCode: 'WSfra+7K3QXD', access },
    { id: 'd-99672f8b2d', registrationCode: 'WSfra+M4WT9C', access: { ...access, DeviceTypeWeb: 'DENY' } },
    { id: 'd-99672f8b3e', registrationCode: 'WSfra+OFF111', saml: { status: 'DISABLED' } },
    { id: 'd-99672f8b4f', registrationCode: 'WSfra+GONE22', state: 'DEREGISTERED' },
    { id: 'd-99672f8b5a', registrationCode: 'WSfra+Q8Q8Q8', access: {} },
  ],
  connectionAliases: [
    {
      id: 'wsca-1',
      connectionString: 'desktop.example.com',
      associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', directoryId: 'd-99672f8b1c' }],
    },
    { id: 'wsca-2', connectionString: 'unused.example.com', associations: [{ status: 'NOT_ASSOCIATED' }] },
    {
      id: 'wsca-3',
      connectionString: 'pending.example.com',
      associations: [{ status: 'PENDING_ASSOCIATION', directoryId: 'd-99672f8b1c' }],
    },
    {
      id: 'wsca-4',
      connectionString: 'shared.example.com',
      associations: [{ status: 'ASSOCIATED_WITH_SHARED_ACCOUNT', directoryId: 'd-9067000000' }],
    },
  ],
  stacks: [
    { name: 'Design', fleets: ['apps'] },
    { name: 'Studio', fleets: ['apps', 'desktops'] },
    { name: 'Empty', fleets: [] },
  ],
  fleets: [
    { name: 'apps', streamView: 'APP' },
    { name: 'desktops', streamView: 'DESKTOP' },
  ],
};
const virginia = {
  region: 'us-east-1',
  directories: [{ id: 'd-906731a2b4', registrationCode: 'SLiad+7UQFN3', access }],
  connectionAliases: [
    {
      id: 'wsca-5',
      connectionString: 'virginia.example.com',
      associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', directoryId: 'd-906731a2b4' }],
    },
  ],
  stacks: [{ name: 'Training', fleets: ['lab'], entitlements: ['department'] }],
  fleets: [{ name: 'lab', streamView: 'DESKTOP' }],
};
const account: ExampleAccount = { ...frankfurt, elsewhere: virginia };
const snapshot = exampleSnapshot(account);

const desktop = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-99672f8b1c';
const desktopWithoutWeb = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-99672f8b2d';
const desktopInVirginia = 'arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4';
const design = 'arn:aws:appstream:eu-central-1:111122223333:stack/Design';
const studio = 'arn:aws:appstream:eu-central-1:111122223333:stack/Studio';
const training = 'arn:aws:appstream:us-east-1:111122223333:stack/Training';

const ws = 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=WSfra+7K3QXD';
const as = 'https://appstream2.euc-sso.eu-central-1.aws.amazon.com/saml?stack=Design&accountId=111122223333';
const without = (text: string, url: string): string => {
  if (!url.includes(text)) throw new Error(`${url} does not hold ${text}`);
  return url.replace(text, '');
};
const swap = (from: string, to: string, url: string): string => {
  if (!url.includes(from)) throw new Error(`${url} does not hold ${from}`);
  return url.replace(from, to);
};

/** The result in short: status, target, and the parts with their severities. */
const short = (text: string, on = snapshot) => {
  const { status, target, problems } = checkRelayState(on, text);
  return { status, target, parts: problems.map(({ part, severity }) => `${part} ${severity}`) };
};

describe('a right relay state passes, and names where it leads', () => {
  it.each([
    ['directory', ws, desktop],
    ['escaped plus sign', swap('+', '%2B', ws), desktop],
    ['escaped plus sign, lower case', swap('+', '%2b', ws), desktop],
    ['native client', `${ws}&client=native`, desktop],
    ['Web Access', `${ws}&client=web`, desktop],
    ['client first', swap('?', '?client=native&', ws), desktop],
    ['connection alias', swap('WSfra+7K3QXD', 'desktop.example.com', ws), desktop],
    ['connection alias in other letters', swap('WSfra+7K3QXD', 'Desktop.Example.com', ws), desktop],
    [
      'FIPS endpoint of WorkSpaces',
      'https://workspaces.euc-sso-fips.us-east-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3',
      desktopInVirginia,
    ],
    ['upper case scheme', swap('https', 'HTTPS', ws), desktop],
    ['trailing separator', `${ws}&`, desktop],
    ['stack', as, design],
    [
      'parameters in another order',
      swap('stack=Design&accountId=111122223333', 'accountId=111122223333&stack=Design', as),
      design,
    ],
    ['stack in the native client', `${as}&client=native`, design],
    ['stack in the browser', `${as}&client=web`, design],
    ['desktop of a fleet', `${swap('Design', 'Studio', as)}&app=Desktop`, studio],
    [
      'catalog of stacks with entitlements',
      'https://appstream2.euc-sso.us-east-1.aws.amazon.com/saml?accountId=111122223333',
      null,
    ],
    [
      'FIPS endpoint of AppStream',
      'https://appstream2.euc-sso-fips.us-east-1.aws.amazon.com/saml?stack=Training&accountId=111122223333',
      training,
    ],
  ])('%s', (_, url, target) => {
    expect(short(url)).toEqual({ status: 'pass', target, parts: [] });
  });

  it.each([
    ['upper case in the host', swap('workspaces.euc', 'Workspaces.EUC', ws), desktop, ['host informational']],
    ['the default port', swap('.com/', '.com:443/', ws), desktop, []],
    [
      'a stack without a fleet',
      swap('Design', 'Empty', as),
      design.replace('Design', 'Empty'),
      ['stack informational'],
    ],
  ])('%s stops nobody', (_, url, target, parts) => {
    expect(short(url)).toEqual({ status: 'pass', target, parts });
  });

  it('is every URL that relay-state prints, but for the older endpoints', () => {
    const urls = relayStates(snapshot)
      .filter(({ name }) => name !== 'd-99672f8b4f')
      .flatMap(({ url, others }) => [url ?? '', ...others.map((other) => other.url)]);
    expect(urls.length).toBeGreaterThan(30);
    const older = /^https:\/\/appstream2(-fips)?\.(?!euc-sso)/;
    expect(urls.filter((url) => !older.test(url) && short(url).status === 'fail')).toEqual([]);
    expect(urls.filter((url) => older.test(url)).map((url) => short(url).parts[0])).toEqual(Array(4).fill('host low'));
  });
});

describe('a single defect fails the part that has it', () => {
  it.each([
    ['http', swap('https', 'http', ws), 'scheme high', desktop],
    ['no scheme', without('https://', ws), 'scheme high', desktop],
    ['another scheme', swap('https', 'workspaces', ws), 'scheme high', desktop],
    ['no scheme, two slashes', without('https:', as), 'scheme high', design],

    ['a misspelt service', swap('workspaces.', 'workspace.', ws), 'host high', desktop],
    ['no euc-sso', without('euc-sso.', ws), 'host high', desktop],
    ['a lost dot', swap('euc-sso.', 'euc-sso', ws), 'host high', desktop],
    ['another top-level domain', swap('amazon.com', 'amazon.co', ws), 'host high', desktop],
    ['amazonaws.com', swap('aws.amazon.com', 'amazonaws.com', ws), 'host high', desktop],
    ['a domain around it', swap('aws.amazon.com', 'aws.amazon.com.example.com', ws), 'host high', desktop],
    ['FIPS where there is none', swap('euc-sso', 'euc-sso-fips', ws), 'host high', desktop],
    ['FIPS of AppStream where there is none', swap('euc-sso', 'euc-sso-fips', as), 'host high', design],
    ['the host of the other service', swap('workspaces.', 'appstream2.', ws), 'host high', desktop],
    ['the host of WorkSpaces for a stack', swap('appstream2.', 'workspaces.', as), 'host high', design],
    ['the sign-in page', swap('workspaces.euc-sso.eu-central-1', 'signin', ws), 'host high', desktop],
    ['the console', swap('workspaces.euc-sso.eu-central-1', 'eu-central-1.console', ws), 'host high', desktop],
    ['no host', swap('workspaces.euc-sso.eu-central-1.aws.amazon.com', '', ws), 'host high', desktop],
    ['another port', swap('.com/', '.com:8443/', ws), 'host high', desktop],
    ['a user name', swap('https://', 'https://admin@', ws), 'host high', desktop],
    ['the suffix of GovCloud', swap('aws.amazon.com', 'amazonaws-us-gov.com', ws), 'host high', desktop],
    ['an old WorkSpaces host, which never was', without('euc-sso.', ws), 'host high', desktop],
    ['the older endpoint of AppStream', without('euc-sso.', as), 'host low', design],

    ['a Region of GovCloud', swap('eu-central-1', 'us-gov-west-1', ws), 'region high', desktop],
    ['no Region', swap('eu-central-1', 'frankfurt', as), 'region high', design],
    ['the stack of another Region', swap('Design', 'Training', as), 'region high', training],

    ['no path', without('/sso-idp', ws), 'path high', desktop],
    ['the path of the other service', swap('/sso-idp', '/saml', ws), 'path high', desktop],
    ['the path of WorkSpaces', swap('/saml', '/sso-idp', as), 'path high', design],
    ['another letter case of the path', swap('/sso-idp', '/SSO-IdP', ws), 'path high', desktop],
    ['a slash too much', swap('/saml', '/saml/', as), 'path medium', design],
    ['two slashes', swap('/saml', '//saml', as), 'path high', design],
    ['a longer path', swap('/saml', '/saml/acs', as), 'path high', design],
    ['a misspelt path', swap('/sso-idp', '/ssoidp', ws), 'path high', desktop],

    ['no code', swap('WSfra+7K3QXD', '', ws), 'registrationCode high', null],
    ['no parameter at all', without('?registrationCode=WSfra+7K3QXD', ws), 'registrationCode high', null],
    ['a code of nobody', swap('WSfra+7K3QXD', 'WSfra+ZZZZZZ', ws), 'registrationCode high', null],
    ['one wrong character', swap('7K3QXD', '7K3QXO', ws), 'registrationCode high', null],
    ['a missing character', swap('7K3QXD', '7K3QX', ws), 'registrationCode high', null],
    ['another letter case', swap('WSfra', 'wsfra', ws), 'registrationCode high', null],
    ['a plus sign that became a space', swap('+', '%20', ws), 'registrationCode high', null],
    ['no plus sign', without('+', ws), 'registrationCode high', null],
    ['half a code', without('+7K3QXD', ws), 'registrationCode high', null],
    ['the id of the directory', swap('WSfra+7K3QXD', 'd-99672f8b1c', ws), 'registrationCode high', null],
    ['a placeholder', swap('WSfra+7K3QXD', '%3Cregistration-code%3E', ws), 'registrationCode high', null],
    ['a directory without SAML', swap('7K3QXD', 'OFF111', ws), 'registrationCode high', desktop.replace('b1c', 'b3e')],
    ['a deregistered directory', swap('7K3QXD', 'GONE22', ws), 'registrationCode high', desktop.replace('b1c', 'b4f')],
    ['a domain that is no alias', swap('WSfra+7K3QXD', 'desktops.example.com', ws), 'registrationCode high', null],
    ['an alias of nothing', swap('WSfra+7K3QXD', 'unused.example.com', ws), 'registrationCode high', null],

    ['no account', without('&accountId=111122223333', as), 'accountId high', design],
    ['an empty account', swap('=111122223333', '=', as), 'accountId high', design],
    ['another account', swap('111122223333', '444455556666', as), 'accountId high', design],
    ['an account with dashes', swap('111122223333', '1111-2222-3333', as), 'accountId high', design],
    ['a digit lost', swap('111122223333', '11112222333', as), 'accountId high', design],

    ['another letter case of the stack', swap('Design', 'design', as), 'stack high', null],
    ['a stack that is not there', swap('Design', 'Nothing', as), 'stack high', null],
    ['a misspelt stack', swap('Design', 'Desing', as), 'stack high', null],
    ['an empty stack', swap('Design', '', as), 'stack high', null],
    ['no stack, and no entitlements', without('stack=Design&', as), 'stack high', null],
    ['an application and no stack', `${without('stack=Design&', as)}&app=Desktop`, 'stack high', null],
    ['a placeholder for the stack', swap('Design', '<stack-name>', as), 'stack high', null],

    ['the desktop of a fleet that has none', `${as}&app=Desktop`, 'app high', design],
    ['the desktop in lower case', `${swap('Design', 'Studio', as)}&app=desktop`, 'app high', studio],
    ['an empty application', `${as}&app=`, 'app medium', design],

    ['a client that is not there', `${ws}&client=browser`, 'client medium', desktop],
    ['a client in upper case', `${as}&client=Native`, 'client medium', design],
    ['Web Access that is denied', `${swap('7K3QXD', 'M4WT9C', ws)}&client=web`, 'client high', desktopWithoutWeb],

    ['a foreign parameter', `${ws}&utm_source=portal`, 'parameter low', desktop],
    ['a parameter of the other service', `${ws}&accountId=111122223333`, 'parameter low', desktop],
    ['a code for a stack', `${as}&registrationCode=WSfra+7K3QXD`, 'parameter low', design],
    ['a relay state inside', `${ws}&RelayState=https://example.com`, 'parameter low', desktop],
    ['the code twice', `${ws}&registrationCode=WSfra+7K3QXD`, 'parameter high', desktop],
    ['the stack twice', `${as}&stack=Design`, 'parameter high', design],
    ['a fragment', `${ws}#start`, 'parameter high', desktop],

    ['white space in front', ` ${ws}`, 'encoding high', desktop],
    ['a line break at the end', `${ws}\n`, 'encoding high', desktop],
    ['a byte order mark', `\uFEFF${ws}`, 'encoding high', desktop],
    ['a zero-width space', swap('.eu-', '.\u200Beu-', ws), 'encoding high', desktop],
    ['quotation marks', `"${ws}"`, 'encoding high', desktop],
    ['angle brackets', `<${ws}>`, 'encoding high', desktop],
    ['HTML escapes', swap('&', '&amp;', as), 'encoding high', design],
    ['numeric HTML escapes', swap('&', '&#38;', as), 'encoding high', design],
    ['all of it escaped', encodeURIComponent(ws), 'encoding high', desktop],
    ['backslashes', swap('https://', 'https:\\\\', ws), 'encoding high', desktop],
    [
      'an identity provider around it',
      `RPID=urn:amazon:webservices&RelayState=${encodeURIComponent(as)}`,
      'encoding high',
      design,
    ],
  ])('%s', (_, url, part, target) => {
    const result = short(url);
    expect(result.status).toBe('fail');
    expect(result.parts.filter((one) => !one.endsWith('informational'))).toContain(part);
    expect(result.target).toBe(target);
  });

  it.each([
    ['the Region of a code', swap('eu-central-1', 'us-east-1', ws), ['region high', 'registrationCode high'], desktop],
    ['the Region of an alias', swap('WSfra+7K3QXD', 'virginia.example.com', ws), ['region high'], null],
    ['a code that is encoded twice', swap('+', '%252B', ws), ['encoding high', 'registrationCode high'], null],
    ['a plus sign that became a bare space', swap('+', ' ', ws), ['encoding high', 'registrationCode high'], null],
    [
      'the name of a parameter',
      swap('registrationCode', 'registrationcode', ws),
      ['registrationCode high', 'parameter high'],
      null,
    ],
    ['the name of the account', swap('accountId', 'accountid', as), ['accountId high', 'parameter high'], design],
    [
      'the client on the older endpoint',
      `${without('euc-sso.', as)}&client=native`,
      ['host low', 'client medium'],
      design,
    ],
    [
      'the older endpoint where there never was one',
      swap('euc-sso.eu-central-1', 'eu-south-1', as),
      ['host high', 'stack informational'],
      null,
    ],
  ])('%s shows on both sides', (_, url, parts, target) => {
    expect(short(url)).toEqual({ status: 'fail', target, parts });
  });

  it.each([
    ['semicolons between parameters', `${ws};client=web`, 'parameter high', desktop],
    ['a second question mark', `${ws}?client=web`, 'parameter high', desktop],
    ['white space behind a value', `${ws}%20`, 'encoding high', null],
    ['HTML escapes, on the parameter', swap('&', '&amp;', as), 'parameter high', design],
    ['a Region for which AWS documents no endpoint', swap('eu-central-1', 'us-west-1', as), 'region high', design],
  ])('%s fails its part', (_, url, part, target) => {
    const result = short(url);
    expect({ status: result.status, target: result.target }).toEqual({ status: 'fail', target });
    expect(result.parts).toContain(part);
  });

  it('says what is there and what should be', () => {
    expect(checkRelayState(snapshot, swap('Design', 'design', as)).problems).toEqual([
      {
        part: 'stack',
        severity: 'high',
        message: 'The stack differs in letter case, and names of stacks are case-sensitive.',
        actual: 'design',
        expected: 'Design',
      },
    ]);
    expect(checkRelayState(snapshot, swap('euc-sso', 'euc-sso-fips', ws)).problems[0]).toMatchObject({
      message: 'AWS documents no FIPS endpoint of WorkSpaces for eu-central-1.',
      expected: 'workspaces.euc-sso.eu-central-1.aws.amazon.com',
    });
  });

  it('knows the names of GovCloud that lost a dot', () => {
    const gov = exampleSnapshot({
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      directories: [{ id: 'd-99672f8b1c', registrationCode: 'WSgov+7K3QXD' }],
    });
    const url = 'https://workspaces.euc-sso.us-gov-west-1.amazonaws-us-gov.com/sso-idp?registrationCode=WSgov+7K3QXD';
    expect(short(url, gov).status).toBe('pass');
    const [problem] = checkRelayState(gov, url.replace('us-gov.com', 'us-govcom')).problems;
    expect(problem).toEqual({
      part: 'host',
      severity: 'high',
      message: 'The host ends with amazonaws-us-govcom, as a page of AWS prints it: the dot before com is missing.',
      actual: 'workspaces.euc-sso.us-gov-west-1.amazonaws-us-govcom',
      expected: 'workspaces.euc-sso.us-gov-west-1.amazonaws-us-gov.com',
    });
    expect(short(url.replace('amazonaws-us-gov.com', 'aws.amazon.com'), gov).parts).toEqual(['host high']);
  });

  it('is none of these texts, and never throws', () => {
    for (const text of ['', ' ', 'x', '%', '#', '?', '&&&', 'https://', '<>', '\u0000', 'a'.repeat(10_000)]) {
      expect(checkRelayState(snapshot, text).status).toBe('fail');
    }
    expect(checkRelayState(snapshot, '').problems[0]?.message).toBe('The relay state is empty.');
  });
});

describe('what was not read leaves the relay state undetermined', () => {
  const unread = (...calls: readonly string[]) => exampleSnapshot({ ...account, unread: calls });
  it.each([
    ['directories', ws, ['workspaces:DescribeWorkspaceDirectories'], 'registrationCode informational'],
    ['stacks', as, ['appstream:DescribeStacks'], 'stack informational'],
    [
      'aliases',
      swap('WSfra+7K3QXD', 'desktop.example.com', ws),
      ['workspaces:DescribeConnectionAliases'],
      'registrationCode informational',
    ],
    ['fleets', `${swap('Design', 'Studio', as)}&app=Desktop`, ['appstream:DescribeFleets'], 'app informational'],
    [
      'entitlements',
      'https://appstream2.euc-sso.us-east-1.aws.amazon.com/saml?accountId=111122223333',
      ['appstream:DescribeEntitlements'],
      'stack informational',
    ],
  ])('%s', (_, url, calls, part) => {
    const { status, parts } = short(url, unread(...calls));
    expect({ status, parts }).toEqual({ status: 'unknown', parts: [part] });
  });

  it.each([
    ['an application, which is not read', `${as}&app=Firefox`, ['app informational']],
    ['a pending alias', swap('WSfra+7K3QXD', 'pending.example.com', ws), ['registrationCode informational']],
    ['an alias of another account', swap('WSfra+7K3QXD', 'shared.example.com', ws), ['registrationCode informational']],
    ['Web Access that AWS did not mention', `${swap('7K3QXD', 'Q8Q8Q8', ws)}&client=web`, ['client informational']],
    ['a stack in a Region that was not read', swap('eu-central-1', 'eu-west-1', as), ['stack informational']],
    [
      'a Region for which AWS documents no endpoint',
      swap('eu-central-1', 'us-east-2', swap('WSfra+7K3QXD', 'WSohi+ABCDEF', ws)),
      ['region informational', 'registrationCode informational'],
    ],
  ])('%s', (_, url, parts) => {
    const result = short(url);
    expect({ status: result.status, parts: result.parts }).toEqual({ status: 'unknown', parts });
  });

  it('does not hide a defect', () => {
    expect(short(swap('https', 'http', ws), unread('workspaces:DescribeWorkspaceDirectories')).status).toBe('fail');
  });
});
