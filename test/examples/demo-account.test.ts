import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../examples/demo-account');
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .toSorted();
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const read = (file: string): unknown => JSON.parse(text(file));
const everything = files.map(text).join('\n');

interface Trust {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}
interface RoleDetail {
  readonly Arn: string;
  readonly Path: string;
  readonly AssumeRolePolicyDocument: Trust;
  readonly RolePolicyList: readonly { readonly PolicyDocument: unknown }[];
  readonly AttachedManagedPolicies: readonly { readonly PolicyArn: string }[];
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
}
interface PolicyDetail {
  readonly Arn: string;
  readonly DefaultVersionId: string;
  readonly AttachmentCount: number;
  readonly PolicyVersionList: readonly { readonly VersionId: string; readonly Document?: unknown }[];
}

const { RoleDetailList: roles, Policies: policies } = read('global/iam.get-account-authorization-details.json') as {
  RoleDetailList: RoleDetail[];
  Policies: PolicyDetail[];
};
const { SAMLProviderList: providers } = read('global/iam.list-saml-providers.json') as {
  SAMLProviderList: { Arn: string }[];
};
const policyDocument = (arn: string): unknown => {
  const policy = policies.find((each) => each.Arn === arn);
  return policy?.PolicyVersionList.find((version) => version.VersionId === policy.DefaultVersionId)?.Document;
};
const federated = (role: RoleDetail): boolean =>
  role.AssumeRolePolicyDocument.Statement.some((statement) =>
    [statement.Action].flat().includes('sts:AssumeRoleWithSAML'),
  );
/** By the letter of its policies: enough to count the demo's roles, not to judge any. */
const namesStreaming = (role: RoleDetail): boolean =>
  /"(workspaces|appstream):(Stream|\*)"/.test(
    JSON.stringify([
      role.RolePolicyList.map((policy) => policy.PolicyDocument),
      role.AttachedManagedPolicies.map((policy) => policyDocument(policy.PolicyArn)),
    ]),
  );
const regions = ['eu-central-1', 'eu-west-3', 'us-east-1'];
const listed = (file: string, member: string): readonly unknown[] =>
  regions.flatMap((region) => (read(`${region}/${file}`) as Record<string, unknown[]>)[member] ?? []);
const directories = listed('workspaces.describe-workspace-directories.json', 'Directories') as {
  DirectoryId: string;
  SamlProperties: { Status: string };
}[];
const stacks = listed('appstream.describe-stacks.json', 'Stacks') as { Name: string; Arn: string }[];
/** What stands between the call and `.json` in the names of a per-resource call's files. */
const named = (region: string, call: string): readonly string[] =>
  files
    .filter((file) => file.startsWith(`${region}/${call}.`))
    .map((file) =>
      basename(file)
        .slice(call.length + 1)
        .replace(/(\.error)?\.json$/, ''),
    );

