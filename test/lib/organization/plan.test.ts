import { describe, expect, it } from 'vitest';
import { listedAccounts } from '../../../lib/organization/listed-accounts.ts';
import { planAccounts } from '../../../lib/organization/plan.ts';

const item = (id: string, more: object = {}): object => ({
  Id: id,
  Name: `Name of ${id}`,
  State: 'ACTIVE',
  Status: 'ACTIVE',
  Paths: [`o-example/r-ab12/ou-ab12-desktops/${id}/`],
  ...more,
});
const plan = (items: readonly object[], options: Partial<Parameters<typeof planAccounts>[0]> = {}) =>
  planAccounts({ listed: listedAccounts(items), known: [], scope: {}, ...options });
const tasks = (planned: ReturnType<typeof plan>): readonly string[] =>
  planned.accounts.map(({ accountId, task, note }) => [accountId, task, note].filter(Boolean).join(' '));
const known = (accountId: string) => ({ accountId, name: 'Known', path: '' });

describe('listedAccounts', () => {
  it('reads name, state and place', () => {
    expect(listedAccounts([item('111122223333')])).toStrictEqual([
      { id: '111122223333', name: 'Name of 111122223333', state: 'active', path: 'r-ab12/ou-ab12-desktops' },
    ]);
  });

  it.each([
    [{ State: 'CLOSED', Status: 'SUSPENDED' }, 'closed'],
    [{ State: undefined, Status: 'SUSPENDED' }, 'suspended'],
    [{ State: 'PENDING_CLOSURE' }, 'pending-closure'],
    [{ State: 'PENDING_ACTIVATION' }, 'pending-activation'],
    [{ State: 'SOMETHING_NEW', Status: 'ACTIVE' }, 'unknown'],
    [{ State: undefined, Status: undefined }, 'unknown'],
    [{ State: 'constructor' }, 'unknown'],
  ])('reads State before Status: %j is %s', (members, state) => {
    expect(listedAccounts([item('111122223333', members)])[0]?.state).toBe(state);
  });

  it('knows no place where AWS says none', () => {
    expect(listedAccounts([item('111122223333', { Paths: undefined })])[0]).not.toHaveProperty('path');
    expect(listedAccounts([item('111122223333', { Paths: ['o-example/r-ab12/111122223333/'] })])[0]?.path).toBe(
      'r-ab12',
    );
  });
});

describe('planAccounts', () => {
  it('scans what can hold desktops, an account of unknown state included', () => {
    const planned = plan([
      item('111122223333'),
      item('222233334444', { State: 'PENDING_CLOSURE' }),
      item('333344445555', { State: 'NEW' }),
      item('444455556666', { State: 'PENDING_ACTIVATION' }),
    ]);
    expect(tasks(planned)).toStrictEqual([
      '111122223333 scan',
      '222233334444 scan',
      '333344445555 scan AWS Organizations did not say the state of the account.',
    ]);
    expect(planned.leftOut.map(({ accountId, why }) => `${accountId} ${why}`)).toStrictEqual([
      '444455556666 The account is not activated yet.',
    ]);
  });

  it('lets accounts leave that were scanned before, and only those', () => {
    const planned = plan(
      [
        item('111122223333', { State: 'CLOSED' }),
        item('222233334444', { State: 'SUSPENDED' }),
        item('333344445555', { State: 'CLOSED' }),
      ],
      { known: [known('111122223333'), known('222233334444'), known('999988887777')] },
    );
    expect(tasks(planned)).toStrictEqual([
      '111122223333 leave The account is closed.',
      '222233334444 leave The account is suspended.',
      '999988887777 leave The account is not listed in the organization any more.',
    ]);
    expect(planned.leftOut.map(({ accountId }) => accountId)).toStrictEqual(['333344445555']);
  });

  it('filters by organizational unit at any depth, by list and by exclusion', () => {
    const items = [
      item('111122223333', { Paths: ['o-example/r-ab12/ou-ab12-desktops/ou-ab12-deep/111122223333/'] }),
      item('222233334444', { Paths: ['o-example/r-ab12/ou-ab12-desktops-not/222233334444/'] }),
      item('333344445555'),
    ];
    expect(tasks(plan(items, { scope: { ous: ['ou-ab12-desktops'] } }))).toStrictEqual([
      '111122223333 scan',
      '333344445555 scan',
    ]);
    expect(tasks(plan(items, { scope: { ous: ['r-ab12'], exclude: ['333344445555'] } }))).toStrictEqual([
      '111122223333 scan',
      '222233334444 scan',
    ]);
    expect(tasks(plan(items, { scope: { accounts: ['222233334444'] } }))).toStrictEqual(['222233334444 scan']);
  });

  it('scans an account whose place is unknown, and says so', () => {
    expect(tasks(plan([item('111122223333', { Paths: undefined })], { scope: { ous: ['ou-ab12-x'] } }))).toStrictEqual([
      '111122223333 scan AWS Organizations did not say the organizational unit of the account.',
    ]);
  });

  it('leaves an account alone that the scope leaves out, even when it was scanned before', () => {
    const planned = plan([item('111122223333', { State: 'CLOSED' })], {
      known: [known('111122223333')],
      scope: { exclude: ['111122223333'] },
    });
    expect(planned).toStrictEqual({ accounts: [], leftOut: [] });
  });
});
