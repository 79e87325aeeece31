import { describe, expect, it } from 'vitest';
import { decide, outcome, permission, trust } from './support.ts';

const missing = {};
const sub = (value: string | readonly string[]) => ({ 'saml:sub_type': value });

/** What `{operator: {saml:sub_type: 'persistent'}}` says of a missing key, of each value, and of an empty one. */
const semantics: readonly (readonly [string, boolean, boolean, boolean, boolean, boolean])[] = [
  // operator, missing, persistent, Persistent, transient, ''
  ['StringEquals', false, true, false, false, false],
  ['StringEqualsIfExists', true, true, false, false, false],
  ['StringNotEquals', true, false, true, true, true],
  ['StringNotEqualsIfExists', true, false, true, true, true],
  ['StringEqualsIgnoreCase', false, true, true, false, false],
  ['StringEqualsIgnoreCaseIfExists', true, true, true, false, false],
  ['StringNotEqualsIgnoreCase', true, false, false, true, true],
  ['StringLike', false, true, false, false, false],
  ['StringLikeIfExists', true, true, false, false, false],
  ['StringNotLike', true, false, true, true, true],
  ['StringNotLikeIfExists', true, false, true, true, true],
  ['ForAllValues:StringEquals', true, true, false, false, true],
  ['ForAllValues:StringEqualsIfExists', true, true, false, false, true],
  // One table of AWS's page says "no match" for a missing key here; its text and the page of examples say "match".
  ['ForAllValues:StringNotEquals', true, false, true, true, true],
  ['ForAllValues:StringLike', true, true, false, false, true],
  ['ForAllValues:StringNotLike', true, false, true, true, true],
  ['ForAllValues:StringEqualsIgnoreCase', true, true, true, false, true],
  ['ForAnyValue:StringEquals', false, true, false, false, false],
  ['ForAnyValue:StringNotEquals', false, false, true, true, false],
  ['ForAnyValue:StringLike', false, true, false, false, false],
  ['ForAnyValue:StringNotLike', false, false, true, true, false],
  ['ForAnyValue:StringNotEqualsIgnoreCase', false, false, false, true, false],
];

describe('an operator on a single-valued key', () => {
  it.each(semantics)('%s', (operator, ...expected) => {
    const policy = trust({ [operator]: { 'saml:sub_type': 'persistent' } });
    const contexts = [missing, sub('persistent'), sub('Persistent'), sub('transient'), sub('')];
    expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual(
      expected.map((holds) => (holds ? 'allowed' : 'not-allowed')),
    );
  });

  it.each([
    ['StringEquals', false, true, true, false],
    ['StringNotEquals', true, false, false, true],
    ['ForAllValues:StringNotEquals', true, false, false, true],
  ])('%s takes a list as "one of these", and its negation as "none of these"', (operator, ...expected) => {
    const policy = trust({ [operator]: { 'saml:sub_type': ['persistent', 'transient'] } });
    const contexts = [missing, sub('persistent'), sub('transient'), sub('other')];
    expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual(
      expected.map((holds) => (holds ? 'allowed' : 'not-allowed')),
    );
  });

  it.each([
    ['StringLike', '*', [false, true, true]],
    ['StringLike', '?*', [false, false, true]],
    ['StringNotLike', '?*', [true, true, false]],
    ['StringLike', 'per?istent', [false, false, true]],
    ['StringEquals', 'per*', [false, false, false]],
    ['StringEqualsIgnoreCase', 'PER*', [false, false, false]],
    ['StringLike', '', [false, true, false]],
  ])('%s %j: wildcards only where the operator has them', (operator, pattern, expected) => {
    const policy = trust({ [operator]: { 'saml:sub_type': pattern } });
    const contexts = [missing, sub(''), sub('persistent')];
    expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual(
      expected.map((holds) => (holds ? 'allowed' : 'not-allowed')),
    );
  });
});

