import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../lib/policy/document.ts';
import { parsed, provider, trust } from './support.ts';

describe('a policy document', () => {
  it('is read whole: statements, lists and single texts, negated elements', () => {
    const document = parsed({
      Version: '2012-10-17',
      Id: 'x',
      Statement: [
        {
          Sid: 'In',
          Effect: 'Allow',
          Principal: { Federated: [provider], AWS: '*' },
          NotAction: ['iam:*'],
          Condition: { 'ForAnyValue:StringLikeIfExists': { 'SAML:Sub_Type': ['a', 1, true] } },
        },
        { Effect: 'Deny', NotPrincipal: '*', Action: 'sts:*', NotResource: 'x' },
      ],
    });
    expect(document).toEqual({
      version: '2012-10-17',
      statements: [
        {
          index: 0,
          sid: 'In',
          effect: 'Allow',
          principal: {
            negated: false,
            everyone: false,
            aws: ['*'],
            federated: [provider],
            service: [],
            canonicalUser: [],
          },
          actions: { negated: true, patterns: ['iam:*'] },
          conditions: [
            {
              operator: {
                asWritten: 'ForAnyValue:StringLikeIfExists',
                base: 'StringLike',
                quantifier: 'ForAnyValue',
                ifExists: true,
              },
              key: 'saml:sub_type',
              keyAsWritten: 'SAML:Sub_Type',
              values: ['a', '1', 'true'],
            },
          ],
        },
        {
          index: 1,
          effect: 'Deny',
          principal: { negated: true, everyone: true, aws: [], federated: [], service: [], canonicalUser: [] },
          actions: { negated: false, patterns: ['sts:*'] },
          resources: { negated: true, patterns: ['x'] },
          conditions: [],
        },
      ],
    });
  });

  it('may have one statement instead of a list, and no Version', () => {
    const document = parsed({ Statement: { Effect: 'Allow', Action: 'sts:TagSession' } });
    expect(document.version).toBeUndefined();
    expect(document.statements.map(({ index, actions }) => [index, actions.patterns])).toEqual([
      [0, ['sts:TagSession']],
    ]);
  });

  it.each([
    ['StringEquals', 'StringEquals'],
    ['ForAllValues:ArnNotLike', 'ArnNotLike'],
    ['NullIfExists', undefined],
    ['ForAnyValue:Null', undefined],
    ['stringequals', undefined],
    ['StringMatches', undefined],
    ['forallvalues:StringEquals', undefined],
    ['ForAllValues:ForAnyValue:StringEquals', undefined],
  ])('reads operator %s as %s', (asWritten, base) => {
    expect(parsed(trust({ [asWritten]: { 'saml:aud': 'x' } })).statements[0]?.conditions[0]?.operator.base).toBe(base);
  });

  const statement = { Effect: 'Allow', Action: 'sts:TagSession' };
  it.each([
    [null, 'the policy: expected an object, found null'],
    ['{}', 'the policy: expected an object, found "{}"'],
    [[], 'the policy: expected an object, found []'],
    [{}, 'Statement is missing'],
    [{ Statment: [] }, 'the policy: "Statment" is not an element of the policy language'],
    [{ Version: '2012-10-18', Statement: [] }, 'Version: expected "2012-10-17" or "2008-10-17", found "2012-10-18"'],
    [{ Version: 1, Statement: [] }, 'Version: expected "2012-10-17" or "2008-10-17", found 1'],
    [{ Statement: ['x'] }, 'statement 1: expected an object, found "x"'],
    [
      { Statement: [statement, { ...statement, Effect: 'allow' }] },
      'statement 2: IAM refuses the Effect "allow": it is spelled Allow',
    ],
    [{ statement }, 'the policy: IAM refuses "statement": it is spelled Statement'],
    [{ Statement: { ...statement, principal: '*' } }, 'statement 1: IAM refuses "principal": it is spelled Principal'],
    [
      { Statement: { ...statement, Principal: { federated: provider } } },
      'statement 1: Principal: IAM refuses "federated": it is spelled Federated',
    ],
    [
      { Statement: { ...statement, Condition: { StringEquals: { 'saml:sub': 'Łukasz' } } } },
      'IAM refuses "Łukasz": a policy can hold characters up to U+00FF only',
    ],
    [{ Statement: { Action: 'x' } }, 'statement 1: Effect: expected "Allow" or "Deny", found nothing'],
    [{ Statement: { Effect: 'Allow' } }, 'statement 1: Action is missing'],
    [{ Statement: { ...statement, NotAction: 'x' } }, 'statement 1: Action and NotAction exclude each other'],
    [
      { Statement: { ...statement, Resource: 'x', NotResource: 'y' } },
      'statement 1: Resource and NotResource exclude each other',
    ],
    [
      { Statement: { ...statement, Principal: '*', NotPrincipal: '*' } },
      'statement 1: Principal and NotPrincipal exclude each other',
    ],
    [{ Statement: { ...statement, Action: ['x', 3] } }, 'statement 1: Action: expected text, found 3'],
    [{ Statement: { ...statement, Resource: {} } }, 'statement 1: Resource: expected text, found {}'],
    [
      { Statement: { ...statement, Principal: 'everyone' } },
      'statement 1: Principal: expected an object, found "everyone"',
    ],
    [
      { Statement: { ...statement, Principal: { Saml: provider } } },
      'statement 1: Principal: "Saml" is not an element of the policy language',
    ],
    [
      { Statement: { ...statement, Principal: { Federated: [null] } } },
      'statement 1: Principal.Federated: expected text, found null',
    ],
    [{ Statement: { ...statement, Condition: [] } }, 'statement 1: Condition: expected an object, found []'],
    [
      { Statement: { ...statement, Condition: { StringEquals: 'x' } } },
      'statement 1: Condition.StringEquals: expected an object, found "x"',
    ],
    [
      { Statement: { ...statement, Condition: { StringEquals: { 'saml:aud': null } } } },
      'statement 1: StringEquals saml:aud: expected text, a number or a boolean, found null',
    ],
    [
      { Statement: { ...statement, Condition: { StringEquals: { 'saml:aud': 'x', 'SAML:aud': 'y' } } } },
      'statement 1: StringEquals names SAML:aud twice, in different letter case',
    ],
    [
      { Statement: { ...statement, Effect: 'x'.repeat(100) } },
      `statement 1: Effect: expected "Allow" or "Deny", found "${'x'.repeat(56)}…`,
    ],
  ])('%j is refused in words', (json, problem) => {
    expect(parsePolicy(json)).toEqual({ ok: false, problem });
  });
});
