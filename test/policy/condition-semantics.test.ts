import { describe, expect, it } from 'vitest';
import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import rule from '../../rules/role/stream-role-requires-persistent-subject.ts';
import { findingsOn } from '../support/judging.ts';

/**
 * Why "the key is present" is the wrong question: each way to write a condition on `saml:sub_type`, and what it is worth.
 * Source: IAM User Guide, "Condition operators" and "Single-valued vs. multivalued context keys".
 */
const allow = (Condition: unknown) => ({ ...guideTrust.Statement[0], Condition });
const deny = (Condition: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sts:AssumeRoleWithSAML',
  Condition,
  ...more,
});
const subType = (operator: string, value: unknown) => ({ [operator]: { 'SAML:sub_type': value } });
const audience = { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } };

type Row = readonly [
  name: string,
  statements: readonly unknown[],
  verdict: string,
  message: RegExp,
  /** `saml:sub_type` of the witness: null for an assertion without a NameID format. */
  witness?: string | null,
];

const open = /^The role can be assumed without a persistent NameID: an assertion (without a|with) NameID format/;
const closed = /^No correct sign-in can assume this role\.$/;
const later = /^No sign-in can assume the role yet, because of the audience\./;
const safe = /^Only sign-ins with a persistent NameID can assume the role\.$/;
const legacy = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