describe('the demo account', () => {
  it('has the size the documentation promises', () => {
    const identityCenter = roles.filter((role) => role.Path.startsWith('/aws-reserved/sso.amazonaws.com/'));
    const streaming = roles.filter((role) => federated(role) && namesStreaming(role));
    const fallback = directories.filter(
      (each) => each.SamlProperties.Status === 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK',
    );

    expect(identityCenter).toHaveLength(1);
    expect(streaming).toHaveLength(13);
    expect(roles.length - streaming.length).toBe(11);
    expect(providers.filter((each) => !each.Arn.includes('/AWSSSO_'))).toHaveLength(4);
    expect(providers).toHaveLength(5);
    expect(directories).toHaveLength(5);
    expect(fallback.map((each) => each.DirectoryId)).toStrictEqual(['d-99673ad04e']);
    expect(stacks).toHaveLength(4);
    expect(listed('appstream.describe-fleets.json', 'Fleets')).toHaveLength(4);
    expect(files.filter((file) => file.endsWith('.error.json'))).toStrictEqual([
      'eu-west-3/workspaces.describe-ip-groups.error.json',
      'eu-west-3/workspaces.describe-workspaces.error.json',
      'us-east-1/appstream.describe-entitlements.Design-Studio.error.json',
    ]);
  });

  it.each(files)('keeps %s pretty-printed JSON', (file) => {
    expect(text(file)).toBe(`${JSON.stringify(read(file), null, 2)}\n`);
  });

  it('has the document of every attached policy and boundary, counted right', () => {
    const attached = roles.flatMap((role) => role.AttachedManagedPolicies.map((policy) => policy.PolicyArn));
    const boundaries = roles.flatMap((role) => role.PermissionsBoundary?.PermissionsBoundaryArn ?? []);

    expect(boundaries).toHaveLength(1);
    expect([...attached, ...boundaries].filter((arn) => policyDocument(arn) === undefined)).toStrictEqual([]);
    expect(policies.map((policy) => [policy.Arn, policy.AttachmentCount])).toStrictEqual(
      policies.map((policy) => [policy.Arn, attached.filter((arn) => arn === policy.Arn).length]),
    );
  });

  it('tells the same roles in both IAM listings', () => {
    const { Roles } = read('global/iam.list-roles.json') as { Roles: RoleDetail[] };
    const told = ({ Arn, AssumeRolePolicyDocument }: RoleDetail): unknown => [Arn, AssumeRolePolicyDocument];

    expect(Roles.map(told)).toStrictEqual(roles.map(told));
  });

  it('has one metadata document per provider, and one answer per stack and certificate authority', () => {
    expect(named('global', 'iam.get-saml-provider')).toStrictEqual(
      providers.map((each) => each.Arn.slice(each.Arn.indexOf('/') + 1)),
    );
    for (const region of regions) {
      const names = stacks.filter((stack) => stack.Arn.includes(`:${region}:`)).map((stack) => stack.Name);
      const authorities = everything.match(
        new RegExp(`(?<=arn:aws:acm-pca:${region}:111122223333:certificate-authority/)[0-9a-f-]+`, 'g'),
      );
      const uuids = [...new Set(authorities)];

      expect(named(region, 'appstream.list-associated-fleets')).toStrictEqual(names);
      expect(named(region, 'appstream.describe-entitlements')).toStrictEqual(names);
      expect(named(region, 'appstream.describe-user-stack-associations')).toStrictEqual(names);
      expect(named(region, 'acm-pca.describe-certificate-authority')).toStrictEqual(uuids);
      expect(named(region, 'acm-pca.list-tags')).toStrictEqual(uuids);
    }
  });

  it('names no other account and no other partition but the two it means to', () => {
    const arns = new Set(everything.match(/arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[^:"\s]*:[^"\s]+/g));
    const foreign = [...arns].filter((arn) => !/^arn:aws:[a-z0-9-]+:[a-z0-9-]*:(111122223333|aws|):/.test(arn));

    expect(foreign.toSorted()).toStrictEqual([
      'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:directory/d-98671c0e7f',
      'arn:aws:iam::444455556666:role/SecurityTooling',
      'arn:aws:iam::444455556666:role/portal-session-broker',
      'arn:aws:iam::444455556666:root',
    ]);
    expect(
      everything.match(/\b\d{12}\b/g)?.filter((id) => !['111122223333', '444455556666'].includes(id)),
    ).toStrictEqual([]);
  });

  it('holds no e-mail address, credential or private key', () => {
    const users = listed('appstream.describe-users.json', 'Users') as { UserName: string }[];

    expect(everything).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]/i);
    expect(everything).not.toMatch(/ServiceAccountCredentials|AccountPassword|PRIVATE KEY|\b(AKIA|ASIA)[A-Z2-7]{16}\b/);
    expect(users).toHaveLength(2);
    expect(users.filter((user) => !/^[0-9a-f]{16}$/.test(user.UserName))).toStrictEqual([]);
  });

  it('has real certificates, of which one has expired', () => {
    const ends = files
      .filter((file) => file.startsWith('global/iam.get-saml-provider.'))
      .map((file) => {
        const { SAMLMetadataDocument: metadata } = read(file) as { SAMLMetadataDocument: string };
        const encoded = /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
        const { validToDate } = new X509Certificate(Buffer.from(encoded, 'base64'));
        return [basename(file, '.json').split('.')[2], validToDate.getUTCFullYear()];
      });

    expect(ends).toStrictEqual([
      ['AWSSSO_7a3c91e05b2d48f6_DO_NOT_DELETE', 2044],
      ['ExampleEntra', 2044],
      ['ExampleOkta', 2045],
      ['ExamplePing', 2026],
      ['Paris-ADFS-2025', 2045],
    ]);
  });

  it('is described name by name', () => {
    const description = readFileSync(join(root, '../README.md'), 'utf8');
    const names = [
      ...roles.filter(namesStreaming).map((role) => basename(role.Arn)),
      ...directories.map((directory) => directory.DirectoryId),
      ...stacks.map((stack) => stack.Name),
    ];

    expect(names).toHaveLength(23);
    expect(names.filter((name) => !description.includes(`| \`${name}\``))).toStrictEqual([]);
  });
});