describe('Null', () => {
  const empty = 'unclear: whether an empty saml:sub_type is null';
  it.each([
    ['true', ['allowed', empty, 'not-allowed']],
    ['false', ['not-allowed', 'not-allowed', 'allowed']],
    [true, ['allowed', empty, 'not-allowed']],
    [
      ['true', 'false'],
      ['allowed', empty, 'allowed'],
    ],
  ])('%j is about presence, and an empty value does not count as one', (value, expected) => {
    const policy = trust({ Null: { 'saml:sub_type': value } });
    const contexts = [missing, sub(''), sub('persistent')];
    expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual(expected);
  });

  it('compares with true or false and nothing else', () => {
    expect(outcome(decide(trust({ Null: { 'saml:sub_type': 'yes' } }), missing))).toBe(
      'unclear: Null compares with "true" or "false", not "yes"',
    );
  });
});

it('leaves open whether an empty value exists for ForAnyValue with IfExists', () => {
  const policy = trust({ 'ForAnyValue:StringEqualsIfExists': { 'saml:sub_type': 'persistent' } });
  const contexts = [missing, sub(''), sub('persistent'), sub('transient')];
  expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual([
    'allowed',
    'unclear: whether an empty saml:sub_type exists for ForAnyValue:StringEqualsIfExists',
    'allowed',
    'not-allowed',
  ]);
});

describe('a key with several values', () => {
  const tags = (...names: string[]) => (names.length === 0 ? {} : { 'aws:TagKeys': names });
  const contexts = [tags(), tags('a'), tags('a', 'b'), tags('a', 'c'), tags('c')];
  it.each([
    ['ForAllValues:StringEquals', [true, true, true, false, false]],
    ['ForAnyValue:StringEquals', [false, true, true, true, false]],
    ['ForAllValues:StringNotEquals', [true, false, false, false, true]],
    ['ForAnyValue:StringNotEquals', [false, false, false, true, true]],
  ])('under %s', (operator, expected) => {
    const policy = trust({ [operator]: { 'aws:TagKeys': ['a', 'b'] } });
    expect(contexts.map((context) => outcome(decide(policy, context)))).toEqual(
      expected.map((holds) => (holds ? 'allowed' : 'not-allowed')),
    );
  });

  it('needs a set operator', () => {
    expect(outcome(decide(trust({ StringEquals: { 'aws:TagKeys': 'a' } }), tags('a', 'b')))).toBe(
      'unclear: aws:TagKeys has several values but no set operator',
    );
  });
});

describe('what is not modelled', () => {
  it.each([
    [{ StringMatches: { 'saml:sub_type': 'x' } }, 'StringMatches is not a condition operator this tool models'],
    [{ NullIfExists: { 'saml:sub_type': 'x' } }, 'NullIfExists is not a condition operator this tool models'],
    [{ StringEquals: { 'saml:sub_type': [] } }, 'StringEquals saml:sub_type lists no value'],
    [
      { StringEquals: { 'example:key': 'x' } },
      'example:key is not a condition key this tool models for sts:AssumeRoleWithSAML',
    ],
    [{ NumericEquals: { 'saml:sub_type': '1' } }, 'NumericEquals does not fit saml:sub_type'],
    [{ ArnLike: { 'saml:sub_type': '*' } }, 'ArnLike does not fit saml:sub_type'],
    [{ BinaryEquals: { 'saml:sub_type': 'x' } }, 'BinaryEquals does not fit saml:sub_type'],
    [{ Bool: { 'saml:sub_type': 'true' } }, 'Bool does not fit saml:sub_type'],
    [{ IpAddress: { 'saml:sub_type': '::1/128' } }, 'IpAddress does not fit saml:sub_type'],
  ])('%j is unclear', (condition, reason) => {
    expect(outcome(decide(trust(condition), sub('persistent')))).toBe(`unclear: ${reason}`);
  });

  it('does not matter where another condition, statement or Deny decides', () => {
    const odd = { StringEquals: { 'example:key': 'x' } };
    expect(outcome(decide(trust({ ...odd, Null: { 'saml:sub': 'true' } }), { 'saml:sub': 'x' }))).toBe('not-allowed');
    const [statement] = trust(odd).Statement;
    const allow = { ...statement, Condition: {} };
    const deny = { ...allow, Effect: 'Deny' };
    const both = (...Statement: unknown[]) => outcome(decide({ Statement }));
    expect(both(statement, allow)).toBe('allowed');
    expect(both(allow, { ...statement, Effect: 'Deny' })).toMatch(/^unclear: example:key/);
    expect(both({ ...statement, Effect: 'Deny' })).toBe('not-allowed');
    expect(both(statement, deny)).toBe('denied');
    expect(both(allow, { ...statement, Effect: 'Deny' }, deny)).toBe('denied');
  });
});

