import { describe, expect, it } from 'vitest';
import { audienceSeeds } from '../../lib/federation/audience-seeds.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { sessionExists } from '../../lib/federation/ask.ts';
import { findCorrectSignIn, providerFacts, type SignInQuestion } from '../../lib/federation/correct-sign-in.ts';
import { trustedProviders } from '../../lib/federation/trust.ts';
import { exampleSnapshot, guideTrust } from '../../lib/explain/example.ts';
import { parsed, provider, trust } from '../policy/support.ts';

/** Is there a correct sign-in to a role that is tagged Env=prod? */
function letsCorrectIn(policy: unknown, wish: Partial<SignInQuestion> = {}): boolean {
  const snapshot = exampleSnapshot({ roles: [{ name: 'Desktops', tags: { Env: 'prod' } }] });
  const account = accountOf(snapshot);
  const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
  const [facts] = providerFacts(account, provider);
  if (role === undefined || facts === undefined) throw new Error('the example has a role and a provider');
  const answer = findCorrectSignIn({
    account,
    role,
    trust: parsed(policy),
    facts,
    recipients: 'documented',
    tags: [],
    otherTags: false,
    sourceIdentity: 'none',
    actions: ['sts:AssumeRoleWithSAML'],
    outcome: 'allowed',
    ...wish,
  });
  return answer.kind === 'found';
}

describe('a correct sign-in', () => {
  it.each([
    ['https://signin.aws.amazon.com/saml', true],
    ['https://ap-*.signin.aws.amazon.com/saml', true],
    ['https://*.signin.aws.amazon.com/saml', true],
    ['https://eu-south-2.signin.aws.amazon.com/saml', true],
    ['https://signin.aws.amazon.com/saml*', true],
    ['https://signin.aws.amazon.com/', false],
    ['https://ap-*.signin.amazonaws-us-gov.com/saml', false],
  ])('know whether audience %s lets a correct sign-in in: %s', (pattern, expected) => {
    expect(letsCorrectIn(trust({ StringLike: { 'saml:aud': pattern } }))).toBe(expected);
  });

  it('is tried at each kind of URL that the texts distinguish', () => {
    expect(audienceSeeds('aws', 'X', ['*'])).toEqual([
      'https://signin.aws.amazon.com/saml',
      'https://us-east-1.signin.aws.amazon.com/saml',
      'https://eu-west-1.signin.aws.amazon.com/saml',
      'https://signin.aws.amazon.com/saml/acs/X',
    ]);
  });

  it("know the role's own tags, and which it has not", () => {
    expect(letsCorrectIn(trust({ StringEquals: { 'aws:ResourceTag/Env': 'prod' } }))).toBe(true);
    expect(letsCorrectIn(trust({ StringEquals: { 'iam:ResourceTag/env': 'test' } }))).toBe(false);
    expect(letsCorrectIn(trust({ StringEquals: { 'aws:ResourceTag/saml': 'yes' } }))).toBe(false);
    expect(letsCorrectIn(trust({ Null: { 'aws:ResourceTag/saml': 'true' } }))).toBe(true);
  });

  it('happen at the moment of the scan, in both ways to write it', () => {
    expect(letsCorrectIn(trust({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }))).toBe(false);
    expect(letsCorrectIn(trust({ DateLessThan: { 'aws:EpochTime': '2026-01-01T00:00:00Z' } }))).toBe(false);
    expect(letsCorrectIn(trust({ NumericGreaterThan: { 'aws:EpochTime': '1700000000' } }))).toBe(true);
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
      letsCorrectIn(only(names), { tags: ['Email'], actions: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] });
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
    const [role] = account.streamRoles.state === 'known' ? account.streamRoles.value : [];
    if (role === undefined) throw new Error('the example has a stream role');
    const open = (document: unknown) =>
      sessionExists(account, {
        role,
        documents: [{ name: 'Stream', document: parsed(document) }],
        service: 'workspaces',
        resource,
        session: 'any',
        outcome: 'opened',
      });
    expect([open(streamPolicy('persistent')), open({ ...streamPolicy('x'), Statement: [] })]).toEqual([true, false]);
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
