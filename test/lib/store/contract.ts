import { expect, it } from 'vitest';
import type { HistoryStore } from '../../../lib/model/ports.ts';
import { accountId, entryOf } from '../../support/history.ts';
import { finding, role } from '../../support/report.ts';

const failing = (name: string) => finding({ resource: role(name) });
const passing = (name: string) => finding({ resource: role(name), status: 'pass' });

/** What every store of histories promises. `open` gives a new look at the same, empty store. */
export function keepsItsPromises(start: () => Promise<() => HistoryStore>): void {
  it('knows nothing of an account that was never recorded', async () => {
    const open = await start();
    expect(await open().read(accountId)).toStrictEqual({ lives: [], waiting: [] });
  });

  it('remembers lives, the last scan and what is to be told', async () => {
    const open = await start();
    const entry = entryOf(await open().read(accountId), 1, [failing('a'), failing('b')]);
    const notices = entry.changes.map(({ notice }) => notice);
    expect(await open().record(accountId, entry)).toStrictEqual({ notices, problems: [] });
    expect(await open().read(accountId)).toStrictEqual({
      lastScan: entry.lastScan,
      lives: entry.changes.map(({ life }) => life),
      waiting: [{ id: 'run-1', occasion: entry.occasion, digestTold: false, notices }],
    });
    expect(await open().read('444455556666')).toStrictEqual({ lives: [], waiting: [] });
  });

  it('forgets what is told, step by step', async () => {
    const open = await start();
    const entry = entryOf(await open().read(accountId), 1, [failing('a'), failing('b')]);
    const [a, b] = entry.changes.map(({ notice }) => notice);
    await open().record(accountId, entry);
    await open().markDigested(accountId, 'run-1');
    expect((await open().read(accountId)).waiting).toMatchObject([{ digestTold: true, notices: [a, b] }]);
    await open().markTold(accountId, 'run-1', [a!], 1);
    expect((await open().read(accountId)).waiting).toMatchObject([{ digestTold: true, notices: [b] }]);
    await open().markTold(accountId, 'run-1', [b!], 0);
    const { lives, waiting } = await open().read(accountId);
    expect(waiting).toStrictEqual([]);
    expect(lives).toHaveLength(2);
  });

  it('keeps what was not told when the finding changes again', async () => {
    const open = await start();
    const opened = entryOf(await open().read(accountId), 1, [failing('a')]);
    await open().record(accountId, opened);
    const resolved = entryOf(await open().read(accountId), 2, [passing('a')]);
    await open().record(accountId, resolved);
    const { lives, waiting } = await open().read(accountId);
    expect(lives).toMatchObject([{ status: 'resolved', version: 2 }]);
    expect(waiting.toSorted((x, y) => (x.id < y.id ? -1 : 1))).toMatchObject([
      { id: 'run-1', notices: [{ kind: 'opened' }] },
      { id: 'run-2', notices: [{ kind: 'resolved' }] },
    ]);
  });

  it('lets one of two runs at once record a change, and only that one tell it', async () => {
    const open = await start();
    const empty = await open().read(accountId);
    const [one, two] = [entryOf(empty, 1, [failing('a')], 'one'), entryOf(empty, 1, [failing('a')], 'two')];
    const first = await open().record(accountId, one);
    const second = await open().record(accountId, two);
    expect(first.notices).toHaveLength(1);
    expect(second).toStrictEqual({ notices: [], problems: [] });
    await open().markTold(accountId, 'two', [], 0);
    expect((await open().read(accountId)).waiting).toMatchObject([{ id: 'one', notices: first.notices }]);
  });

  it('does not let an older scan change what a later one recorded', async () => {
    const open = await start();
    await open().record(accountId, entryOf(await open().read(accountId), 1, [failing('a')]));
    const before = await open().read(accountId);
    const late = entryOf(before, 2, [passing('a')]);
    const later = entryOf(before, 3, [finding({ resource: role('a'), severity: 'critical' })]);
    await open().record(accountId, later);
    expect(await open().record(accountId, late)).toStrictEqual({ notices: [], problems: [] });
    const { lives, lastScan } = await open().read(accountId);
    expect(lives).toMatchObject([{ status: 'open', version: 2, finding: { severity: 'critical' } }]);
    expect(lastScan).toStrictEqual(later.lastScan);
  });
}
