import { describe, expect, it } from 'vitest';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import {
  brokenTrust,
  exampleSnapshot,
  guideTrust,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleRole,
} from '../../lib/explain/example.ts';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const withAction = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const nearly = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] };
const files = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const brokenStream = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'workspaces:Stream', Resorce: '*' }],
};

function scopeOf(role: Omit<ExampleRole, 'name'>): string | undefined {
  const { roles } = exampleSnapshot({ roles: [{ name: 'Role', ...role }] });
  const [read] = roles.state === 'known' ? roles.value : [];
  return read && asStreamRole(read)?.scope;
}

describe('a role', () => {
  it.each<[string, Omit<ExampleRole, 'name'>, string | undefined]>([
    ['that trusts SAML and names Stream', { trust: guideTrust, inline: { Stream: guideWorkspacesPolicy } }, 'stream'],
    ['that trusts SAML and may do everything', { trust: guideTrust, inline: { All: everything } }, 'console'],
    ['that trusts SAML and may do nearly everything', { trust: guideTrust, inline: { All: nearly } }, 'console'],
    [
      'that may do everything, and names Stream',
      { trust: guideTrust, inline: { All: everything, Stream: guideWorkspacesPolicy } },
      'stream',
    ],
    ['that may do all of one service', { trust: guideTrust, inline: { All: withAction('workspaces:*') } }, 'stream'],
    [
      'that may do everything with one directory',
      {
        trust: guideTrust,
        inline: { All: { ...everything, Statement: [{ ...guideWorkspacesPolicy.Statement[0], Action: '*' }] } },
      },
      'stream',
    ],
    [
      'that may do everything, with a policy that is no JSON',
      { trust: guideTrust, inline: { All: everything, Other: null } },
      'undetermined',
    ],
    ['that trusts SAML and streams nothing', { trust: guideTrust, inline: { Files: files } }, undefined],
    ['that names Stream without SAML', { trust: serviceTrust, inline: { Stream: guideWorkspacesPolicy } }, 'no-saml'],
    ['that may do everything without SAML', { trust: serviceTrust, inline: { All: everything } }, undefined],
    ['of IAM Identity Center', { path: '/aws-reserved/sso.amazonaws.com/', inline: { All: everything } }, undefined],
  ])('%s', (_, role, scope) => expect(scopeOf(role)).toBe(scope));

  it.each<[string, Omit<ExampleRole, 'name'>]>([
    [
      'whose trust policy is broken, and which names Stream',
      { trust: brokenTrust, inline: { S: guideWorkspacesPolicy } },
    ],
    ['whose trust policy is broken, and which may do everything', { trust: brokenTrust, inline: { All: everything } }],
    ['that trusts SAML, with a policy that is no JSON', { trust: guideTrust, inline: { Stream: null } }],
    ['without SAML, with a policy that is no JSON', { trust: serviceTrust, inline: { Stream: null } }],
    ['without SAML, whose only Stream policy is broken', { trust: serviceTrust, inline: { Stream: brokenStream } }],
  ])('%s is not dropped, because that would call its findings gone', (_, role) =>
    expect(scopeOf(role)).toBe('undetermined'),
  );
});
