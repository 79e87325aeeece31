import { describe, expect, it } from 'vitest';
import { evaluate, resourcePatternMatches } from '../../lib/policy/evaluate.ts';
import { decide, directory, outcome, parsed, permission, provider, trust } from './support.ts';

const other = 'arn:aws:iam::111122223333:saml-provider/Other';
const open = (more: Readonly<Record<string, unknown>>) => trust({}, more);

describe('principals', () => {
  it.each([
    [{ Principal: { Federated: provider } }, 'allowed'],
    [{ Principal: { Federated: [other, provider] } }, 'allowed'],
    [{ Principal: { Federated: other } }, 'not-allowed'],
    [{ Principal: { Federated: provider.toLowerCase() } }, 'not-allowed'],
    [{ Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/*' } }, 'not-allowed'],
    [{ Principal: { Federated: '*' } }, 'allowed'],
    [{ Effect: 'Deny', Principal: { Federated: '*' } }, 'not-allowed'],
    [{ Principal: '*' }, 'allowed'],
    [{ Principal: { AWS: '*' } }, 'allowed'],
    [{ Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }, 'allowed'],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, 'not-allowed'],
    [{ Principal: { AWS: '111122223333' } }, 'not-allowed'],
    [{ Principal: { Service: 'ec2.amazonaws.com' } }, 'not-allowed'],
    [{ Principal: { Federated: 'accounts.google.com' } }, 'not-allowed'],
    [{ Principal: undefined, NotPrincipal: { Federated: other } }, 'allowed'],
    [{ Principal: undefined, NotPrincipal: { Federated: provider } }, 'not-allowed'],
    [{ Principal: undefined, NotPrincipal: '*' }, 'not-allowed'],
    [{ Principal: undefined }, 'unclear: a trust policy statement needs a Principal'],
    [{ Resource: '*' }, 'unclear: a trust policy has no Resource'],
  ])('%j: %s', (more, expected) => expect(outcome(decide(open(more)))).toBe(expected));

  const undocumented = 'unclear: AWS does not document whether {"Federated": "*"} matches a SAML provider';
  it.each([
    [{ Principal: '*' }, 'denied'],
    [{ Principal: { AWS: '*' } }, 'denied'],
    [{ Principal: { Federated: provider } }, 'denied'],
    [{ Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/*' } }, 'allowed'],
    [{ Principal: { Federated: ['*', provider] } }, 'denied'],
    [{ Principal: { Federated: '*' } }, undocumented],
    [{ NotPrincipal: { Federated: '*' } }, undocumented],
  ])('in a Deny: %j: %s', (more, expected) => {
    const deny = { Effect: 'Deny', Action: 'sts:*', ...more };
    const { Statement } = open({});
    expect(outcome(decide({ Version: '2012-10-17', Statement: [...Statement, deny] }))).toBe(expected);
  });

  it('are not for identity policies', () => {
    const policy = permission({}, { Principal: '*' });
    expect(outcome(decide(policy, {}, { phase: 'stream' }))).toBe('unclear: an identity policy has no Principal');
  });
});

describe('actions', () => {
  it.each([
    [{ Action: 'STS:assumerolewithsaml' }, 'allowed'],
    [{ Action: ['sts:TagSession', 'sts:AssumeRole*'] }, 'allowed'],
    [{ Action: 'sts:AssumeRoleWith????' }, 'allowed'],
    [{ Action: '*' }, 'allowed'],
    [{ Action: 'sts:AssumeRole' }, 'not-allowed'],
    [{ Action: [] }, 'not-allowed'],
    [{ Action: undefined, NotAction: 'sts:TagSession' }, 'allowed'],
    [{ Action: undefined, NotAction: ['sts:TagSession', 'sts:*SAML'] }, 'not-allowed'],
  ])('%j: %s', (more, expected) => expect(outcome(decide(open(more)))).toBe(expected));

  it('are denied by a Deny with NotAction, except those it names', () => {
    const [allow] = open({ Action: 'sts:*' }).Statement;
    const deny = { Effect: 'Deny', Principal: '*', NotAction: 'sts:TagSession' };
    const ask = (action: string) => outcome(decide({ Statement: [allow, deny] }, {}, { action }));
    expect(['sts:AssumeRoleWithSAML', 'sts:TagSession'].map(ask)).toEqual(['denied', 'allowed']);
  });
});

describe('resources', () => {
  const unclear = (pattern: string) => `unclear: whether ${pattern} covers ${directory} is not documented`;
  it.each([
    [directory, 'allowed'],
    ['*', 'allowed'],
    ['arn:aws:workspaces:*:*:directory/*', 'allowed'],
    ['arn:aws:workspaces:eu-central-?:111122223333:*', 'allowed'],
    ['arn:*:workspaces:*:111122223333:directory/d-906731a2b?', 'allowed'],
    ['arn:aws:workspaces:*:*:directory/d-other', 'not-allowed'],
    ['arn:aws-cn:workspaces:*:*:directory/*', 'not-allowed'],
    [directory.toUpperCase(), 'not-allowed'],
    [[directory.replace('d-906', 'd-907'), directory], 'allowed'],
    // IAM completes an ARN that is too short with "*".
    ['arn:aws:workspaces', 'allowed'],
    ['arn:aws:workspaces:*', 'allowed'],
    ['arn:aws:workspaces:eu-central-1', 'allowed'],
    ['arn:aws:workspaces:eu-west-1', 'not-allowed'],
    ['arn:aws:appstream', 'not-allowed'],
    ['arn:*', 'allowed'],
    ['directory/d-906731a2b4', 'not-allowed'],
    // Would have to reach over a colon.
    ['arn:aws:workspaces:*directory/*', unclear('arn:aws:workspaces:*directory/*')],
    ['arn:aws:workspaces:*:directory/*', unclear('arn:aws:workspaces:*:directory/*')],
    ['*d-906731a2b4', unclear('*d-906731a2b4')],
    [
      'arn:aws:workspaces?eu-central-1:111122223333:directory/*',
      unclear('arn:aws:workspaces?eu-central-1:111122223333:directory/*'),
    ],
  ])('%j: %s', (Resource, expected) => {
    expect(outcome(decide(permission({}, { Resource }), {}, { phase: 'stream' }))).toBe(expected);
  });

  it.each([
    [{ Resource: undefined, NotResource: directory }, 'not-allowed'],
    [{ Resource: undefined, NotResource: 'arn:aws:workspaces:*:*:directory/d-other' }, 'allowed'],
    [{ Resource: undefined, NotResource: 'arn:aws:workspaces' }, 'not-allowed'],
    [{ Resource: undefined, NotResource: '*d-906731a2b4' }, unclear('*d-906731a2b4')],
    [{ Resource: undefined }, 'unclear: an identity policy statement needs a Resource'],
    [{ Resource: [] }, 'not-allowed'],
  ])('%j: %s', (more, expected) => {
    expect(outcome(decide(permission({}, more), {}, { phase: 'stream' }))).toBe(expected);
  });

  it('may name a variable', () => {
    const policy = permission({}, { Resource: 'arn:aws:workspaces:*:*:directory/${aws:PrincipalTag/desk}' });
    const ask = (context: Readonly<Record<string, string>>) => outcome(decide(policy, context, { phase: 'stream' }));
    expect(ask({ 'aws:PrincipalTag/desk': 'd-906731a2b4' })).toBe('allowed');
    expect(ask({ 'aws:PrincipalTag/desk': '*' })).toBe('not-allowed');
    expect(ask({})).toBe('not-allowed');
    const odd = permission({}, { Resource: 'arn:aws:workspaces:*:*:directory/${example:x}' });
    expect(outcome(decide(odd, {}, { phase: 'stream' }))).toBe(
      'unclear: the policy variable ${example:x} is not one this tool models',
    );
  });

  it('are compared without a request too', () => {
    expect(resourcePatternMatches('arn:aws:workspaces:*:*:directory/*', directory)).toBe(true);
    expect(resourcePatternMatches('arn:aws:appstream:*:*:stack/*', directory)).toBe(false);
    expect(resourcePatternMatches('*/d-906731a2b4', directory)).toEqual({
      unclear: `whether */d-906731a2b4 covers ${directory} is not documented`,
    });
  });
});

describe('several documents', () => {
  const named = (name: string, json: unknown) => ({ name, document: parsed(json) });
  const request = { phase: 'stream', action: 'workspaces:Stream', resource: directory, context: new Map() } as const;

  it('are one: any Allow opens, any Deny closes, and the statement that decided is named', () => {
    const allow = named('a', permission({}, { Sid: 'In' }));
    const nothing = named('b', permission({}, { Action: 'workspaces:Describe*' }));
    const deny = named('c', permission({}, { Effect: 'Deny', Sid: 'Out' }));
    const allowed = evaluate([nothing, allow], request);
    expect(allowed.effect === 'allowed' ? [allowed.by.policy, allowed.by.statement.sid] : allowed).toEqual(['a', 'In']);
    const denied = evaluate([allow, nothing, deny], request);
    expect(denied.effect === 'denied' ? [denied.by.policy, denied.by.statement.sid] : denied).toEqual(['c', 'Out']);
    expect(evaluate([nothing], request)).toEqual({ effect: 'not-allowed' });
    expect(evaluate([], request)).toEqual({ effect: 'not-allowed' });
  });
});
