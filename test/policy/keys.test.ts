import { describe, expect, it } from 'vitest';
import { isAbsent, keyInfo, spellingOfKey } from '../../lib/policy/keys.ts';
import { decide, outcome, permission, trust } from './support.ts';

const signIn = (condition: unknown, context: Readonly<Record<string, string>> = {}) =>
  outcome(decide(trust(condition), context));
const session = (condition: unknown, context: Readonly<Record<string, string>> = {}) =>
  outcome(decide(permission(condition), context, { phase: 'stream' }));

describe('a key that is in no sign-in', () => {
  it.each([
    'aws:MultiFactorAuthPresent',
    'aws:MultiFactorAuthAge',
    'aws:PrincipalOrgID',
    'aws:PrincipalArn',
    'aws:PrincipalTag/team',
    'aws:TokenIssueTime',
    'aws:FederatedProvider',
    'aws:SourceIdentity',
    'aws:username',
    'aws:PrincipalIsAWSService',
    'aws:CalledVia',
    'sts:ExternalId',
    'workspaces:userId',
  ])('%s is missing, whatever a request is said to have', (key) => {
    expect(isAbsent('assume', key.toLowerCase())).toBe(true);
    expect(signIn({ StringEquals: { [key]: 'x' } }, { [key]: 'x' })).toBe('not-allowed');
    expect(signIn({ StringEqualsIfExists: { [key]: 'x' } })).toBe('allowed');
    expect(signIn({ StringNotEquals: { [key]: 'x' } })).toBe('allowed');
    expect(signIn({ Null: { [key]: 'true' } })).toBe('allowed');
  });
});

describe('a key that is in no session', () => {
  it.each([
    'aws:MultiFactorAuthPresent',
    'aws:username',
    'aws:FederatedProvider',
    'aws:RequestTag/team',
    'aws:TagKeys',
    'saml:aud',
    'saml:iss',
    'saml:cn',
    'sts:RoleSessionName',
    'sts:SourceIdentity',
  ])('%s is missing', (key) => {
    expect(session({ StringEquals: { [key]: 'x' } }, { [key]: 'x' })).toBe('not-allowed');
    expect(session({ Null: { [key]: 'true' } })).toBe('allowed');
    expect(session({ StringEquals: { 'saml:sub': `\${${key}}` } }, { 'saml:sub': 'jdoe' })).toBe('not-allowed');
  });
});

describe('a key with a value that AWS does not document', () => {
  it.each(['aws:userid', 'aws:PrincipalAccount', 'aws:PrincipalType'])('%s is there, and no more is known', (key) => {
    expect(signIn({ StringEquals: { [key]: 'x' } })).toMatch(new RegExp(`^unclear: ${key} is unknown: AWS does not`));
    expect(signIn({ Null: { [key]: 'false' } })).toBe('allowed');
    expect(signIn({ Null: { [key]: 'true' } })).toBe('not-allowed');
    expect(signIn({ StringEquals: { 'saml:sub': `\${${key}}` } }, { 'saml:sub': 'x' })).toMatch(/^unclear: aws:/);
  });

  it('is not even known to be there, for some', () => {
    expect(signIn({ Null: { 'aws:ResourceAccount': 'true' } })).toBe(
      'unclear: aws:ResourceAccount is unknown: AWS does not document aws:ResourceAccount in a SAML sign-in',
    );
  });
});

describe('the spelling of a key', () => {
  it.each([
    ['saml:sub_type', { kind: 'known' }],
    ['SAML:Sub_Type', { kind: 'known' }],
    ['aws:RequestTag/Email', { kind: 'known' }],
    ['aws:RequestTag/', { kind: 'not known' }],
    ['SAML:subtype', { kind: 'wrong', meant: 'SAML:sub_type' }],
    ['saml:subject_type', { kind: 'wrong', meant: 'SAML:sub_type' }],
    ['workspace:userId', { kind: 'wrong', meant: 'workspaces:userId' }],
    ['workspaces:user', { kind: 'wrong', meant: 'workspaces:userId' }],
    ['sub_type', { kind: 'wrong', meant: 'SAML:sub_type' }],
    ['sam:sub', { kind: 'wrong', meant: 'SAML:sub' }],
    ['saml:NameIdentifierOfTheSubject', { kind: 'wrong' }],
    ['aws:PrincipleTag/Email', { kind: 'wrong', meant: 'aws:PrincipalTag/Email' }],
    ['aws:SomethingNew', { kind: 'not known' }],
    ['workspaces-web:userId', { kind: 'not known' }],
    ['example:key', { kind: 'not known' }],
  ])('%s', (key, expected) => expect(spellingOfKey(key)).toEqual(expected));

  it('that AWS does not have is a key in no request', () => {
    expect(signIn({ StringEquals: { 'SAML:subtype': 'persistent' } })).toBe('not-allowed');
    expect(session({ StringEquals: { 'workspace:userId': '${saml:sub}' } })).toBe('not-allowed');
  });

  it('that this tool does not know says nothing', () => {
    expect(keyInfo('assume', 'example:key')).toBeUndefined();
    expect(signIn({ StringEquals: { 'example:key': 'x' } })).toBe(
      'unclear: example:key is not a condition key this tool models for sts:AssumeRoleWithSAML',
    );
  });
});

it('eduPersonOrgDN has one value, and eduPersonOrgUnitDN several', () => {
  expect(keyInfo('assume', 'saml:edupersonorgdn')?.multivalued).toBe(false);
  expect(keyInfo('assume', 'saml:edupersonorgunitdn')?.multivalued).toBe(true);
});
