import { exampleAccountId, guideTrust, guideWorkspacesPolicy, type ExampleRole } from '../lib/explain/example.ts';

/** A legal role that made the search before `lib/policy/search.ts` slow, or left it without an answer. */
export interface HardRole {
  readonly name: string;
  readonly role: Omit<ExampleRole, 'name'>;
  /** CPU of judging it before, and how many rules were unknown; measured on 2 cores on 2026-11-25. */
  readonly before: string;
}

const provider = `arn:aws:iam::${exampleAccountId}:saml-provider/ExampleIdP`;
const stack = `arn:aws:appstream:eu-central-1:${exampleAccountId}:stack/`;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const letter = (at: number): string => letters.charAt(at % letters.length);

const trust = (condition: object, ...more: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: condition,
    },
    ...more,
  ],
});
const persistent = { 'SAML:sub_type': 'persistent' };
const words = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `team-${at}-${letter(at)}`);
const tags = (count: number, values: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`aws:RequestTag/tag${at}`, words(values).map((word) => `${at}-${word}`)]),
  );
const ranges = Array.from({ length: 40 }, (_, at) => `203.0.${at}.0/24`);

/** `*a*b*c*` on everything, unless user id, tags and address are right. */
const deny = (at: number) => ({
  Effect: 'Deny',
  Action: 'appstream:Stream',
  Resource: `${stack}*${letter(at)}*${letter(at * 5)}*${letter(at * 7)}*`,
  Condition: {
    StringNotLike: {
      'appstream:userId': ['${saml:sub}', '${aws:PrincipalTag/a}*'],
      'aws:PrincipalTag/b': [`*${letter(at)}*`, '${saml:sub}'],
    },
    IpAddress: { 'aws:SourceIp': [`10.${at}.0.0/16`] },
  },
});
const ownApps = (conditions: object = {}, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'appstream:Stream',
  Resource: `${stack}*`,
  Condition: { StringEquals: { 'appstream:userId': '${saml:sub}', ...conditions }, ...more },
});
const denies = (count: number): HardRole['role'] => ({
  trust: guideTrust,
  inline: {
    Apps: { Version: '2012-10-17', Statement: [ownApps(), ...Array.from({ length: count }, (_, at) => deny(at))] },
  },
});
const byTrust = (policy: unknown): HardRole['role'] => ({ trust: policy, inline: { Stream: guideWorkspacesPolicy } });

export const hardRoles: readonly HardRole[] = [
  { name: '5 Denies: stars, variables, CIDR', role: denies(5), before: '104.6 s' },
  { name: '12 Denies: stars, variables, CIDR', role: denies(12), before: 'over 280 s' },
  { name: '40 Denies: stars, variables, CIDR', role: denies(40), before: 'never measured' },
  {
    name: 'ABAC, 3 tags of 8 values',
    role: byTrust(trust({ StringEquals: { ...persistent, ...tags(3, 8) } })),
    before: '0.36 s, all decided',
  },
  {
    name: 'ABAC, 4 tags of 8 values',
    role: byTrust(trust({ StringEquals: { ...persistent, ...tags(4, 8) } })),
    before: '0.48 s, 1 unknown',
  },
  {
    name: 'ABAC, 5 tags of 4 values',
    role: byTrust(trust({ StringEquals: { ...persistent, ...tags(5, 4) } })),
    before: '0.47 s, 1 unknown',
  },
  {
    name: 'persistent and 6 affiliations',
    role: byTrust(
      trust({
        StringEquals: persistent,
        'ForAnyValue:StringEquals': {
          'saml:eduPersonAffiliation': ['staff', 'faculty', 'employee', 'contractor', 'student', 'member'],
        },
      }),
    ),
    before: '0.01 s, 1 unknown',
  },
  {
    name: '40 CIDRs, 3 tags and a Region Deny',
    role: {
      trust: guideTrust,
      inline: {
        Apps: {
          Version: '2012-10-17',
          Statement: [
            ownApps(
              { 'aws:PrincipalTag/department': ['design', 'sales', 'research'] },
              { IpAddress: { 'aws:SourceIp': ranges } },
            ),
            {
              Effect: 'Deny',
              Action: '*',
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1', 'us-east-1'] } },
            },
          ],
        },
      },
    },
    before: '1.15 s, 1 unknown',
  },
];
