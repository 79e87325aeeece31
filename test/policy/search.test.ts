import { describe, expect, it } from 'vitest';
import type { Domain } from '../../lib/policy/domain.ts';
import { find, match, type Answer, type Question } from '../../lib/policy/search.ts';
import { parsed, permission, provider, trust } from './support.ts';

type Domains = Readonly<Record<string, Domain>>;

/** A question about one trust policy: is there a sign-in that it allows? */
function signIn(
  policy: unknown,
  domains: Domains = {},
  { actions = ['sts:AssumeRoleWithSAML'], ...more }: Partial<Question> & { actions?: readonly string[] } = {},
): Answer {
  const layers = [[{ name: 'trust', document: parsed(policy) }]];
  return find({
    phase: 'assume',
    tests: [],
    domains: new Map(Object.entries(domains)),
    asks: actions.map((action) => ({
      effect: 'allowed',
      layers,
      target: { phase: 'assume', action, federatedPrincipal: provider },
    })),
    ...more,
  });
}

/** What is found: the request, or why there is none. */
const shown = (answer: Answer) =>
  match<unknown>(answer, {
    found: ({ context }) => Object.fromEntries([...context].map(([key, values]) => [key, values.join()])),
    none: () => 'none',
    unclear: (reason, why) => `${why}: ${reason}`,
  });

describe('a search', () => {
  it('finds a request that the policy allows', () => {
    expect(shown(signIn(trust({ StringEquals: { 'saml:sub_type': 'persistent' } })))).toEqual({
      'saml:sub_type': 'persistent',
    });
  });

  it('proves that there is none', () => {
    const policy = trust({ StringEquals: { 'saml:sub_type': 'a' }, StringNotEquals: { 'saml:sub_type': 'a' } });
    expect(shown(signIn(policy))).toBe('none');
  });

  it('says why it cannot tell', () => {
    expect(shown(signIn(trust({ StringEquals: { 'example:key': 'x' } })))).toBe(
      'undecided: example:key is not a condition key this tool models for sts:AssumeRoleWithSAML',
    );
  });

  it('needs no unclear condition where another one decides', () => {
    const policy = trust({ StringEquals: { 'example:key': 'x' }, Null: { 'saml:sub': ['true', 'false'] } });
    expect(signIn(policy).kind).toBe('unclear');
    const both = { ...policy, Statement: [...policy.Statement, ...trust({}).Statement] };
    expect(shown(signIn(both))).toEqual({});
  });

  it('counts with every Deny that could refuse, and with none that could not', () => {
    const allow = trust({ StringLike: { 'saml:sub': '*' } }).Statement;
    const deny = (Condition: unknown) => ({ Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition });
    const policy = (...conditions: readonly unknown[]) => ({
      Version: '2012-10-17',
      Statement: [...allow, ...conditions.map(deny)],
    });
    const but = (...texts: readonly string[]) => texts.map((text) => ({ StringLike: { 'saml:sub': text } }));
    expect(shown(signIn(policy(...but('a*', '*b', 'unlisted*'))))).toEqual({ 'saml:sub': 'u' });
    expect(shown(signIn(policy(...but('a*', '*'))))).toBe('none');
    expect(shown(signIn(policy({ StringNotLike: { 'saml:sub': 'c?' } })))).toEqual({ 'saml:sub': 'cx' });
    expect(signIn(policy({ StringEquals: { 'example:key': 'x' } })).kind).toBe('unclear');
  });
});

