import { describe, expect, it } from 'vitest';
import { evaluateAccount } from '../../../lib/engine/evaluate.ts';
import { federationMap } from '../../../lib/engine/paths.ts';
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
  return federationMap(account, evaluateAccount(account, rules), rules).map(({ status, steps }) => [
    status,
    ...steps.filter((step) => step.status !== 'works'),
  ]);
}

describe('the federation map', () => {
  it('works where nothing fails', () => {
    expect(mapOf({ roles: [{ name: 'Desktops', inline }], directories: [directory] })).toEqual([['works']]);
  });

  it('is unsafe where a safety rule fails, and says which', () => {
    const given = {
      roles: [{ name: 'Desktops', trust: guideTrustWith({ Condition: {} }), inline }],
      directories: [directory],
    };
    expect(mapOf(given)).toEqual([
      ['works-unsafe', { step: 'role', status: 'works-unsafe', rules: ['stream-role-requires-persistent-subject'] }],
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
        {
          step: 'network',
          status: 'unknown',
          uncertainties: [
            {
              message: 'AccessDeniedException: the scanning role may not call workspaces:DescribeIpGroups',
              call: 'workspaces:DescribeIpGroups',
              region: 'eu-central-1',
              reason: 'denied',
            },
          ],
        },
      ],
    ]);
  });

  it('is empty where the roles could not be read', () => {
    expect(mapOf({ directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] })).toEqual([]);
  });
});
