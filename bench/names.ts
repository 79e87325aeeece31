import type { Random } from './random.ts';

export const account = '111122223333';
export const regions = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;
export type Region = (typeof regions)[number];

/** One after the other, so that a name never comes twice. */
export const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export const directoryId = (region: Region, index: number): string =>
  `d-${String(regions.indexOf(region)).padStart(4, '9')}${String(index).padStart(6, '0')}`;
export const directoryArn = (region: Region, index: number): string =>
  `arn:aws:workspaces:${region}:${account}:directory/${directoryId(region, index)}`;
export const stackName = (index: number): string => `Applications-${index}`;
export const stackArn = (region: string, name: string): string =>
  `arn:aws:appstream:${region}:${account}:stack/${name}`;
export const providerName = (index: number): string => `ExampleIdP-${index}`;
export const providerArn = (name: string): string => `arn:aws:iam::${account}:saml-provider/${name}`;

/** As IAM's: `AROA` for a role, `ANPA` for a managed policy. */
export const uniqueId = (random: Random, prefix: 'AROA' | 'ANPA'): string =>
  prefix + random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17);

/** Some second of 2025, as the AWS CLI prints IAM's dates. */
export function date2025(random: Random): string {
  const time = Date.UTC(2025, 0, 1) + random.int(365 * 24 * 3600) * 1000;
  return new Date(time).toISOString().replace('.000Z', '+00:00');
}
