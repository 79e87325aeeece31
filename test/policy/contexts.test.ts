import { describe, expect, it } from 'vitest';
import { contextSpace, type Domain } from '../../lib/policy/contexts.ts';
import { resourceVariableSeeds } from '../../lib/policy/resource-variables.ts';
import { parsed, permission, trust } from './support.ts';

type Domains = Readonly<Record<string, Domain>>;
function space(json: unknown, domains: Domains = {}, phase: 'assume' | 'stream' = 'assume') {
  const actions = phase === 'assume' ? ['sts:AssumeRoleWithSAML', 'sts:TagSession'] : ['workspaces:Stream'];
  const { contexts, complete } = contextSpace(
    [{ name: 'policy', document: parsed(json) }],
    phase,
    actions,
    new Map(Object.entries(domains)),
  );
  return { complete, contexts: contexts.map((context) => Object.fromEntries(context)) };
}

describe('the contexts to try', () => {
  it('are one, empty, where nothing is compared', () => {
    expect(space(trust({}))).toEqual({ complete: true, contexts: [{}] });
  });

  it('are each literal, another value, and a missing key', () => {
    expect(space(trust({ StringEquals: { 'saml:iss': ['a', 'b'] } })).contexts).toEqual([
      { 'saml:iss': ['a'] },
      { 'saml:iss': ['b'] },
      { 'saml:iss': ['unlisted-value'] },
      {},
    ]);
  });

  it('are what the caller knows of a key', () => {
    const policy = trust({ StringEquals: { 'saml:iss': 'a', 'saml:doc': 'b' } });
    expect(
      space(policy, {
        'saml:iss': { fixed: ['x'] },
        'saml:doc': { seeds: ['s'], always: true },
        'saml:sub': { fixed: null },
      }).contexts,
    ).toEqual([
      { 'saml:iss': ['x'], 'saml:doc': ['s'] },
      { 'saml:iss': ['x'], 'saml:doc': ['b'] },
      { 'saml:iss': ['x'], 'saml:doc': ['unlisted-value'] },
    ]);
  });

  it('take an empty value for one of its own where the policies can tell', () => {
    const withEmpty = (condition: unknown) =>
      space(trust(condition)).contexts.some((context) => context['saml:sub_type']?.[0] === '');
    expect(withEmpty({ StringEquals: { 'saml:sub_type': 'persistent' } })).toBe(false);
    expect(withEmpty({ StringLike: { 'saml:sub_type': '*' } })).toBe(false);
    expect(withEmpty({ StringEquals: { 'saml:sub_type': ['persistent', ''] } })).toBe(true);
    expect(withEmpty({ StringNotLike: { 'saml:sub_type': '?*' } })).toBe(true);
    expect(withEmpty({ 'ForAllValues:StringEquals': { 'saml:sub_type': 'x' } })).toBe(false);
    expect(
      withEmpty({ 'ForAllValues:StringEquals': { 'saml:sub_type': 'x' }, StringLike: { 'saml:sub_type': '*' } }),
    ).toBe(true);
  });

  it('are no more than the evaluator models', () => {
    expect(space(trust({ StringEquals: { 'example:key': 'x' } })).contexts).toEqual([{}]);
    expect(space(permission({ StringEquals: { 'saml:aud': 'x' } }), {}, 'stream').contexts).toEqual([{}]);
    expect(space(trust({ StringEquals: { 'saml:iss': 'x' } }, { Action: 'sts:AssumeRole' })).contexts).toEqual([{}]);
  });

  it('are every choice of the values of a key with several', () => {
    const { contexts } = space(trust({ 'ForAllValues:StringEquals': { 'saml:cn': ['a', 'b'] } }));
    expect(contexts.map((context) => context['saml:cn'] ?? [])).toEqual([
      ['a'],
      ['b'],
      ['unlisted-value'],
      ['a', 'b'],
      ['a', 'unlisted-value'],
      ['b', 'unlisted-value'],
      ['a', 'b', 'unlisted-value'],
      [],
    ]);
  });

  it('put a value where another key refers to it, in whatever order the policy names them', () => {
    const chain = permission({
      StringEquals: { 'workspaces:userId': '${saml:sub}', 'saml:sub': '${aws:PrincipalTag/login}-x' },
    });
    const { contexts, complete } = space(chain, {}, 'stream');
    expect(complete).toBe(true);
    expect(contexts).toContainEqual({
      'aws:principaltag/login': ['unlisted-value'],
      'saml:sub': ['unlisted-value-x'],
      'workspaces:userid': ['unlisted-value-x'],
    });
  });

  it('are not complete where keys refer to each other in a circle', () => {
    const circle = permission({
      StringLike: { 'workspaces:userId': '${saml:sub}', 'saml:sub': '${workspaces:userId}' },
    });
    expect(space(circle, {}, 'stream').complete).toBe(false);
    expect(space(circle, { 'saml:sub': { fixed: ['jdoe'] } }, 'stream').complete).toBe(true);
    expect(space(permission({ StringLike: { 'saml:sub': '${saml:sub}' } }), {}, 'stream').complete).toBe(true);
  });

  it('give a variable the values that the key is compared with besides', () => {
    const { contexts, complete } = space(
      permission({
        StringEquals: { 'workspaces:userId': '${saml:sub}' },
        StringLike: { 'workspaces:userId': 'svc-*' },
      }),
      {},
      'stream',
    );
    expect(complete).toBe(true);
    expect(contexts).toContainEqual({ 'saml:sub': ['svc-'], 'workspaces:userid': ['svc-'] });
  });

  it('give a variable the values of a key that never changes', () => {
    const { contexts } = space(
      permission({ StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalTag/account}' } }),
      { 'aws:principalaccount': { fixed: ['111122223333'] } },
      'stream',
    );
    expect(contexts).toContainEqual({
      'aws:principalaccount': ['111122223333'],
      'aws:principaltag/account': ['111122223333'],
    });
  });

  it('let two variables be equal, and differ', () => {
    const { contexts } = space(
      permission({
        StringEquals: { 'workspaces:userId': '${saml:sub}' },
        StringNotEquals: { 'workspaces:userId': '${aws:PrincipalTag/admin}' },
      }),
      {},
      'stream',
    );
    const pairs = contexts.map((context) => [context['saml:sub']?.[0], context['aws:principaltag/admin']?.[0]]);
    expect(pairs).toContainEqual(['unlisted-value', 'unlisted-value']);
    expect(pairs).toContainEqual(['other-value-2', 'other-value-1']);
  });

  it('give all keys that may have to be equal the same texts', () => {
    const { contexts } = space(
      permission({
        StringEquals: { 'workspaces:userId': '${aws:PrincipalTag/login}' },
        StringLike: { 'saml:sub': 'j*' },
      }),
      { 'saml:sub': { seeds: ['jdoe'], always: true }, 'workspaces:userid': { comparedWith: 'saml:sub' } },
      'stream',
    );
    expect(contexts).toContainEqual({
      'saml:sub': ['jdoe'],
      'workspaces:userid': ['jdoe'],
      'aws:principaltag/login': ['jdoe'],
    });
  });

  it('are not complete where such a link is more than the plain variable', () => {
    const prefixed = permission({
      StringEquals: { 'workspaces:userId': 'corp-${saml:sub}' },
      StringLike: { 'workspaces:userId': '*-admin' },
    });
    expect(space(prefixed, {}, 'stream').complete).toBe(false);
    const alone = permission({ StringEquals: { 'workspaces:userId': ['corp-${saml:sub}', '${saml:sub}'] } });
    expect(space(alone, {}, 'stream').complete).toBe(true);
  });

  it('are not complete beyond 20,000', () => {
    const keys = ['iss', 'sub', 'sub_type', 'namequalifier', 'edupersonprincipalname'].map((name) => [
      `saml:${name}`,
      ['a', 'b', 'c', 'd', 'e', 'f'],
    ]);
    const { contexts, complete } = space(trust({ StringEquals: Object.fromEntries(keys) }));
    expect([contexts.length, complete]).toEqual([20_000, false]);
  });

  it('meet every combination of address ranges, the one outside all included', () => {
    const addresses = (ranges: readonly string[]) =>
      space(trust({ IpAddress: { 'aws:SourceIp': ranges } })).contexts.map((context) => context['aws:sourceip']?.[0]);
    expect(addresses(['203.0.113.0/24', '203.0.113.128/25'])).toEqual([
      '192.0.2.1',
      '2001:db8:0:0:0:0:0:1',
      '203.0.113.0',
      '203.0.113.128',
      undefined,
    ]);
    expect(addresses(['128.0.0.0/1'])).toEqual(['192.0.2.1', '2001:db8:0:0:0:0:0:1', '0.0.0.0', undefined]);
    expect(addresses(['8000::/1', '2000::/3'])).toEqual([
      '192.0.2.1',
      '2001:db8:0:0:0:0:0:1',
      '8000:0:0:0:0:0:0:0',
      '4000:0:0:0:0:0:0:0',
      undefined,
    ]);
  });

  it('are a moment before, at and after each date', () => {
    const { contexts } = space(trust({ DateLessThan: { 'aws:CurrentTime': '2026-11-01T00:00:00Z' } }));
    expect(contexts.map((context) => context['aws:currenttime']?.[0])).toEqual([
      '2026-10-31T23:59:59.999Z',
      '2026-11-01T00:00:00.000Z',
      '2026-11-01T00:00:00.001Z',
      undefined,
    ]);
  });
});

describe('session tags', () => {
  it('are listed in aws:TagKeys by the names that the assertion gives them', () => {
    const policy = trust({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Email'] } });
    const { contexts, complete } = space(policy, {
      'aws:requesttag/email': { seeds: ['user@example.com'], always: true, tagName: 'Email' },
    });
    expect(complete).toBe(true);
    expect(new Set(contexts.map((context) => context['aws:tagkeys']?.join()))).toEqual(
      new Set(['Email,UnlistedTag', 'Email']),
    );
  });

  it('are free where only the policy names them', () => {
    const { contexts } = space(trust({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'Team' } }));
    expect(contexts.map((context) => context['aws:tagkeys'])).toEqual([
      ['UnlistedTag', 'Team'],
      ['UnlistedTag'],
      ['Team'],
      undefined,
    ]);
  });

  it('are not all tried where a policy tells their names apart by letter case', () => {
    const policy = trust({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Team', 'team'] } });
    expect(space(policy).complete).toBe(false);
  });
});

describe('variables in resources', () => {
  const stack = 'arn:aws:appstream:eu-central-1:111122223333:stack/Design';
  const solve = (Resource: string, version = '2012-10-17') =>
    resourceVariableSeeds(
      [{ name: 'policy', document: parsed({ ...permission({}, { Resource }), Version: version }) }],
      'workspaces:Stream',
      stack,
    );
  const prefix = 'arn:aws:appstream:*:*:';

  it('are solved for the resource', () => {
    expect(solve(`${prefix}stack/\${aws:PrincipalTag/Team}`)).toEqual({
      seeds: new Map([['aws:principaltag/team', ['Design']]]),
      complete: true,
    });
    expect(solve(`${prefix}stack/D\${saml:sub}*`)).toEqual({
      seeds: new Map([['saml:sub', ['e', 'es', 'esi', 'esig', 'esign']]]),
      complete: true,
    });
  });

  it('are left alone where they cannot cover it, or are plain text', () => {
    const none = { seeds: new Map(), complete: true };
    expect(solve(`${prefix}stack/X-\${saml:sub}`)).toEqual(none);
    expect(solve(`${prefix}stack/\${saml:sub}`, '2008-10-17')).toEqual(none);
    expect(solve(stack)).toEqual(none);
  });

  it('are too many when two stand together, or almost any value would do', () => {
    expect(solve(`${prefix}stack/\${saml:sub}\${aws:PrincipalTag/Team}`).complete).toBe(false);
    expect(solve(`${prefix}*\${saml:sub}*`).complete).toBe(false);
  });
});
