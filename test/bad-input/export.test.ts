import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { command, scanned, verdictOf } from './support.ts';
import { roleFiles, smallAccount } from './small-account.ts';

const scanOf = async (files: Readonly<Record<string, unknown>>) =>
  scanned('--export', await temporaryFolder({ ...smallAccount, ...files }));

it('the account that is spoilt below is right but for some advice', async () => {
  const { exitCode, summary } = await scanOf({});
  expect(exitCode).toBe(1);
  expect(summary).toMatchObject({
    fail: { critical: 0, high: 0, medium: 0, low: 1, informational: 1 },
    unknown: 0,
    complete: true,
  });
});

describe('a folder that is no export', () => {
  it.each(['scan', 'relay-state'])('%s: empty', async (name) => {
    const folder = await temporaryFolder();
    expect(await command(name, '--export', folder)).toEqual({
      code: 2,
      out: '',
      err:
        `euc-saml-audit: ${folder} is empty: expected an account export, with account.json as ` +
        '`aws sts get-caller-identity` prints it.\n',
    });
  });

  it('full of something else', async () => {
    const folder = await temporaryFolder({ 'package.json': {}, 'src/index.ts': '' });
    expect((await command('scan', '--export', folder)).err).toBe(
      `euc-saml-audit: ${folder} has no account.json: expected an account export, with account.json as ` +
        '`aws sts get-caller-identity` prints it.\n',
    );
  });

  it.each([
    ['{}', 'Account: expected text, got nothing'],
    ['{"Account": 111122223333}', 'Account: expected text, got a number'],
    ['{"Account": "me", "Arn": "arn:aws:iam::me:root"}', 'Account: expected twelve digits, got text'],
  ])('without an account in account.json: %s', async (text, problem) => {
    const folder = await temporaryFolder({ ...smallAccount, 'account.json': text });
    expect(await command('scan', '--export', folder)).toEqual({
      code: 2,
      out: '',
      err:
        'euc-saml-audit: Cannot tell which AWS account this is: the answer is not what sts:GetCallerIdentity gives: ' +
        `${problem}. Check the network, AWS_REGION and AWS_ENDPOINT_URL.\n`,
    });
  });
});

describe('a file that is not JSON', () => {
  const file = 'eu-central-1/workspaces.describe-ip-groups.json';

  it.each([
    ['cut off in a text', '{"Result": [\n  {"groupId": "wsipg-1", "userRul', 'line 2, column 34: unterminated string'],
    ['cut off in a list', '{"Result": [', 'line 1, column 13: unexpected end'],
    ['empty', '', 'line 1, column 1: unexpected end'],
    ['a web page', '<!DOCTYPE html>', "line 1, column 1: unexpected token '<'"],
  ])('is named with the place: %s', async (_, text, problem) => {
    const folder = await temporaryFolder({ ...smallAccount, [file]: text });
    expect(await command('scan', '--export', folder)).toEqual({
      code: 2,
      out: '',
      err: `euc-saml-audit: ${join(folder, file)} is not JSON: ${problem}. Make this file again.\n`,
    });
  });

  it('is named when it is JSON, but no object', async () => {
    const folder = await temporaryFolder({ ...smallAccount, [file]: '[]' });
    expect((await command('scan', '--export', folder)).err).toBe(
      `euc-saml-audit: ${join(folder, file)}: expected a JSON object as the AWS CLI prints it.\n`,
    );
  });
});

it('the answer of another call makes unknown what hangs on it', async () => {
  const { exitCode, coverage, ...report } = await scanOf({
    'eu-central-1/workspaces.describe-ip-groups.json': { Stacks: [] },
  });
  expect(exitCode).toBe(1);
  expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual([
    {
      region: 'eu-central-1',
      call: 'workspaces:DescribeIpGroups',
      outcome: 'failed',
      detail: 'the answer is not what workspaces:DescribeIpGroups gives: Result: expected a list, got nothing',
      requests: 0,
    },
  ]);
  expect(verdictOf({ ...report, coverage }, 'workspaces-directory-ip-restricted')).toEqual({
    status: 'unknown',
    message:
      'Could not be judged: the answer is not what workspaces:DescribeIpGroups gives: ' +
      'Result: expected a list, got nothing.',
  });
});

