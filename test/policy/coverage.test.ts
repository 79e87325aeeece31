import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, type PolicyDocument } from '../../lib/policy/document.ts';
import { coverage, decider, type NamedDocument } from '../../lib/policy/evaluate.ts';

const arn = (id: string) => `arn:aws:workspaces:eu-central-1:111122223333:directory/${id}`;

function documentsOf(...policies: readonly (readonly Record<string, unknown>[])[]): NamedDocument[] {
  return policies.map((Statement, at) => {
    const parsed = parsePolicy({ Version: '2012-10-17', Statement });
    expect(parsed.ok).toBe(true);
    return { name: `policy ${at}`, document: (parsed as { document: PolicyDocument }).document };
  });
}

const allow = (Resource: unknown, Action: unknown = 'workspaces:Stream') => ({ Effect: 'Allow', Action, Resource });
const target = (resource: string) => ({ phase: 'stream' as const, action: 'workspaces:Stream', resource });

describe('what policies make of a resource, but for the context', () => {
  const documents = documentsOf(
    [allow(arn('d-1')), allow(arn('d-*'))],
    [allow('*', 's3:GetObject'), { ...allow(arn('d-2')), Effect: 'Deny' }, allow('arn:aws:workspaces:*:directory/d-1')],
  );

  it('is the list of the statements that may apply, doubtful ones marked', () => {
    expect(coverage(documents, target(arn('d-1')))).toBe('0.0,0.1,1.2?');
    expect(coverage(documents, target(arn('d-2')))).toBe('0.1,1.1');
    expect(coverage(documents, target(arn('d-3')))).toBe('0.1');
    expect(coverage(documents, target(arn('x')))).toBe('');
  });

  it('cannot be told where a resource has variables, unless the statement is about something else', () => {
    const variable = 'arn:aws:workspaces:eu-central-1:111122223333:directory/${aws:PrincipalTag/desk}';
    expect(coverage(documentsOf([allow(variable)]), target(arn('d-1')))).toBeUndefined();
    expect(coverage(documentsOf([allow(variable, 's3:GetObject')]), target(arn('d-1')))).toBe('');
  });

  it('is the same only for resources that are decided alike in every context', () => {
    const pattern = fc.constantFrom(
      '*',
      arn('*'),
      arn('d-?'),
      arn('d-1'),
      arn('d-2'),
      'arn:aws:workspaces:*:directory/d-1',
    );
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('workspaces:Stream', 'workspaces:*', 's3:*'),
      Resource: fc.array(pattern, { minLength: 1, maxLength: 2 }),
      Condition: fc.constantFrom({}, { StringEquals: { 'workspaces:userId': '${saml:sub}' } }),
    });
    const contexts = [
      new Map([
        ['workspaces:userid', ['jdoe']],
        ['saml:sub', ['jdoe']],
      ]),
      new Map([
        ['workspaces:userid', ['asmith']],
        ['saml:sub', ['jdoe']],
      ]),
    ];
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const policies = documentsOf(statements);
        const seen = new Map<string | undefined, unknown>();
        for (const id of ['d-1', 'd-2', 'd-3', 'other']) {
          const decide = decider(policies, target(arn(id)));
          const decisions = contexts.map((context) => decide(context).effect);
          const alike = coverage(policies, target(arn(id)));
          expect(decisions).toEqual(seen.get(alike) ?? decisions);
          seen.set(alike, decisions);
        }
      }),
    );
  });
});