describe('keys that are gone once the role is assumed', () => {
  it.each([
    [{ StringEquals: { 'saml:aud': 'x' } }, 'not-allowed'],
    [{ StringNotEquals: { 'saml:aud': 'x' } }, 'allowed'],
    [{ StringEqualsIfExists: { 'saml:aud': 'x' } }, 'allowed'],
    [{ 'ForAllValues:StringEquals': { 'saml:iss': 'x' } }, 'allowed'],
    [{ 'ForAnyValue:StringEquals': { 'saml:cn': 'x' } }, 'not-allowed'],
    [{ Null: { 'saml:aud': 'true' } }, 'allowed'],
    [{ StringEquals: { 'workspaces:userId': '${saml:aud}' } }, 'not-allowed'],
    [{ StringEquals: { 'workspaces:userId': "${saml:aud, 'jdoe'}" } }, 'allowed'],
  ])('%j in an identity policy: %s', (condition, expected) => {
    const context = { 'saml:aud': 'x', 'saml:iss': 'x', 'workspaces:userId': 'jdoe' };
    expect(outcome(decide(permission(condition), context, { phase: 'stream' }))).toBe(expected);
  });
});

describe('dates', () => {
  const at = (time: string) => ({ 'aws:CurrentTime': time });
  it.each([
    ['DateEquals', '2026-11-01T00:00:00Z', '2026-11-01T01:00:00+01:00', true],
    ['DateNotEquals', '2026-11-01T00:00:00Z', '2026-11-01T00:00:01Z', true],
    ['DateLessThan', '2026-11-01', '2026-10-31T23:59:59.999Z', true],
    ['DateLessThan', '2026-11-01', '2026-11-01T00:00Z', false],
    ['DateLessThanEquals', '2026-11', '2026-11-01T00:00:00Z', true],
    ['DateGreaterThan', '2026', '2026-01-01T00:00:00Z', false],
    ['DateGreaterThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.001Z', true],
  ])('%s %s at %s: %s', (operator, limit, time, holds) => {
    expect(outcome(decide(trust({ [operator]: { 'aws:CurrentTime': limit } }), at(time)))).toBe(
      holds ? 'allowed' : 'not-allowed',
    );
  });

  it.each(['tomorrow', '2026-11-01T00:00:00', '11/01/2026', '', '2026-13-01', '-1'])('%j is no date', (limit) => {
    const policy = trust({ DateLessThan: { 'aws:CurrentTime': limit } });
    expect(outcome(decide(policy, at('2026-11-01T00:00:00Z')))).toBe(
      `unclear: DateLessThan cannot compare with "${limit}"`,
    );
  });

  it('are compared as numbers only in seconds', () => {
    const policy = trust({ NumericLessThan: { 'aws:EpochTime': '1793491201' } });
    expect(outcome(decide(policy, { 'aws:EpochTime': '1793491200' }))).toBe('allowed');
    expect(outcome(decide(policy, { 'aws:EpochTime': '1793491201' }))).toBe('not-allowed');
    const words = trust({ NumericLessThan: { 'aws:CurrentTime': '2' } });
    expect(outcome(decide(words, at('2026-11-01T00:00:00Z')))).toBe(
      'unclear: NumericLessThan cannot compare "2026-11-01T00:00:00Z"',
    );
    expect(outcome(decide(trust({ NumericEquals: { 'aws:EpochTime': '0x10' } }), { 'aws:EpochTime': '16' }))).toBe(
      'unclear: NumericEquals cannot compare with "0x10"',
    );
  });
});