describe('a policy that is not JSON', () => {
  it.each([
    [
      'a trust policy that was cut off',
      roleFiles('{"Version": "2012-10-17", "Statement": ['),
      'trust policy of role Desktops is not JSON: line 1, column 41: unexpected end',
    ],
    [
      'an encoded policy that was cut off',
      roleFiles(guideTrust, '%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22'),
      "inline policy Stream of role Desktops is not JSON: line 1, column 36: expected ':' after property name",
    ],
    [
      'a policy whose encoding was cut off',
      roleFiles(guideTrust, '%7B%22Version%22%3A%222012-10-17%2'),
      'inline policy Stream of role Desktops is not JSON: its URL encoding is broken',
    ],
    ['a list', roleFiles(guideTrust, '[]'), 'inline policy Stream of role Desktops is not JSON: it is not an object'],
    [
      'JSON that is no policy',
      roleFiles(guideTrust, '{"Hello": "World"}'),
      'policy Stream of role Desktops cannot be understood: the policy: "Hello" is not an element of the policy language',
    ],
  ])('makes every verdict on the role unknown: %s', async (_, files, problem) => {
    const report = await scanOf(files);
    const onRole = report.findings.filter(({ resource }) => resource.name === 'Desktops');
    expect(onRole.length).toBeGreaterThan(20);
    expect(onRole.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
    expect(verdictOf(report, 'stream-role-requires-persistent-subject')).toEqual({
      status: 'unknown',
      message: `Could not be judged: ${problem}.`,
    });
    expect(verdictOf(report, 'workspaces-directory-served-by-stream-role').status).toBe('unknown');
  });
});

const metadata = (SAMLMetadataDocument: string) => ({
  'global/iam.get-saml-provider.ExampleIdP.json': { SAMLProviderUUID: 'SAMLPEXAMPLE0001', SAMLMetadataDocument },
});
const saml = 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata"';
const million = (part: string, count = 1_000_000 / part.length) => part.repeat(count);

describe('a metadata document of ten megabytes', { timeout: 60_000 }, () => {
  it.each([
    ['text', million('x', 10_000_000), 'not well-formed XML: line 1, column 10000000: text data outside of root node'],
    [
      'white space',
      `<EntityDescriptor ${saml} entityID="x"${million(' ', 9_900_000)}/>`,
      'describes no identity provider',
    ],
    [
      'a certificate',
      `<EntityDescriptor ${saml}><IDPSSODescriptor><KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${million('QUJD', 2_400_000)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`,
      'holds no signing certificate that can be parsed',
    ],
  ])('that is nothing but %s is wrong', async (_, xml, problem) => {
    const { status, message } = verdictOf(await scanOf(metadata(xml)), 'saml-provider-metadata-valid');
    expect(status).toBe('fail');
    expect(message).toContain(problem);
  });

  it.each([
    ['tags', million('<a></a>', 1_400_000)],
    ['tags', million('<a>', 3_300_000)],
    ['tags', million('<', 10_000_000)],
    ['attributes', `<EntityDescriptor ${Array.from({ length: 830_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
  ])('that is nothing but %s is not looked through', async (what, xml) => {
    const report = await scanOf(metadata(xml));
    const unread = {
      status: 'unknown',
      message: `Could not be judged: the metadata document is too large to look through: it holds more than 250,000 ${what}.`,
    };
    expect(verdictOf(report, 'saml-provider-metadata-valid')).toEqual(unread);
    expect(verdictOf(report, 'saml-provider-certificate-current')).toEqual(unread);
  });
});

const [trust] = guideTrust.Statement;
const [stream] = guideWorkspacesPolicy.Statement;
const policy = (Statement: readonly unknown[]) => ({ Version: '2012-10-17', Statement });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const values = (from: number): string[] => times(20, (i) => (from + i).toString(36));

describe('a role with 200 statements', { timeout: 60_000 }, () => {
  it('is judged, when they all say the same', async () => {
    const report = await scanOf(roleFiles(policy(times(200, () => trust)), policy(times(200, () => stream))));
    expect(verdictOf(report, 'stream-role-requires-persistent-subject').status).toBe('pass');
    expect(verdictOf(report, 'stream-permission-bound-to-saml-subject').status).toBe('pass');
    expect(report.summary).toEqual((await scanOf({})).summary);
  });

  it('is judged by the one that is wrong', async () => {
    const { Condition: _, ...open } = trust;
    const { Condition: __, ...unbound } = stream;
    const report = await scanOf(
      roleFiles(policy([...times(199, () => trust), open]), policy([...times(199, () => stream), unbound])),
    );
    expect(verdictOf(report, 'stream-role-requires-persistent-subject').status).toBe('fail');
    expect(verdictOf(report, 'stream-permission-bound-to-saml-subject').status).toBe('fail');
  });

  it('is judged, each for a directory of its own', async () => {
    const Resource = (i: number) => `arn:aws:workspaces:eu-central-1:111122223333:directory/d-${i}`;
    const report = await scanOf(
      roleFiles(guideTrust, policy(times(200, (i) => ({ ...stream, Resource: Resource(i) })))),
    );
    expect(verdictOf(report, 'stream-permission-bound-to-saml-subject').status).toBe('pass');
    expect(verdictOf(report, 'stream-permission-resource-exists').status).toBe('fail');
    expect(verdictOf(report, 'workspaces-directory-served-by-stream-role').status).toBe('fail');
  });

  it('and 20 values in each is evaluated all the same', async () => {
    const asked = (i: number) => ({ StringEquals: { 'SAML:sub_type': 'persistent', 'saml:sub': values(20 * i) } });
    const named = (i: number) => ({ StringEquals: { 'workspaces:userId': values(20 * i) } });
    const report = await scanOf(
      roleFiles(
        policy(times(200, (i) => ({ ...trust, Condition: asked(i) }))),
        policy(times(200, (i) => ({ ...stream, Resource: '*', Condition: named(i) }))),
      ),
    );
    expect(verdictOf(report, 'stream-role-requires-persistent-subject')).toEqual({
      status: 'pass',
      message: 'Only sign-ins with a persistent NameID can assume the role.',
    });
    expect(verdictOf(report, 'stream-permission-bound-to-saml-subject').status).toBe('fail');
  });

  it('and more to compare than IAM has room for is not one of IAM', async () => {
    const audiences = (i: number) => times(20, (j) => `https://signin-${i}-${j}.example.com/saml`);
    const report = await scanOf(
      roleFiles(policy(times(200, (i) => ({ ...trust, Condition: { StringEquals: { 'saml:aud': audiences(i) } } })))),
    );
    expect(verdictOf(report, 'stream-role-requires-persistent-subject')).toEqual({
      status: 'unknown',
      message:
        'Could not be judged: trust policy of role Desktops cannot be understood: ' +
        '147800 characters of resources and condition values are more than IAM has room for.',
    });
  });
});
