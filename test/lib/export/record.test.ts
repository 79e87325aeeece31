import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../lib/collect/collect.ts';
import { exportSource } from '../../../lib/export/export-source.ts';
import { recordingSource } from '../../../lib/export/record.ts';
import type { Snapshot } from '../../../lib/model/snapshot.ts';
import { memorySource } from '../../support/memory-source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const account = '111122223333';
const region = 'eu-west-1';
const trust = { Version: '2012-10-17', Statement: [] };

const answers = {
  'account.json': {
    UserId: 'AROAEXAMPLE:jane.doe',
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/Auditor/jane.doe`,
  },
  'global/iam.get-account-authorization-details.json': {
    UserDetailList: [{ UserName: 'jane.doe' }],
    RoleDetailList: [
      {
        RoleName: 'Stream',
        Arn: `arn:aws:iam::${account}:role/Stream`,
        AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      },
    ],
    Policies: [],
  },
  'global/iam.list-saml-providers.json': {
    SAMLProviderList: [{ Arn: `arn:aws:iam::${account}:saml-provider/Okta` }],
  },
  'global/iam.get-saml-provider.Okta.json': {
    SAMLMetadataDocument:
      '<EntityDescriptor entityID="x"><ContactPerson><GivenName>jane.doe</GivenName></ContactPerson></EntityDescriptor>',
  },
  [`${region}/workspaces.describe-workspace-directories.json`]: {
    Directories: [{ DirectoryId: 'd-1', CustomerUserName: 'jane.doe', SamlProperties: { Status: 'ENABLED' } }],
  },
  [`${region}/workspaces.describe-workspaces.json`]: {
    Workspaces: [{ DirectoryId: 'd-1', UserName: 'jane.doe', State: 'AVAILABLE', ComputerName: 'jane.doe' }],
  },
  [`${region}/ds.describe-directories.json`]: {
    DirectoryDescriptions: [
      { DirectoryId: 'd-1', Type: 'ADConnector', ConnectSettings: { CustomerUserName: 'jane.doe' } },
    ],
  },
  [`${region}/appstream.describe-stacks.json`]: { Stacks: [{ Name: 'cad' }] },
  [`${region}/appstream.list-associated-fleets.cad.json`]: { Names: ['g'] },
  [`${region}/appstream.describe-user-stack-associations.cad.json`]: {
    UserStackAssociations: [{ StackName: 'cad', UserName: 'jane.doe@example.com', AuthenticationType: 'USERPOOL' }],
  },
  [`${region}/appstream.describe-users.json`]: {
    Users: [{ UserName: 'jane.doe@example.com', FirstName: 'jane.doe', Enabled: true }],
  },
  [`${region}/appstream.describe-directory-configs.json`]: {
    DirectoryConfigs: [
      { DirectoryName: 'corp', ServiceAccountCredentials: { AccountName: 'jane.doe', AccountPassword: 'hunter2' } },
    ],
  },
};

const errors = {
  'global/iam.list-roles.json': {
    code: 'AccessDenied',
    message: `User: arn:aws:sts::${account}:assumed-role/Auditor/jane.doe is not authorized to perform: iam:ListRoles`,
  },
  [`${region}/workspaces.describe-ip-groups.json`]: { code: 'ThrottlingException', message: 'Rate exceeded' },
  [`${region}/workspaces.describe-connection-aliases.json`]: { code: 'OperationNotSupportedException' },
  [`${region}/appstream.describe-entitlements.cad.json`]: { code: 'EntitlementNotFoundException' },
  [`${region}/appstream.describe-fleets.json`]: { code: 'UnrecognizedClientException', message: 'invalid token' },
};

const collectFrom = (source: Parameters<typeof collect>[0]['source']): Promise<Snapshot> =>
  collect({ source, regions: [region], asOf: '2026-11-21T00:00:00.000Z' });

/** All that may differ between an account and its export. */
const asExport = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  source: 'export',
  coverage: snapshot.coverage.map((entry) => ({ ...entry, requests: 0 })),
});

describe('a recording', () => {
  it('is an export that reads like the account', async () => {
    const folder = join(await temporaryFolder(), 'new', 'export');
    const seen = await collectFrom(recordingSource(memorySource(answers, errors), folder));
    const read = await collectFrom(await exportSource(folder));
    expect(read).toEqual(asExport(seen));
    expect((await exportSource(folder)).notes).toEqual([]);
    expect((await exportSource(folder)).regions).toEqual([region]);
  });

  it('says when it was made, and with what', async () => {
    const folder = await temporaryFolder();
    const made = { createdAt: '2026-11-25T08:00:00.000Z', tool: 'euc-saml-audit', version: '0.1.0' };
    await collectFrom(recordingSource(memorySource(answers, errors), folder, made));
    expect(JSON.parse(await readFile(join(folder, 'export.json'), 'utf8'))).toEqual(made);
    expect((await exportSource(folder)).createdAt).toBe(made.createdAt);
  });

  it('holds neither people nor passwords', async () => {
    const folder = await temporaryFolder();
    const snapshot = await collectFrom(recordingSource(memorySource(answers, errors), folder));
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    expect(files).toHaveLength(17);
    for (const text of [...texts, JSON.stringify(snapshot)]) expect(text).not.toMatch(/jane|hunter2/);
  });

  it('writes what the AWS CLI would, and refusals as such', async () => {
    const folder = await temporaryFolder();
    await collectFrom(recordingSource(memorySource(answers, errors), folder));
    const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
    expect(await read(`${region}/appstream.describe-stacks.json`)).toBe(
      '{\n  "Stacks": [\n    {\n      "Name": "cad"\n    }\n  ]\n}\n',
    );
    expect(JSON.parse(await read('account.json'))).toEqual({
      Account: account,
      Arn: `arn:aws:iam::${account}:root`,
    });
    expect(JSON.parse(await read('global/iam.list-roles.error.json'))).toEqual({
      code: 'AccessDenied',
      message: 'the caller is not authorized to perform: iam:ListRoles',
    });
  });

  it('refuses a folder with something in it, before it asks anything', async () => {
    const folder = await temporaryFolder({ 'account.json': {} });
    const inner = memorySource(answers);
    await expect(collectFrom(recordingSource(inner, folder))).rejects.toThrow(
      `${folder} is not empty: name a new or empty folder for the export.`,
    );
    expect(inner.asked).toEqual([]);
  });

  it('says so when it cannot write', async () => {
    const folder = await temporaryFolder({ file: 'x' });
    await expect(collectFrom(recordingSource(memorySource(answers), join(folder, 'file')))).rejects.toThrow(
      `Cannot write ${join(folder, 'file')}: EEXIST`,
    );
  });

  it('writes no file outside its folder, whatever the name of a resource', async () => {
    const stacks = { Stacks: [{ Name: '../../evil' }] };
    const source = memorySource({ ...answers, [`${region}/appstream.describe-stacks.json`]: stacks }, errors);
    const outer = await temporaryFolder();
    const seen = await collectFrom(recordingSource(source, join(outer, 'a')));
    expect(await readdir(outer)).toEqual(['a']);
    expect(seen.coverage.find(({ resource }) => resource === '../../evil')?.detail).toBe(
      `no ${region}/appstream.describe-entitlements...%2F..%2Fevil.json`,
    );
  });
});
