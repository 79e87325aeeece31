import fc from 'fast-check';
import type { Json } from './evaluate.ts';

/** Generated policies of the shapes that matter: few keys, few texts, guards, wildcards, presence, variables. */
export const provider = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';
export const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';

const pick = <T>(...entries: readonly (readonly [number, T])[]) =>
  fc.oneof(...entries.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const oneOrList = <T>(item: fc.Arbitrary<T>, most = 3) =>
  fc.oneof(
    { weight: 3, arbitrary: item },
    { weight: 1, arbitrary: fc.uniqueArray(item, { minLength: 1, maxLength: most }) },
  );

const textOperator = fc
  .tuple(
    pick([6, ''], [1, 'ForAllValues:'], [1, 'ForAnyValue:']),
    pick(
      [8, 'StringEquals'],
      [3, 'StringNotEquals'],
      [4, 'StringLike'],
      [2, 'StringNotLike'],
      [2, 'StringEqualsIgnoreCase'],
      [1, 'StringNotEqualsIgnoreCase'],
    ),
    pick([5, ''], [1, 'IfExists']),
  )
  .map((parts) => parts.join(''));

const setOperator = fc
  .tuple(
    pick([1, 'ForAllValues:'], [1, 'ForAnyValue:']),
    pick([3, 'StringEquals'], [1, 'StringLike'], [1, 'StringNotEquals']),
  )
  .map((parts) => parts.join(''));

interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: unknown;
}

const texts = (key: string, operator: fc.Arbitrary<string>, ...values: readonly string[]): fc.Arbitrary<Clause> =>
  fc.record({ operator, key: spelled(key), values: oneOrList(fc.constantFrom(...values)) });

/** Condition keys in any letter case. */
const spelled = (key: string) =>
  pick([4, key], [1, key.replace('saml:', 'SAML:')], [1, key.toUpperCase()], [1, key.toLowerCase()]);

const presence = (key: string): fc.Arbitrary<Clause> =>
  fc.record({
    operator: fc.constant('Null'),
    key: spelled(key),
    values: pick<unknown>([1, 'true'], [1, 'false'], [1, false]),
  });

const address: fc.Arbitrary<Clause> = fc.record({
  operator: pick([2, 'IpAddress'], [1, 'NotIpAddress'], [1, 'IpAddressIfExists']),
  key: fc.constant('aws:SourceIp'),
  values: oneOrList(pick([2, '203.0.113.0/24'], [1, '10.0.0.0/8'], [1, '0.0.0.0/0'], [1, '2001:db8::/32'])),
});

const moment: fc.Arbitrary<Clause> = fc.record({
  operator: pick([1, 'DateLessThan'], [1, 'DateGreaterThan'], [1, 'DateNotEquals']),
  key: pick([2, 'aws:CurrentTime'], [1, 'aws:EpochTime']),
  values: pick([1, '2026-01-01T00:00:00Z'], [1, '2027-01-01T00:00:00Z'], [1, '1793491200']),
});

const unheardOf: fc.Arbitrary<Clause> = fc.constant({ operator: 'StringEquals', key: 'example:key', values: 'x' });

