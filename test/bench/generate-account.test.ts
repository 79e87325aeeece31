import { describe, expect, it } from 'vitest';
import { generateAccount } from '../../bench/generate-account.ts';
import { median } from '../../bench/median.ts';

interface Details {
  readonly RoleDetailList: readonly {
    readonly RoleName: string;
    readonly Arn: string;
    readonly AttachedManagedPolicies: readonly { readonly PolicyArn: string }[];
  }[];
  readonly Policies: readonly { readonly Arn: string }[];
}

const details = (account: Readonly<Record<string, unknown>>): Details =>
  account['global/iam.get-account-authorization-details.json'] as Details;

const text = (seed: number): string => JSON.stringify(generateAccount({ roles: 40, seed }));

describe('a generated account', () => {
  it('is the same for the same seed, and another for another seed', () => {
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
  });

  it.each([100, 1000])('of %i roles has the promised mix', (roles) => {
    const { RoleDetailList, Policies } = details(generateAccount({ roles, seed: 1 }));
    const named = (prefix: string): number => RoleDetailList.filter((role) => role.RoleName.startsWith(prefix)).length;

    expect(RoleDetailList).toHaveLength(roles);
    expect(new Set(RoleDetailList.map((role) => role.Arn)).size).toBe(roles);
    expect(named('Stream-')).toBe(roles * 0.05);
    expect(named('Console-')).toBe(roles * 0.15);
    expect(Policies.filter((policy) => !policy.Arn.includes('::aws:'))).toHaveLength(roles / 10);
  });

  it('has the document of every attached policy and the same roles in both IAM listings', () => {
    const account = generateAccount({ roles: 100, seed: 1 });
    const { RoleDetailList, Policies } = details(account);
    const { Roles } = account['global/iam.list-roles.json'] as { Roles: readonly { Arn: string }[] };
    const present = new Set(Policies.map((policy) => policy.Arn));
    const attached = RoleDetailList.flatMap((role) => role.AttachedManagedPolicies.map((policy) => policy.PolicyArn));

    expect(attached.filter((arn) => !present.has(arn))).toStrictEqual([]);
    expect(Roles.map((role) => role.Arn)).toStrictEqual(RoleDetailList.map((role) => role.Arn));
  });

  it('has 20 providers, and directories and stacks in three Regions', () => {
    const files = Object.keys(generateAccount({ roles: 20, seed: 1 }));
    const regions = new Set(files.filter((file) => /^\w+-\w+-\d\//.test(file)).map((file) => file.split('/')[0]));

    expect(files.filter((file) => file.startsWith('global/iam.get-saml-provider.'))).toHaveLength(20);
    expect([...regions]).toStrictEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
  });
});

describe('median', () => {
  it('is the middle value', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 3, 2, 1])).toBe(2);
    expect(() => median([])).toThrow(new RangeError('expected at least one value, got none'));
  });
});