const rows: readonly Row[] = [
  ['StringEquals', [allow(subType('StringEquals', 'persistent'))], 'pass', safe],
  ['key in capitals', [allow({ StringEquals: { 'SAML:SUB_TYPE': 'persistent' } })], 'pass', safe],
  ['key in lower case', [allow({ StringEquals: { 'saml:sub_type': 'persistent' } })], 'pass', safe],
  [
    'several keys are all needed',
    [allow({ StringEquals: { ...audience.StringEquals, 'saml:sub_type': 'persistent' } })],
    'pass',
    safe,
  ],
  ['several operators are all needed', [allow({ ...audience, ...subType('StringLike', 'persistent') })], 'pass', safe],
  [
    'one of several keys can never match',
    [allow({ StringEquals: { 'saml:aud': 'persistent', 'saml:sub_type': 'persistent' } })],
    'not-applicable',
    closed,
  ],
  ['a list is one of these', [allow(subType('StringEquals', ['persistent', 'transient']))], 'fail', open, 'transient'],
  ['a list of nothing else', [allow(subType('StringEquals', ['persistent', 'persistent']))], 'pass', safe],
  [
    'a list with an empty text',
    [allow(subType('StringEquals', ['persistent', '']))],
    'fail',
    /an assertion with an empty NameID format/,
    '',
  ],
  ['StringEqualsIfExists', [allow(subType('StringEqualsIfExists', 'persistent'))], 'fail', open, null],
  ['ForAllValues', [allow(subType('ForAllValues:StringEquals', 'persistent'))], 'fail', open, null],
  [
    'ForAllValues and presence',
    [allow({ ...subType('ForAllValues:StringEquals', 'persistent'), Null: { 'saml:sub_type': 'false' } })],
    'pass',
    safe,
  ],
  [
    'ForAnyValue',
    [allow(subType('ForAnyValue:StringEquals', 'persistent'))],
    'pass',
    /ForAnyValue is for multivalued keys; use StringEquals instead\.$/,
  ],
  ['StringNotEquals transient', [allow(subType('StringNotEquals', 'transient'))], 'fail', open, legacy],
  ['StringLike without a wildcard', [allow(subType('StringLike', 'persistent'))], 'pass', safe],
  ['StringLike *', [allow(subType('StringLike', '*'))], 'fail', open, 'transient'],
  ['StringLike with ?', [allow(subType('StringLike', 'persisten?'))], 'fail', open, 'persistenx'],
  ['StringLike that fits by its end', [allow(subType('StringLike', '*persistent'))], 'fail', open, 'anypersistent'],
  ['StringEqualsIgnoreCase Persistent', [allow(subType('StringEqualsIgnoreCase', 'Persistent'))], 'pass', safe],
  ['Null false alone', [allow({ Null: { 'SAML:sub_type': 'false' } })], 'fail', open, 'transient'],
  [
    'Null false beside StringEquals',
    [allow({ ...subType('StringEquals', 'persistent'), Null: { 'saml:sub_type': 'false' } })],
    'pass',
    safe,
  ],
  [
    'Null true beside StringEquals',
    [allow({ ...subType('StringEquals', 'persistent'), Null: { 'saml:sub_type': 'true' } })],
    'not-applicable',
    closed,
  ],
  [
    'the sign-in URL as subject type',
    [allow(subType('StringEquals', 'https://signin.aws.amazon.com/saml'))],
    'not-applicable',
    closed,
  ],
  [
    'the full URN as subject type',
    [allow(subType('StringEquals', 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'))],
    'not-applicable',
    closed,
  ],
  ['the wrong letter case', [allow(subType('StringEquals', 'Persistent'))], 'not-applicable', closed],
  ['persistent as audience', [allow({ StringEquals: { 'SAML:aud': 'persistent' } })], 'fail', later],
  [
    'the URN of the service provider as audience',
    [allow({ StringEquals: { 'SAML:aud': 'urn:amazon:webservices' } })],
    'fail',
    later,
  ],
  [
    'only the audience',
    [allow(audience)],
    'fail',
    /The trust policy checks only SAML:aud, but Steps 2\.6 and 5 of the guides also require SAML:sub_type/,
    'transient',
  ],
  ['no condition', [allow({})], 'fail', open, 'transient'],
  [
    'one strict and one loose statement',
    [allow(subType('StringEquals', 'persistent')), allow(audience)],
    'fail',
    open,
    'transient',
  ],
  [
    'two strict statements',
    [allow(subType('StringEquals', 'persistent')), allow(subType('StringLike', 'persistent'))],
    'pass',
    safe,
  ],
  ['a Deny for all else', [allow(audience), deny(subType('StringNotEquals', 'persistent'))], 'pass', safe],
  [
    'a Deny for all else, missing included by Null',
    [allow({}), deny(subType('StringNotEqualsIfExists', 'persistent'))],
    'pass',
    safe,
  ],
  [
    'a Deny that forgets the missing key',
    [allow({}), deny(subType('ForAnyValue:StringNotEquals', 'persistent'))],
    'fail',
    open,
    null,
  ],
  ['a Deny for transient only', [allow({}), deny(subType('StringEquals', 'transient'))], 'fail', open, legacy],
  [
    'a Deny that only looks at presence',
    [allow({}), deny({ Null: { 'saml:sub_type': 'true' } })],
    'fail',
    open,
    'transient',
  ],
  [
    'a Deny for another action',
    [allow({}), deny(subType('StringNotEquals', 'persistent'), { Action: 'sts:TagSession' })],
    'fail',
    open,
    'transient',
  ],
  [
    'a Deny by NotAction',
    [allow({}), deny(subType('StringNotEquals', 'persistent'), { Action: undefined, NotAction: 'sts:TagSession' })],
    'pass',
    safe,
  ],
  [
    'a Deny for another provider',
    [
      allow({}),
      deny(subType('StringNotEquals', 'persistent'), {
        Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Other' },
      }),
    ],
    'fail',
    open,
    'transient',
  ],
  ['a Deny for everyone', [allow(subType('StringEquals', 'persistent')), deny({})], 'not-applicable', closed],
  ['a variable that is the subject itself', [allow(subType('StringEquals', '${saml:sub}'))], 'fail', open, 'jdoe'],
  [
    'an operator that nobody knows',
    [allow(subType('StringIs', 'persistent'))],
    'unknown',
    /StringIs is not a condition operator this tool models\.$/,
  ],
  [
    'an unknown key that cannot change the answer',
    [
      allow({
        ...subType('StringEquals', 'persistent'),
        StringEquals: { 'saml:sub_type': 'persistent', 'example:key': 'x' },
      }),
    ],
    'pass',
    safe,
  ],
  [
    'an unknown key where another statement is loose',
    [allow({ StringEquals: { 'example:key': 'x' } }), allow({})],
    'fail',
    open,
    'transient',
  ],
];

describe('stream-role-requires-persistent-subject', () => {
  const cases = rows.map(([name, statements, verdict, message, witness]) => ({
    name,
    statements,
    verdict,
    message,
    witness,
  }));
  it.each(cases)('$name', ({ statements, verdict, message, witness }) => {
    const trust = { Version: '2012-10-17', Statement: statements };
    const [finding] = findingsOn(rule, {
      roles: [{ name: 'Desktops', trust, inline: { Stream: guideWorkspacesPolicy } }],
    });
    expect(finding?.status).toBe(verdict);
    expect(finding?.message).toMatch(message);
    expect(finding?.witness?.context['saml:sub_type']).toBe(witness);
  });
});
