import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exportSource } from '../../../lib/export/export-source.ts';
import { recordingSource } from '../../../lib/export/record.ts';
import type { ReadRequest, Source } from '../../../lib/model/ports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const account = { UserId: 'AIDAEXAMPLE', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/jane' };
const stacks: ReadRequest = { service: 'appstream', operation: 'DescribeStacks', region: 'eu-west-1' };

async function problemOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder(files);
  const error: unknown = await exportSource(folder).catch((error: unknown) => error);
  if (!(error instanceof Error)) throw new Error('expected an error');
  expect(error.name).toBe('ExportError');
  return error.message.replaceAll(folder, 'DIR');
}

describe('an export', () => {
  it('answers from its files', async () => {
    const source = await exportSource(
      await temporaryFolder({ 'account.json': account, 'eu-west-1/appstream.describe-stacks.json': { Stacks: [] } }),
    );
    expect(source).toMatchObject({ kind: 'export', regions: ['eu-west-1'], notes: [] });
    expect(await source.read(stacks)).toEqual({ outcome: 'read', value: { Stacks: [] }, requests: 0 });
    expect(await source.read({ service: 'sts', operation: 'GetCallerIdentity', region: 'global' })).toEqual({
      outcome: 'read',
      value: { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' },
      requests: 0,
    });
  });

  it('says when it was made, where it does', async () => {
    const files = { 'account.json': account };
    const made = { createdAt: '2026-11-20T09:00:00+01:00', tool: 'euc-saml-audit', version: '0.1.0' };
    const source = await exportSource(await temporaryFolder({ ...files, 'export.json': made }));
    expect(source).toMatchObject({ createdAt: '2026-11-20T08:00:00.000Z', notes: [] });
    expect(await exportSource(await temporaryFolder(files))).not.toHaveProperty('createdAt');
  });

  it.each([{}, { createdAt: 'yesterday' }, { createdAt: 1763625600 }])(
    'is refused when it says when it was made in no time: %j',
    async (made) => {
      expect(await problemOf({ 'account.json': account, 'export.json': made })).toBe(
        'DIR/export.json: expected {"createdAt": "2026-11-25T08:00:00Z"}.',
      );
    },
  );

  it('says which file it has not', async () => {
    const source = await exportSource(await temporaryFolder({ 'account.json': account }));
    expect(await source.read(stacks)).toEqual({
      outcome: 'not-exported',
      code: 'NotExported',
      detail: 'the export has no eu-west-1/appstream.describe-stacks.json',
      requests: 0,
    });
  });

  it('answers per resource, dots in the name included', async () => {
    const source = await exportSource(
      await temporaryFolder({
        'account.json': account,
        'global/iam.get-saml-provider.okta.prod.json': { SAMLProviderUUID: 'a' },
        'global/iam.get-saml-provider.okta.error.json': { code: 'NoSuchEntityException' },
      }),
    );
    const read = (resource: string) =>
      source.read({ service: 'iam', operation: 'GetSAMLProvider', region: 'global', resource });
    expect(await read('okta.prod')).toMatchObject({ outcome: 'read', value: { SAMLProviderUUID: 'a' } });
    expect(await read('okta')).toMatchObject({ outcome: 'failed', code: 'NoSuchEntityException' });
    expect(await read('ping')).toMatchObject({ outcome: 'not-exported' });
  });

  it.each([
    ['AccessDeniedException', 'denied'],
    ['ThrottlingException', 'throttled'],
    ['OptInRequired', 'not-enabled'],
    ['InternalFailure', 'failed'],
  ])('holds refusals: %s is %s', async (code, outcome) => {
    const message = 'User: arn:aws:sts::111122223333:assumed-role/a/jane is not authorized';
    const source = await exportSource(
      await temporaryFolder({
        'account.json': account,
        'eu-west-1/appstream.describe-stacks.error.json': { code, message },
      }),
    );
    expect(await source.read(stacks)).toEqual({
      outcome,
      code,
      detail: 'the caller is not authorized',
      requests: 0,
    });
  });

  it('hands on no address, also when it was made by hand', async () => {
    const source = await exportSource(
      await temporaryFolder({
        'account.json': account,
        'eu-west-1/appstream.describe-users.json': { Users: [{ UserName: 'jane@example.com', FirstName: 'Jane' }] },
      }),
    );
    expect(await source.read({ ...stacks, operation: 'DescribeUsers' })).toEqual({
      outcome: 'read',
      value: { Users: [{ UserName: expect.stringMatching(/^[0-9a-f]{16}$/) }] },
      requests: 0,
    });
  });

  it('reads what Windows PowerShell writes', async () => {
    const source = await exportSource(
      await temporaryFolder({
        'account.json': Buffer.from(`\ufeff${JSON.stringify(account)}`, 'utf16le'),
        'eu-west-1/appstream.describe-stacks.json': '\ufeff{"Stacks": []}',
      }),
    );
    expect(await source.read(stacks)).toMatchObject({ outcome: 'read', value: { Stacks: [] } });
  });

  it('notes what is not part of it, and passes over hidden files', async () => {
    const source = await exportSource(
      await temporaryFolder({
        'account.json': account,
        'README.md': 'hello',
        'notes/todo.json': '{',
        'global/iam.list-users.json': '{',
        'global/appstream.describe-stacks.json': '{',
        'eu-west-1/iam.list-roles.json': '{',
        'eu-west-1/appstream.describe-stacks.cad.json': '{',
        'eu-west-1/appstream.describe-entitlements.json': '{',
        'eu-west-1/.DS_Store': '{',
        '.git/config': '{',
      }),
    );
    expect(source.notes).toEqual(
      [
        'README.md',
        'eu-west-1/appstream.describe-entitlements.json',
        'eu-west-1/appstream.describe-stacks.cad.json',
        'eu-west-1/iam.list-roles.json',
        'global/appstream.describe-stacks.json',
        'global/iam.list-users.json',
        'notes',
      ].map((path) => `${path} is not part of an account export and was ignored`),
    );
  });

  it('was made of each Region that has a folder, but for one that was only asked for a certificate authority', async () => {
    const folder = await temporaryFolder({
      'account.json': account,
      'us-east-1/workspaces.describe-ip-groups.json': { Result: [] },
      'us-east-1/acm-pca.list-tags.u.json': { Tags: [] },
      'us-west-2/acm-pca.list-tags.u.json': { Tags: [] },
    });
    await mkdir(join(folder, 'eu-west-1'));
    expect((await exportSource(folder)).regions).toEqual(['eu-west-1', 'us-east-1']);
  });
});

describe('a folder that is no export', () => {
  it('does not exist, or is a file', async () => {
    const folder = await temporaryFolder({ file: 'x' });
    await expect(exportSource(join(folder, 'none'))).rejects.toThrow(
      `${join(folder, 'none')} does not exist: expected the folder of an account export.`,
    );
    await expect(exportSource(join(folder, 'file'))).rejects.toThrow(
      `${join(folder, 'file')} is not a folder: expected the folder of an account export.`,
    );
  });

  it('is empty, or says not whose account it is', async () => {
    const expected = 'expected an account export, with account.json as `aws sts get-caller-identity` prints it.';
    expect(await problemOf({})).toBe(`DIR is empty: ${expected}`);
    expect(await problemOf({ 'global/iam.list-roles.json': {} })).toBe(`DIR has no account.json: ${expected}`);
  });

  it('has a file that was cut off', async () => {
    const text = '{\n  "Roles": [\n    { "RoleName": "a" },\n    { "Role';
    expect(await problemOf({ 'account.json': account, 'global/iam.list-roles.json': text })).toBe(
      'DIR/global/iam.list-roles.json is not JSON: line 4, column 12: unterminated string. Make this file again.',
    );
    expect(await problemOf({ 'account.json': '' })).toBe(
      'DIR/account.json is not JSON: line 1, column 1: unexpected end. Make this file again.',
    );
  });

  it('has a file with the wrong JSON in it', async () => {
    expect(await problemOf({ 'account.json': account, 'global/iam.list-roles.json': [] })).toBe(
      'DIR/global/iam.list-roles.json: expected a JSON object as the AWS CLI prints it.',
    );
    expect(await problemOf({ 'account.json': account, 'global/iam.list-roles.error.json': { message: 'no' } })).toBe(
      'DIR/global/iam.list-roles.error.json: expected {"code": "AccessDeniedException", "message": "…"}.',
    );
  });

  it('tells the answer about a stack called Lab.error from a refusal about Lab', async () => {
    const read = (source: Source, resource: string) =>
      source.read({ ...stacks, operation: 'ListAssociatedFleets', resource });
    const inner = await exportSource(
      await temporaryFolder({
        'account.json': account,
        'eu-west-1/appstream.list-associated-fleets.Lab%2Eerror.json': { Names: ['lab'] },
        'eu-west-1/appstream.list-associated-fleets.Lab.error.json': { code: 'AccessDeniedException' },
      }),
    );
    const folder = join(await temporaryFolder(), 'recorded');
    const recording = recordingSource(inner, folder);
    await recording.read({ service: 'sts', operation: 'GetCallerIdentity', region: 'global' });
    for (const name of ['Lab', 'Lab.error']) await read(recording, name);
    const recorded = await exportSource(folder);
    for (const source of [inner, recorded]) {
      expect(await read(source, 'Lab.error')).toMatchObject({ outcome: 'read', value: { Names: ['lab'] } });
      expect(await read(source, 'Lab')).toMatchObject({ outcome: 'denied', code: 'AccessDeniedException' });
    }
  });

  it('has a pipe, a device or a folder in place of a file', async () => {
    const folder = await temporaryFolder({ 'account.json': account, 'global/x.txt': '' });
    const file = join(folder, 'global/iam.list-roles.json');
    const problem = () => exportSource(folder).then(String, (error: Error) => error.message);
    for (const make of [
      () => promisify(execFile)('mkfifo', [file]),
      () => symlink('/dev/zero', file),
      () => mkdir(file),
    ]) {
      await make();
      expect(await problem()).toBe(`${file}: expected a regular file, but it is something else.`);
      await rm(file, { recursive: true });
    }
    await symlink('/nowhere', file);
    expect(await problem()).toBe(`${file} cannot be read (ENOENT).`);
  });

  it('has a file that nobody could read at once', async () => {
    const folder = await temporaryFolder({ 'account.json': account, 'global/iam.list-roles.json': '' });
    const file = join(folder, 'global/iam.list-roles.json');
    await truncate(file, 600 * 1_048_576);
    await expect(exportSource(folder)).rejects.toThrow(
      `${file} has 629145600 bytes: a file of an export has at most 268435456.`,
    );
  });

  it('has an answer and a refusal to the same question', async () => {
    expect(
      await problemOf({
        'account.json': account,
        'global/iam.list-roles.json': {},
        'global/iam.list-roles.error.json': { code: 'AccessDenied' },
      }),
    ).toBe('DIR/global/iam.list-roles.json and its .error.json contradict each other: keep the newer one.');
  });
});
