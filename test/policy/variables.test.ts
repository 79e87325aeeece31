import { describe, expect, it } from 'vitest';
import { splitVariables, variableKeys } from '../../lib/policy/variables.ts';
import { decide, outcome, permission } from './support.ts';

const session = { 'saml:sub': 'jdoe', 'workspaces:userId': 'jdoe' };
const own = (value: string, operator = 'StringEquals', Version: string | undefined = '2012-10-17') => ({
  ...permission({ [operator]: { 'workspaces:userId': value } }),
  Version,
});
const ask = (policy: unknown, context: Readonly<Record<string, string>>) =>
  outcome(decide(policy, context, { phase: 'stream' }));

describe('a policy variable', () => {
  it.each([
    ['${saml:sub}', 'allowed'],
    ['${SAML:Sub}', 'allowed'],
    ["${saml:sub, 'nobody'}", 'allowed'],
    ["${aws:PrincipalTag/user, 'jdoe'}", 'allowed'],
    ['${aws:PrincipalTag/user}', 'not-allowed'],
    ['{saml:sub}', 'not-allowed'],
    ['&{saml:sub}', 'not-allowed'],
    ['${samlsub}', 'not-allowed'],
    ['${saml:sub', 'not-allowed'],
    ['$${saml:sub}', 'not-allowed'],
    ['${saml:cn}', 'not-allowed'],
    ['${ saml:sub }', 'unclear: ${ saml:sub } is not a documented form of a policy variable'],
    ["${saml:sub,'x'}", "unclear: ${saml:sub,'x'} is not a documented form of a policy variable"],
    ['${example:user}', 'unclear: the policy variable ${example:user} is not one this tool models'],
  ])('%s as the user id: %s', (value, expected) => expect(ask(own(value), session)).toBe(expected));

  it.each(['2008-10-17', undefined])('is plain text in version %s', (version) => {
    const document = { ...own('${saml:sub}'), Version: version };
    expect(ask(document, session)).toBe('not-allowed');
    expect(ask(document, { ...session, 'workspaces:userId': '${saml:sub}' })).toBe('allowed');
  });

  it('brings in plain text, not wildcards', () => {
    const star = { 'saml:sub': '*', 'workspaces:userId': 'somebody' };
    expect(ask(own('${saml:sub}', 'StringLike'), star)).toBe('not-allowed');
    expect(ask(own('${saml:sub}', 'StringLike'), { ...star, 'workspaces:userId': '*' })).toBe('allowed');
    expect(ask(own('${saml:sub}*', 'StringLike'), { 'saml:sub': 'j', 'workspaces:userId': 'jdoe' })).toBe('allowed');
  });

  it('may stand for the characters that have a meaning', () => {
    const like = (value: string, userId: string) =>
      ask(own(value, 'StringLike'), { 'saml:sub': 'x', 'workspaces:userId': userId });
    expect(['*', 'a'].map((userId) => like('${*}', userId))).toEqual(['allowed', 'not-allowed']);
    expect(['?', 'a'].map((userId) => like('${?}', userId))).toEqual(['allowed', 'not-allowed']);
    expect(['$', '${$}'].map((userId) => like('${$}', userId))).toEqual(['allowed', 'not-allowed']);
    expect(like('${$}{saml:sub}', '${saml:sub}')).toBe('allowed');
  });

  it('without a value equals nothing, so that a negated operator holds', () => {
    const context = { 'workspaces:userId': 'jdoe' };
    expect(ask(own('${aws:PrincipalTag/user}', 'StringNotEquals'), context)).toBe('allowed');
    expect(ask(own('${aws:PrincipalTag/user}', 'StringEqualsIfExists'), context)).toBe('not-allowed');
  });

  it('ignores case where its operator does', () => {
    const context = { ...session, 'workspaces:userId': 'JDoe' };
    expect(ask(own('${saml:sub}'), context)).toBe('not-allowed');
    expect(ask(own('${saml:sub}', 'StringEqualsIgnoreCase'), context)).toBe('allowed');
  });

  it('cannot be a key with several values', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:*',
        Condition: { StringEquals: { 'saml:sub': '${saml:cn}' } },
      },
    };
    expect(outcome(decide(policy, { 'saml:sub': 'x', 'saml:cn': 'x' }))).toBe(
      'unclear: ${saml:cn} has several values and is no policy variable',
    );
  });

  it('is found with its key, spaces in tag names included', () => {
    expect(variableKeys('a-${aws:PrincipalTag/Cost Center}-${SAML:sub}-${*}', '2012-10-17')).toEqual([
      'aws:principaltag/cost center',
      'saml:sub',
    ]);
    expect(variableKeys('${saml:sub}', '2008-10-17')).toEqual([]);
  });

  it('leaves the text around it', () => {
    expect(splitVariables("a${saml:sub, 'x'}b${?}", '2012-10-17')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'variable', key: 'saml:sub', fallback: 'x' },
      { kind: 'text', text: 'b' },
      { kind: 'special', char: '?' },
    ]);
    expect(splitVariables('', undefined)).toEqual([]);
  });
});