describe('values that no sign-in can carry', () => {
  it.each([
    ['aws:RequestTag/Email', '*@example.com'],
    ['aws:RequestTag/Email', 'a,b'],
    ['aws:RequestTag/Email', 'x'.repeat(257)],
    ['sts:RoleSessionName', 'j doe'],
    ['sts:RoleSessionName', 'j'],
    ['sts:RoleSessionName', 'EXT*'],
    ['sts:SourceIdentity', 'a:b'],
    ['saml:sub_type', 'persistent '],
    ['saml:iss', 'https://*.example.com'],
  ])('%s is never %s', (key, value) => {
    expect(shown(signIn(trust({ StringEquals: { [key]: value } })))).toBe('none');
    expect(signIn(trust({ StringNotEquals: { [key]: value } })).kind).toBe('found');
  });

  it.each([
    ['aws:RequestTag/Email', '*@example.com'],
    ['aws:RequestTag/Email', ''],
    ['aws:RequestTag/Team', 'Équipe 1/2'],
    ['sts:RoleSessionName', '?'.repeat(64)],
    ['sts:RoleSessionName', 'j*'],
    ['saml:iss', 'https://*.example.com'],
  ])('%s can be like %s', (key, value) => {
    expect(signIn(trust({ StringLike: { [key]: value } })).kind).toBe('found');
  });

  it('include a variable that the version leaves as text', () => {
    const policy = trust({ StringEquals: { 'sts:RoleSessionName': '${saml:sub}' } });
    expect(signIn(policy).kind).toBe('found');
    expect(shown(signIn({ Statement: policy.Statement }))).toBe('none');
  });

  it('are told from long enough ones of the same kind', () => {
    // The shortest text like `j*` is too short for a session name.
    const policy = trust({
      StringLike: { 'sts:RoleSessionName': 'j*' },
      StringNotLike: { 'sts:RoleSessionName': 'jx*' },
    });
    const answer = signIn(policy);
    expect(answer.kind === 'found' && answer.witness.context.get('sts:rolesessionname')?.[0]?.length).toBeGreaterThan(
      1,
    );
  });
});

describe('keys that are compared with each other', () => {
  it('meet in spite of letter case', () => {
    const policy = permission({
      StringNotLike: { 'saml:sub': '${aws:PrincipalTag/Email}' },
      StringEquals: { 'workspaces:userId': '${aws:PrincipalTag/Email}' },
    });
    const answer = find({
      phase: 'stream',
      domains: new Map<string, Domain>([
        ['saml:sub', { seeds: ['jdoe'], always: true }],
        ['workspaces:userid', { seeds: ['jdoe'], always: true, comparedWith: 'saml:sub' }],
      ]),
      tests: [
        {
          keys: ['saml:sub', 'workspaces:userid'],
          holds: (context) =>
            context.get('saml:sub')?.[0]?.toLowerCase() === context.get('workspaces:userid')?.[0]?.toLowerCase(),
        },
      ],
      asks: [
        {
          effect: 'allowed',
          layers: [[{ name: 'Stream', document: parsed(policy) }]],
          target: { phase: 'stream', action: 'workspaces:Stream', resource: policy.Statement[0]?.Resource ?? '' },
        },
      ],
    });
    expect(answer.kind).toBe('found');
  });

  it('can both be empty', () => {
    const policy = trust({
      StringEquals: { 'aws:RequestTag/a': '${aws:RequestTag/b}' },
      StringNotLike: { 'aws:RequestTag/a': '?*' },
    });
    expect(shown(signIn(policy))).toMatchObject({ 'aws:requesttag/a': '', 'aws:requesttag/b': '' });
  });

  it('are unclear in a circle, with that reason', () => {
    const policy = trust({
      StringEquals: {
        'saml:sub': '${sts:RoleSessionName}',
        'sts:RoleSessionName': '${saml:namequalifier}',
        'saml:namequalifier': '${saml:sub}',
      },
      StringLike: { 'saml:sub': 'a*', 'sts:RoleSessionName': '*b', 'saml:namequalifier': 'c*' },
    });
    expect(shown(signIn(policy))).toMatch(/^untried: the variables of \S+ refer to each other in a circle$/);
  });
});

