import { describe, expect, it } from 'vitest';
import { audienceSeeds } from '../../lib/federation/audience-seeds.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { isCorrect, isPossible, trustedProviders, trySignIns } from '../../lib/federation/trust.ts';
import { exampleAsOf, exampleSnapshot, guideTrust } from '../../lib/explain/example.ts';
import { known } from '../../lib/model/fact.ts';
import { parsed, provider, trust } from '../policy/support.ts';

const snapshot = exampleSnapshot({ roles: [{ name: 'Desktops', tags: { Env: 'prod' } }] });
const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
if (role === undefined) throw new Error('the example has a role');

const signIns = (json: unknown, tags: readonly string[] = []) =>
  trySignIns({
    role,
    trust: parsed(json),
    partition: 'aws',
    accountId: '111122223333',
    provider,
    tags,
    asOf: exampleAsOf,
  }).signIns;
const letsCorrectIn = (condition: unknown) =>
  signIns(trust(condition)).some((signIn) => isCorrect(signIn) && signIn.assume.effect === 'allowed');

describe('the sign-ins to try', () => {
  it.each([
    ['https://signin.aws.amazon.com/saml', true],
    ['https://ap-*.signin.aws.amazon.com/saml', true],
    ['https://*.signin.aws.amazon.com/saml', true],
    ['https://eu-south-2.signin.aws.amazon.com/saml', true],
    ['https://signin.aws.amazon.com/saml*', true],
    ['https://signin.aws.amazon.com/', false],
    ['https://ap-*.signin.amazonaws-us-gov.com/saml', false],
  ])('know whether audience %s lets a correct sign-in in: %s', (pattern, expected) => {
    expect(letsCorrectIn({ StringLike: { 'saml:aud': pattern } })).toBe(expected);
  });

  it('try an audience that none of the texts accepts', () => {
    const policy = trust({
      StringNotLike: { 'saml:aud': ['https://signin.aws.amazon.com/saml', 'https://*.signin.aws.amazon.com/saml'] },
    });
    const admitted = signIns(policy).filter((signIn) => isPossible(signIn) && signIn.assume.effect === 'allowed');
    expect(new Set(admitted.map(({ audience }) => audience))).toEqual(
      new Set(['https://signin.aws.amazon.com/saml-elsewhere', 'https://idp.example.com/saml']),
    );
    expect(audienceSeeds('aws', 'X', ['*'])).toEqual([
      'https://signin.aws.amazon.com/saml',
      'https://us-east-1.signin.aws.amazon.com/saml',
      'https://eu-west-1.signin.aws.amazon.com/saml',
      'https://signin.aws.amazon.com/saml/acs/X',
    ]);
  });

  it("know the role's own tags, and which it has not", () => {
    expect(letsCorrectIn({ StringEquals: { 'aws:ResourceTag/Env': 'prod' } })).toBe(true);
    expect(letsCorrectIn({ StringEquals: { 'iam:ResourceTag/env': 'test' } })).toBe(false);
    expect(letsCorrectIn({ StringEquals: { 'aws:ResourceTag/saml': 'yes' } })).toBe(false);
    expect(letsCorrectIn({ Null: { 'aws:ResourceTag/saml': 'true' } })).toBe(true);
  });

  it('happen at the moment of the scan, in both ways to write it', () => {
    expect(letsCorrectIn({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })).toBe(false);
    expect(letsCorrectIn({ DateLessThan: { 'aws:EpochTime': '2026-01-01T00:00:00Z' } })).toBe(false);
    expect(letsCorrectIn({ NumericGreaterThan: { 'aws:EpochTime': '1700000000' } })).toBe(true);
  });

  it('carry tags by their own names', () => {
    const only = (names: readonly string[]) => ({
      ...guideTrust,
      Statement: [
        ...trust({}).Statement,
        {
          ...trust({}).Statement[0],
          Action: 'sts:TagSession',
          Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': names } },
        },
      ],
    });
    const tagged = (names: readonly string[]) =>
      signIns(only(names), ['Email']).some((signIn) => isCorrect(signIn) && signIn.tag.effect === 'allowed');
    expect([tagged(['Email']), tagged(['email']), tagged(['Email', 'UserPrincipalName'])]).toEqual([true, false, true]);
  });
});

describe('the providers a trust policy lets in', () => {
  it.each([
    [{ Principal: { Federated: [provider, 'accounts.google.com'] } }, [provider]],
    [{ Principal: '*' }, ['*']],
    [{ Principal: { AWS: ['*'] } }, ['*']],
    [{ Principal: undefined, NotPrincipal: { Federated: provider } }, ['*']],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, []],
    [{ Principal: undefined }, []],
    [{ Action: 'sts:TagSession' }, []],
  ])('%j: %j', (more, expected) => expect(trustedProviders(parsed(trust({}, more)))).toEqual(expected));
});

describe('answers that are kept', () => {
  it('are told apart by the documents, not by their names', () => {
    const account = accountOf(
      exampleSnapshot({ roles: [{ name: 'Desktops', inline: { Stream: streamPolicy('persistent') } }] }),
    );
    const [streamRole] = account.streamRoles.state === 'known' ? account.streamRoles.value : [];
    if (streamRole === undefined) throw new Error('the example has a stream role');
    const open = (document: unknown) =>
      account
        .streaming(streamRole, [{ name: 'Stream', document: parsed(document) }], 'workspaces', resource)
        .requests.some(({ decision }) => decision.effect === 'allowed');
    expect([open(streamPolicy('persistent')), open({ ...streamPolicy('x'), Statement: [] })]).toEqual([true, false]);
    expect(known(streamRole.services)).toEqual(known(['workspaces']));
  });
});

const resource = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';
function streamPolicy(subjectType: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'workspaces:Stream',
        Resource: resource,
        Condition: { StringEquals: { 'saml:sub_type': subjectType } },
      },
    ],
  };
}