const documentedClauses: fc.MaybeWeightedArbitrary<Clause>[] = [
  {
    weight: 10,
    arbitrary: texts(
      'saml:sub_type',
      textOperator,
      'persistent',
      'persistent',
      'persistent',
      'Persistent',
      'transient',
      'per*',
      'persisten?',
      '*',
      '?*',
      '',
      'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      'https://signin.aws.amazon.com/saml',
      '${saml:sub}',
    ),
  },
  {
    weight: 6,
    arbitrary: texts(
      'saml:aud',
      textOperator,
      'https://signin.aws.amazon.com/saml',
      'https://signin.aws.amazon.com/saml',
      'https://eu-west-1.signin.aws.amazon.com/saml',
      'https://*.signin.aws.amazon.com/saml',
      'https://signin.aws.amazon.com/saml*',
      '*',
      'urn:amazon:webservices',
      'https://signin.amazonaws-us-gov.com/saml',
      'persistent',
    ),
  },
  { weight: 2, arbitrary: presence('saml:sub_type') },
  { weight: 1, arbitrary: presence('saml:aud') },
  { weight: 1, arbitrary: texts('saml:iss', textOperator, 'https://idp.example.com', 'https://*.example.com', '*') },
  {
    weight: 1,
    arbitrary: texts('saml:doc', textOperator, '111122223333/ExampleIdP', '111122223333/*', '444455556666/*'),
  },
  { weight: 1, arbitrary: texts('saml:sub', textOperator, 'jdoe', 'j*', '${saml:iss}', '${sts:RoleSessionName}') },
  { weight: 1, arbitrary: texts('saml:cn', setOperator, 'staff', 'sta*', 'admins') },
  { weight: 1, arbitrary: texts('sts:RoleSessionName', textOperator, '${saml:sub}', 'j*', '?*') },
  {
    weight: 1,
    arbitrary: texts('aws:RequestTag/Email', textOperator, '*', '*@example.com', '${saml:sub}@example.com'),
  },
  { weight: 1, arbitrary: texts('aws:TagKeys', setOperator, 'Email', 'Team', 'E*') },
  { weight: 1, arbitrary: presence('aws:RequestTag/Email') },
  { weight: 1, arbitrary: texts('aws:ResourceTag/env', textOperator, 'prod', 'test', '*') },
  { weight: 1, arbitrary: moment },
];

const trustClause: fc.Arbitrary<Clause> = fc.oneof(
  ...documentedClauses,
  // AWS documents neither which address STS sees, nor this key.
  { weight: 1, arbitrary: address },
  { weight: 1, arbitrary: unheardOf },
);

const streamClause: fc.Arbitrary<Clause> = fc.oneof(
  {
    weight: 14,
    arbitrary: texts(
      'workspaces:userId',
      textOperator,
      '${saml:sub}',
      '${saml:sub}',
      '${saml:sub}',
      '${SAML:Sub}',
      "${saml:sub, 'x'}",
      '${saml:sub}*',
      'corp-${saml:sub}',
      '{saml:sub}',
      '&{saml:sub}',
      '${aws:PrincipalTag/Email}',
      "${aws:PrincipalTag/Email, 'jdoe'}",
      'jdoe',
      'admin',
      'svc-*',
      '*',
      '',
    ),
  },
  { weight: 2, arbitrary: presence('workspaces:userId') },
  {
    weight: 3,
    arbitrary: texts('saml:sub', textOperator, 'jdoe', 'j*', '${aws:PrincipalTag/Email}', '${workspaces:userId}'),
  },
  { weight: 3, arbitrary: texts('saml:sub_type', textOperator, 'persistent', 'transient', 'per*') },
  { weight: 1, arbitrary: texts('saml:aud', textOperator, 'https://signin.aws.amazon.com/saml', '*') },
  { weight: 1, arbitrary: presence('saml:aud') },
  { weight: 1, arbitrary: texts('aws:PrincipalTag/Email', textOperator, '*@example.com', 'jdoe', '${saml:sub}') },
  { weight: 1, arbitrary: presence('aws:PrincipalTag/Email') },
  { weight: 1, arbitrary: texts('aws:ResourceTag/team', textOperator, '${aws:PrincipalTag/Email}', 'design') },
  {
    weight: 1,
    arbitrary: texts(
      'aws:PrincipalArn',
      pick([2, 'ArnLike'], [1, 'ArnNotEquals'], [1, 'StringLike']),
      'arn:aws:iam::*:role/*',
      'arn:aws:iam::111122223333:role/Desktops',
      'arn:aws:iam::444455556666:role/*',
      'arn:*:role/*',
    ),
  },
  { weight: 1, arbitrary: texts('appstream:userId', textOperator, '${saml:sub}') },
  { weight: 1, arbitrary: address },
  { weight: 1, arbitrary: moment },
  { weight: 1, arbitrary: unheardOf },
);

/** A key may stand under an operator once; a later clause on the same place replaces the earlier one. */
const condition = (clause: fc.Arbitrary<Clause>, most: number) =>
  fc.array(clause, { maxLength: most }).map((clauses) => {
    const blocks: Record<string, Record<string, unknown>> = {};
    for (const { operator, key, values } of clauses) {
      const block = (blocks[operator] ??= {});
      for (const other of Object.keys(block)) if (other.toLowerCase() === key.toLowerCase()) delete block[other];
      block[key] = values;
    }
    return blocks;
  });

