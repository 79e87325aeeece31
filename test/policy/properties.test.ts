import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../lib/policy/document.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import type { Context } from '../../lib/policy/request.ts';
import { mentionedKeys, signInDomains } from '../../lib/federation/trust.ts';
import { exampleAsOf, exampleSnapshot, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import rule from '../../rules/role/stream-role-requires-persistent-subject.ts';
import { findingsOn } from '../support/judging.ts';
import type { Json } from '../support/naive/evaluate.ts';
import { provider, trustPolicy } from '../support/naive/policies.ts';
import { contextSpace } from '../support/oracle/contexts.ts';
import { contextOf, parsed } from './support.ts';

/** Ways to write the same policy differently, and what more statements may change. */
const statements = (policy: Json): Json[] => [policy['Statement']].flat() as Json[];
const withStatements = (policy: Json, list: readonly Json[]): Json => ({ ...policy, Statement: list });

const snapshot = exampleSnapshot({ roles: [{ name: 'Desktops' }] });
const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
if (role === undefined) throw new Error('the example has a role');

/** Requests that the policy can tell apart. */
const contextsThat = (policy: Json): readonly Context[] =>
  contextSpace(
    [{ name: 'trust', document: parsed(policy) }],
    'assume',
    ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    signInDomains(
      {
        role,
        trust: parsed(policy),
        partition: 'aws',
        accountId: '111122223333',
        provider,
        tags: [],
        asOf: exampleAsOf,
      },
      mentionedKeys(parsed(policy)),
    ),
  ).contexts;

const effects = (policy: Json, contexts: readonly Context[]) =>
  contexts.flatMap((context) =>
    ['sts:AssumeRoleWithSAML', 'sts:TagSession'].map(
      (action) =>
        evaluate([{ name: 'trust', document: parsed(policy) }], {
          phase: 'assume',
          action,
          federatedPrincipal: provider,
          context,
        }).effect,
    ),
  );

/** A few of them are enough to tell two ways of writing apart. */
const contextsOf = (...policies: readonly Json[]) => policies.flatMap((policy) => contextsThat(policy).slice(0, 40));

const judged = (policy: Json) =>
  findingsOn(rule, {
    roles: [{ name: 'Desktops', trust: policy, inline: { Stream: guideWorkspacesPolicy } }],
  }).map(({ status, severity }) => ({ status, severity }));

const runs = { numRuns: 150 };

/** Every list and object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, unknown] => [key, reversed(member)])
      .toReversed(),
  );
}

function conditionKeys(policy: Json, write: (key: string) => string): Json {
  const rewrite = (block: Json) =>
    Object.fromEntries(Object.entries(block).map(([key, values]) => [write(key), values]));
  return withStatements(
    policy,
    statements(policy).map((statement) => ({
      ...statement,
      Condition: Object.fromEntries(
        Object.entries((statement['Condition'] ?? {}) as Record<string, Json>).map(([operator, block]) => [
          operator,
          rewrite(block),
        ]),
      ),
    })),
  );
}

/** One statement for each action and each trusted provider. */
const split = (policy: Json): Json =>
  withStatements(
    policy,
    statements(policy).flatMap((statement) => {
      const actions = 'Action' in statement ? [statement['Action']].flat().map((Action) => ({ Action })) : [{}];
      const principal = statement['Principal'];
      const federated =
        typeof principal === 'object' && principal !== null ? (principal as Json)['Federated'] : undefined;
      const principals = [federated]
        .flat()
        .flatMap((one) => (one === undefined ? [{}] : [{ Principal: { Federated: one } }]));
      return actions.flatMap((action) => principals.map((who) => ({ ...statement, ...action, ...who })));
    }),
  );

/** What follows a slash is the name of a tag, which aws:TagKeys compares in the letter case it is written in. */
const upperCase = (key: string): string => key.replace(/^[^/]+/, (name) => name.toUpperCase());
const lowerCase = (key: string): string => key.replace(/^[^/]+/, (name) => name.toLowerCase());

describe('a trust policy', () => {
  it.each([
    ['in another order', (policy: Json) => reversed(policy) as Json],
    ['with its condition keys in capitals', (policy: Json) => conditionKeys(policy, upperCase)],
    ['with its condition keys in lower case', (policy: Json) => conditionKeys(policy, lowerCase)],
    ['in one statement for each action and principal', split],
    ['with single texts as lists', (policy: Json) => conditionValuesAsLists(policy)],
  ])('%s says the same', (_name, rewrite) => {
    fc.assert(
      fc.property(trustPolicy, (policy) => {
        const other = rewrite(policy);
        const contexts = contextsOf(policy, other);
        expect(effects(other, contexts)).toEqual(effects(policy, contexts));
        expect(judged(other)).toEqual(judged(policy));
      }),
      runs,
    );
  });

  it('lets in no less with one more Allow, and no more with one more Deny', () => {
    fc.assert(
      fc.property(trustPolicy, trustPolicy, (policy, another) => {
        const more = (effect: string) => [
          ...statements(policy),
          ...statements(another)
            .slice(0, 1)
            .map((statement) => ({ ...statement, Effect: effect })),
        ];
        const [wider, narrower] = [withStatements(policy, more('Allow')), withStatements(policy, more('Deny'))];
        const contexts = contextsOf(policy, wider);
        const [before, after, less] = [policy, wider, narrower].map((one) => effects(one, contexts));
        const broken = (before ?? []).flatMap((effect, index) => {
          const [opened, closed] = [after?.[index], less?.[index]];
          const fine =
            (effect !== 'allowed' || opened === 'allowed') &&
            (effect !== 'denied' || (opened === 'denied' && closed === 'denied')) &&
            (effect !== 'not-allowed' || closed === 'not-allowed' || closed === 'denied');
          return fine ? [] : [{ effect, opened, closed }];
        });
        expect(broken).toEqual([]);
      }),
      runs,
    );
  });

  it('really lets in every witness that the rule gives', () => {
    let witnesses = 0;
    fc.assert(
      fc.property(trustPolicy, (policy) => {
        const [finding] = findingsOn(rule, {
          roles: [{ name: 'Desktops', trust: policy, inline: { Stream: guideWorkspacesPolicy } }],
        });
        if (finding?.witness === undefined) return;
        witnesses += 1;
        const keys = Object.entries(finding.witness.context).filter(
          (entry): entry is [string, string | readonly string[]] => entry[1] !== null,
        );
        const decision = evaluate([{ name: 'trust', document: parsed(policy) }], {
          phase: 'assume',
          action: finding.witness.action,
          federatedPrincipal: finding.witness.principal ?? '',
          // The moment of the scan is no part of the evidence: it would differ each time.
          context: contextOf({
            'aws:CurrentTime': exampleAsOf,
            'aws:EpochTime': '1793491200',
            ...Object.fromEntries(keys),
          }),
        });
        expect(decision.effect).toBe('allowed');
        expect(finding.witness.context['saml:sub_type']).not.toBe('persistent');
      }),
      { numRuns: 400 },
    );
    expect(witnesses).toBeGreaterThan(40);
  });
});

describe('reading a policy', () => {
  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = parsePolicy(json);
        expect(result.ok ? result.document.statements.length >= 0 : result.problem.length > 0).toBe(true);
      }),
    );
  });
});

function conditionValuesAsLists(policy: Json): Json {
  return withStatements(
    policy,
    statements(policy).map((statement) => ({
      ...statement,
      Condition: Object.fromEntries(
        Object.entries((statement['Condition'] ?? {}) as Record<string, Json>).map(([operator, block]) => [
          operator,
          Object.fromEntries(Object.entries(block).map(([key, values]) => [key, [values].flat()])),
        ]),
      ),
    })),
  );
}
