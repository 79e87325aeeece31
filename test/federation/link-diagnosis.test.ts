import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { diagnoseLinks } from '../../lib/federation/link-diagnosis.ts';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import { exampleSnapshot, type ExampleRole } from '../../lib/explain/example.ts';

const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';
const provider = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';

const statement = (actions: readonly string[], condition: unknown) => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: actions,
  Condition: condition,
});
const trust = (...statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const persistent = { StringEquals: { 'SAML:sub_type': 'persistent' } };
const assume = ['sts:AssumeRoleWithSAML'];
const withTags = [...assume, 'sts:TagSession'];
const withIdentity = [...assume, 'sts:SetSourceIdentity'];

const permissions = (condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'workspaces:Stream',
      Resource: directory,
      Condition: { ...condition, StringEquals: { 'workspaces:userId': '${saml:sub}', ...condition['StringEquals'] } },
    },
  ],
});

function links(role: Omit<ExampleRole, 'name'>, tags: readonly string[] = []) {
  const snapshot = exampleSnapshot({
    directories: [{ id: 'd-906731a2b4' }],
    roles: [{ name: 'Desktops', ...role }],
  });
  const [given] = snapshot.roles.state === 'known' ? snapshot.roles.value : [];
  const streamRole = given && asStreamRole(given);
  if (streamRole === undefined) throw new Error('the example has a stream role');
  const { status, causes, uncertainties } = diagnoseLinks(
    streamRole,
    provider,
    'workspaces',
    directory,
    accountOf(snapshot),
    tags,
  );
  return [status, ...causes.map(({ message }) => message), ...uncertainties.map(({ message }) => message)];
}

const teamTag = permissions({ StringEquals: { 'aws:PrincipalTag/team': 'design' } });
const excluded = (keys: string) => [
  'blocked',
  `No sign-in that the trust policy of role Desktops allows meets the conditions of its permissions on ${keys}.`,
];

describe('a session tag that the permissions require', () => {
  it('comes with a sign-in that can pass tags', () => {
    expect(links({ trust: trust(statement(withTags, persistent)), inline: { Stream: teamTag } })).toEqual(['works']);
  });

  it('comes with no sign-in where the trust policy does not allow sts:TagSession', () => {
    expect(links({ trust: trust(statement(assume, persistent)), inline: { Stream: teamTag } })).toEqual(
      excluded('aws:principaltag/team'),
    );
  });

  it('can be one that the trust policy denies', () => {
    const other = { ...persistent, StringLike: { 'aws:RequestTag/team': 'dev*' } };
    expect(links({ trust: trust(statement(withTags, other)), inline: { Stream: teamTag } })).toEqual(
      excluded('aws:principaltag/team'),
    );
    const listed = { ...persistent, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Email'] } };
    expect(links({ trust: trust(statement(withTags, listed)), inline: { Stream: teamTag } }, ['Email'])).toEqual(
      excluded('aws:principaltag/team'),
    );
  });

  it('is compared with what the trust policy allows, not only with what the permissions name', () => {
    const any = permissions({ StringLike: { 'aws:PrincipalTag/team': '*' } });
    const one = { StringEquals: { 'SAML:sub_type': 'persistent', 'aws:RequestTag/team': 'design' } };
    expect(links({ trust: trust(statement(withTags, one)), inline: { Stream: any } })).toEqual(['works']);
  });

  it('can be a tag of the role', () => {
    const role = { trust: trust(statement(assume, persistent)), inline: { Stream: teamTag } };
    expect(links({ ...role, tags: { Team: 'design' } })).toEqual(['works']);
    expect(links({ ...role, tags: { Team: 'sales' } })).toEqual(excluded('aws:principaltag/team'));
    const tagged = { ...role, trust: trust(statement(withTags, persistent)), tags: { Team: 'sales' } };
    expect(links(tagged)).toEqual(['works']);
  });

  it('can be the user id, in the resource, or in the boundary', () => {
    const byTag = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'workspaces:Stream',
          Resource: directory,
          Condition: { StringEquals: { 'workspaces:userId': '${aws:PrincipalTag/login}' } },
        },
      ],
    };
    expect(links({ trust: trust(statement(assume, persistent)), inline: { Stream: byTag } })).toEqual(
      excluded('aws:principaltag/login'),
    );
    expect(links({ trust: trust(statement(withTags, persistent)), inline: { Stream: byTag } })).toEqual(['works']);
    const boundary = { boundary: teamTag, inline: { Stream: permissions({}) } };
    expect(links({ trust: trust(statement(assume, persistent)), ...boundary })).toEqual(
      excluded('aws:principaltag/team'),
    );
  });
});

describe('a source identity that the permissions require', () => {
  const required = permissions({ StringLike: { 'aws:SourceIdentity': '*' } });

  it('comes with a sign-in that can set one', () => {
    expect(links({ trust: trust(statement(withIdentity, persistent)), inline: { Stream: required } })).toEqual([
      'works',
    ]);
  });

  it('comes with no other', () => {
    expect(links({ trust: trust(statement(withTags, persistent)), inline: { Stream: required } })).toEqual(
      excluded('aws:sourceidentity'),
    );
  });

  it('is the one that the trust policy saw', () => {
    const only = { StringEquals: { 'SAML:sub_type': 'persistent', 'sts:SourceIdentity': 'alice' } };
    const bob = permissions({ StringEquals: { 'aws:SourceIdentity': 'bob' } });
    expect(links({ trust: trust(statement(withIdentity, only)), inline: { Stream: bob } })).toEqual(
      excluded('aws:sourceidentity'),
    );
  });
});

describe('the user', () => {
  it('is the same in both', () => {
    const alice = { StringEquals: { 'SAML:sub_type': 'persistent', 'saml:sub': 'alice' } };
    const bob = permissions({ StringEquals: { 'saml:sub': 'bob' } });
    const onlyBob = { trust: trust(statement(withTags, alice)), inline: { Stream: bob } };
    expect(links(onlyBob)).toEqual(excluded('saml:sub'));
    expect(links({ ...onlyBob, inline: { Stream: permissions({}) } })).toEqual(['works']);
  });
});

it('is unclear where the policies are, with their reason', () => {
  const odd = permissions({ StringEquals: { 'aws:PrincipalTag/team': 'design', 'example:key': 'x' } });
  expect(links({ trust: trust(statement(withTags, persistent)), inline: { Stream: odd } })).toEqual([
    'unknown',
    'Cannot determine whether a sign-in that the trust policy of role Desktops allows meets its permissions: example:key is not a condition key this tool models for workspaces:Stream.',
  ]);
});