const version = pick([6, { Version: '2012-10-17' }], [1, { Version: '2008-10-17' }], [1, {}]);

const other = 'arn:aws:iam::111122223333:saml-provider/Other';
const trustPrincipal = pick<Json>(
  [8, { Principal: { Federated: provider } }],
  [2, { Principal: { Federated: [other, provider] } }],
  [1, { Principal: { Federated: other } }],
  [1, { Principal: '*' }],
  [1, { Principal: { AWS: '*' } }],
  [1, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  [1, { NotPrincipal: { Federated: other } }],
  [1, { NotPrincipal: { Federated: provider } }],
);
const trustAction = pick<Json>(
  [6, { Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] }],
  [3, { Action: 'sts:AssumeRoleWithSAML' }],
  [2, { Action: 'STS:tagsession' }],
  [1, { Action: 'sts:*' }],
  [1, { Action: ['sts:Assume*', 'iam:Get?'] }],
  [1, { NotAction: 'sts:TagSession' }],
  [1, { NotAction: ['iam:*', 'sts:Assume*'] }],
);
const streamAction = pick<Json>(
  [8, { Action: 'workspaces:Stream' }],
  [1, { Action: ['workspaces:stream', 'appstream:Stream'] }],
  [1, { Action: 'workspaces:*' }],
  [1, { Action: '*' }],
  [1, { NotAction: 'iam:*' }],
  [1, { NotAction: 'workspaces:St*' }],
);
const streamResource = pick<Json>(
  [24, { Resource: directory }],
  [6, { Resource: '*' }],
  [6, { Resource: 'arn:aws:workspaces:*:*:directory/*' }],
  [1, { Resource: ['arn:aws:workspaces:eu-west-1:111122223333:directory/d-906731a2b4', directory] }],
  [1, { Resource: 'arn:aws:workspaces' }],
  [1, { Resource: 'arn:aws:workspaces:*:directory/*' }],
  [1, { Resource: 'arn:aws:workspaces:*:*:directory/${aws:PrincipalTag/desk}' }],
  [1, { Resource: 'arn:aws:workspaces:*:*:directory/d-${saml:sub}*' }],
  [1, { NotResource: directory }],
  [1, { NotResource: 'arn:aws:appstream:*:*:stack/*' }],
);

const policyOf = (allow: fc.Arbitrary<Json>, deny: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .tuple(
      version,
      fc.oneof(
        { weight: 2, arbitrary: fc.array(allow, { minLength: 1, maxLength: 1 }) },
        { weight: 1, arbitrary: fc.array(allow, { minLength: 2, maxLength: 2 }) },
      ),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(deny, { minLength: 1, maxLength: 1 }) },
      ),
      fc.boolean(),
    )
    .map(([head, allows, denies, denyFirst]) => {
      const statements = denyFirst ? [...denies, ...allows] : [...allows, ...denies];
      return { ...head, Statement: statements.length === 1 ? statements[0] : statements };
    });

const statement = (
  effect: string,
  most: number,
  clause: fc.Arbitrary<Clause>,
  ...elements: readonly fc.Arbitrary<Json>[]
) =>
  fc
    .tuple(condition(clause, most), ...elements)
    .map(([Condition, ...rest]): Json => ({ Effect: effect, ...Object.assign({}, ...rest), Condition }));

const trustPolicyOf = (clause: fc.Arbitrary<Clause>) =>
  policyOf(
    statement('Allow', 2, clause, trustPrincipal, trustAction),
    statement(
      'Deny',
      2,
      clause,
      pick<Json>([3, { Principal: '*' }], [2, { Principal: { Federated: provider } }]),
      trustAction,
    ),
  );

export const trustPolicy = trustPolicyOf(trustClause);

/** Nothing in them is left open by AWS's documentation, but for operators that do not fit their key. */
export const knownTrustPolicy = trustPolicyOf(fc.oneof(...documentedClauses));

export const streamPolicy = policyOf(
  statement('Allow', 2, streamClause, streamAction, streamResource),
  statement('Deny', 2, streamClause, streamAction, streamResource),
);
