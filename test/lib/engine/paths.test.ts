import { describe, expect, it } from 'vitest';
import { evaluateAccount } from '../../../lib/engine/evaluate.ts';
import { federationMap, safetyRules } from '../../../lib/engine/paths.ts';
import { accountOf } from '../../../lib/federation/account.ts';
import {
  exampleSnapshot,
  guideTrustWith,
  guideWorkspacesPolicy,
  type ExampleAccount,
} from '../../../lib/explain/example.ts';
import { rules } from '../../../rules/index.ts';

const inline = { Stream: guideWorkspacesPolicy };
const directory = { id: 'd-906731a2b4' };

function mapOf(given: ExampleAccount) {
  const account = accountOf(exampleSnapshot(given));
  return federationMap(account, evaluateAccount(account, rules)).map(({ status, steps }) => [status, ...steps]);
}

const sound = { edge: 'permission-target', status: 'works' };

describe('the federation map', () => {
  it('names only rules that exist', () => {
    const named = Object.values(safetyRules).flatMap((step) => step.rules);
    const existing = new Set(rules.map(({ id }) => id));
    expect(named.filter((id) => !existing.has(id))).toEqual([]);
  });

  it('works where nothing fails', () => {
    expect(mapOf({ roles: [{ name: 'Desktops', inline }], directories: [directory] })).toEqual([
      ['works', { edge: 'provider-role', status: 'works' }, { edge: 'role-permission', status: 'works' }, sound],
    ]);
  });

  it('is unsafe where a safety rule fails, and says which', () => {
    const given = {
      roles: [{ name: 'Desktops', trust: guideTrustWith({ Condition: {} }), inline }],
      directories: [directory],
    };
    expect(mapOf(given)).toEqual([
      [
        'works-unsafe',
        { edge: 'provider-role', status: 'works-unsafe', rules: ['stream-role-requires-persistent-subject'] },
        { edge: 'role-permission', status: 'works' },
        sound,
      ],
    ]);
  });

  it('stays as it is where a rule only advises', () => {
    const [path] = mapOf({
      roles: [
        { name: 'Desktops', inline },
        {
          name: 'Admins',
          managed: {
            IAMFullAccess: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }] },
          },
        },
      ],
      directories: [directory],
    });
    expect(path?.[0]).toBe('works');
  });

  it('calls nothing safe that a safety rule could not judge', () => {
    const given = {
      roles: [{ name: 'Desktops', inline }],
      directories: [directory],
      unread: ['workspaces:DescribeIpGroups'],
    };
    expect(mapOf(given)).toEqual([
      [
        'unknown',
        { edge: 'provider-role', status: 'works' },
        { edge: 'role-permission', status: 'works' },
        {
          edge: 'permission-target',
          status: 'unknown',
          cause:
            'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeIpGroups.',
          call: 'workspaces:DescribeIpGroups',
        },
      ],
    ]);
  });

  it('is empty where the roles could not be read', () => {
    expect(mapOf({ directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] })).toEqual([]);
  });
});