describe('Bool', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    [true, true],
    ['false', false],
  ])('%j', (value, holds) => {
    const policy = trust({ Bool: { 'aws:SecureTransport': value } });
    expect(outcome(decide(policy, { 'aws:SecureTransport': 'true' }))).toBe(holds ? 'allowed' : 'not-allowed');
    expect(outcome(decide(policy, missing))).toBe('not-allowed');
  });

  it('knows no other words, and no variables', () => {
    const policy = (value: string) => trust({ Bool: { 'aws:SecureTransport': value } });
    expect(outcome(decide(policy('1'), { 'aws:SecureTransport': 'true' }))).toBe(
      'unclear: Bool compares with true or false, not "1"',
    );
    expect(outcome(decide(policy('${aws:SecureTransport}'), { 'aws:SecureTransport': 'true' }))).toBe(
      'unclear: Bool compares with true or false, not "${aws:SecureTransport}"',
    );
  });
});

describe('IP addresses', () => {
  const from = (address: string) => ({ 'aws:SourceIp': address });
  it.each([
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', 'allowed'],
    ['IpAddress', '203.0.113.0/24', '198.51.100.1', 'not-allowed'],
    ['IpAddress', '203.0.113.9', '203.0.113.9', 'allowed'],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', 'not-allowed'],
    ['NotIpAddress', '203.0.113.0/24', '2001:db8::1', 'allowed'],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::9', 'allowed'],
    [
      'IpAddress',
      '2001:db8::9',
      '2001:db8::9',
      'unclear: 2001:db8::9 has no prefix length, and what IAM then takes for IPv6 is not documented',
    ],
    ['IpAddress', 'office', '203.0.113.9', 'unclear: "office" is not an IP address or CIDR block'],
    ['IpAddress', '203.0.113.0/24', 'office', 'unclear: "office" is not an IP address'],
    ['StringEquals', '203.0.113.9', '203.0.113.9', 'unclear: StringEquals does not fit aws:SourceIp'],
  ])('%s %s from %s: %s', (operator, range, address, expected) => {
    expect(outcome(decide(trust({ [operator]: { 'aws:SourceIp': range } }), from(address)))).toBe(expected);
  });

  it('are missing behind a VPC endpoint', () => {
    expect(outcome(decide(trust({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), missing))).toBe('not-allowed');
    expect(outcome(decide(trust({ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), missing))).toBe('allowed');
    expect(outcome(decide(trust({ IpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' } }), missing))).toBe('allowed');
  });
});

describe('ARN operators', () => {
  const role = 'arn:aws:iam::111122223333:role/team/Desktops';
  const asRole = { 'aws:PrincipalArn': role };
  it.each([
    ['ArnEquals', role, 'allowed'],
    ['ArnEquals', 'arn:aws:iam::*:role/*', 'allowed'],
    ['ArnLike', 'arn:*:iam:*:111122223333:role/team/?esktops', 'allowed'],
    ['ArnLike', 'arn:aws:*Desktops', 'unclear: an ARN pattern needs six parts separated by colons'],
    ['ArnLike', '*', 'allowed'],
    ['ArnLike', 'arn:aws:iam::444455556666:role/*', 'not-allowed'],
    ['ArnNotEquals', 'arn:aws:iam::*:role/*', 'not-allowed'],
    ['ArnNotLike', 'arn:aws:iam::444455556666:*', 'allowed'],
    ['StringLike', 'arn:aws:*Desktops', 'allowed'],
    ['StringEquals', role, 'allowed'],
  ])('%s %s: %s', (operator, pattern, expected) => {
    const policy = permission({ [operator]: { 'aws:PrincipalArn': pattern } });
    expect(outcome(decide(policy, asRole, { phase: 'stream' }))).toBe(expected);
  });

  it('find no ARN in what is none', () => {
    const policy = permission({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } });
    expect(outcome(decide(policy, { 'aws:PrincipalArn': 'anonymous' }, { phase: 'stream' }))).toBe('not-allowed');
  });
});