describe('aws:TagKeys', () => {
  const only = (...names: readonly string[]) => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': names } });

  it('lists the tags that other conditions demand', () => {
    expect(shown(signIn(trust({ ...only('Team'), StringLike: { 'aws:RequestTag/Team': '*' } })))).toMatchObject({
      'aws:tagkeys': 'Team',
    });
    expect(shown(signIn(trust({ ...only('Team'), StringLike: { 'aws:RequestTag/Email': '*' } })))).toBe('none');
  });

  it('lists a tag that only a variable names', () => {
    const policy = trust({ ...only('Team'), StringEquals: { 'saml:sub': '${aws:RequestTag/Email}' } });
    expect(shown(signIn(policy))).toBe('none');
  });

  it('shows a tag whose value makes no difference', () => {
    // Either value of the tag is as good, but only without the tag are the names right.
    const policy = trust({ ...only('Team'), StringNotEquals: { 'aws:RequestTag/Email': 'x' } });
    expect(shown(signIn(policy))).not.toHaveProperty('aws:requesttag/email');
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { Null: { 'aws:TagKeys': 'true' } } };
    const tagged = signIn({ ...policy, Statement: [...policy.Statement, deny] });
    expect(shown(tagged)).toEqual({ 'aws:requesttag/team': 'unlisted-value', 'aws:tagkeys': 'Team' });
  });

  it('shows letter case, which aws:RequestTag ignores', () => {
    const policy = (name: string) =>
      trust({
        'ForAnyValue:StringEquals': { 'aws:TagKeys': name },
        StringEquals: { 'aws:RequestTag/email': 'a' },
      });
    expect(shown(signIn(policy('EMAIL')))).toMatchObject({ 'aws:tagkeys': 'EMAIL' });
    const fixed = { 'aws:requesttag/email': { always: true, tagName: 'Email' } };
    expect(shown(signIn(policy('EMAIL'), fixed))).toBe('none');
    expect(shown(signIn(policy('Email'), fixed))).toMatchObject({ 'aws:tagkeys': 'Email' });
  });
});

describe('a key of which nothing can be known', () => {
  const because = 'it is not read';
  const unknown = (present: boolean | undefined): Domains => ({
    'aws:sourceip': { unknown: { kind: 'open', present, because } },
  });

  it('makes the answer unclear where it decides', () => {
    const policy = trust({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } });
    expect(signIn(policy).kind).toBe('found');
    expect(shown(signIn(policy, unknown(undefined)))).toBe('undecided: aws:SourceIp is unknown: it is not read');
    expect(shown(signIn(trust({ Null: { 'aws:SourceIp': 'true' } }), unknown(true)))).toBe('none');
    expect(shown(signIn(trust({ Null: { 'aws:SourceIp': 'false' } }), unknown(true)))).toEqual({});
  });

  it('makes no difference where another condition decides', () => {
    const policy = trust({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, StringEquals: { 'aws:username': 'x' } });
    expect(shown(signIn(policy, unknown(undefined)))).toBe('none');
  });
});

describe('the budget', () => {
  const words = (count: number) =>
    Array.from({ length: count }, (_, at) => `*${String.fromCharCode(97 + (at % 26))}${at}*z${at}*`);

  it('ends a search that would take too long, the same way each time', () => {
    const policy = trust({
      StringLike: { 'saml:sub': words(40), 'saml:iss': ['${saml:sub}', ...words(20)] },
      StringNotLike: { 'saml:sub': words(30), 'saml:iss': words(25) },
    });
    const first = signIn(policy, {}, { budget: 500 });
    expect(first).toMatchObject({ kind: 'unclear', why: 'budget' });
    expect(signIn(policy, {}, { budget: 500 })).toEqual(first);
  });

  it('counts the walk through patterns, whether it is remembered or not', () => {
    const policy = trust({ StringLike: { 'saml:sub': words(3) }, StringNotLike: { 'saml:sub': words(3) } });
    const { steps } = signIn(policy);
    expect(signIn(policy).steps).toBe(steps);
    expect(steps).toBeGreaterThan(12);
  });
});

describe('a question', () => {
  it('is not answered by a caller that forgets one of three answers', () => {
    const answer = signIn(trust({}));
    // @ts-expect-error: `unclear` is missing
    expect(() => match(answer, { found: () => 1, none: () => 0 })).not.toThrow();
    // @ts-expect-error: an answer may have no witness
    expect(answer.witness).toBeDefined();
    const label = (one: Answer): string => {
      switch (one.kind) {
        case 'found':
          return 'yes';
        case 'none':
          return 'no';
        case 'unclear':
          return one.reason;
      }
    };
    expect(label(answer)).toBe('yes');
  });
});
