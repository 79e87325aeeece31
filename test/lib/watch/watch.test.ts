import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../lib/model/finding.ts';
import type { HistoryStore, Publisher } from '../../../lib/model/ports.ts';
import type { Report } from '../../../lib/model/report.ts';
import type { Coverage } from '../../../lib/model/snapshot.ts';
import { fileStore } from '../../../lib/store/file-store.ts';
import { occasionOf } from '../../../lib/watch/occasion.ts';
import { demandFinished, watch } from '../../../lib/watch/watch.ts';
import { accountId } from '../../support/history.ts';
import { finding, report, role } from '../../support/report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ruleIds = ['stream-role-allows-tag-session'];

function scanned(id: string, startedAt: string, findings: readonly Finding[]): Report {
  const { scan, ...rest } = report(findings);
  return { ...rest, scan: { ...scan, id, startedAt } };
}

/** A history in a file, and channels that keep what they are told unless they are down. */
async function start() {
  const store = fileStore(join(await temporaryFolder(), 'history.json'));
  const told: string[] = [];
  const down = { findings: false, alerts: false };
  const publisher: Publisher = {
    async publishChanges(notices) {
      if (down.findings) return notices.map(({ messageId }) => messageId);
      told.push(...notices.map(({ kind, finding }) => `machines: ${kind} ${finding.resource.name}`));
      return [];
    },
    async publishDigest(_, { scan }, changes) {
      if (down.alerts) throw new Error('Topic does not exist');
      told.push(`people: ${changes.length} of ${scan.id}`);
    },
  };
  const run = (day: number, findings: readonly Finding[], changes: Partial<Parameters<typeof watch>[0]> = {}) => {
    const scanId = `scan-${day}`;
    return watch({
      accountId,
      scanId,
      runId: `run-${day}`,
      ruleIds,
      store,
      publisher,
      minimumSeverity: 'low',
      scan: async () => scanned(scanId, `2026-11-0${day}T06:00:00.000Z`, findings),
      ...changes,
    });
  };
  return { store, told, down, run };
}

const a = finding({ resource: role('a') });
const b = finding({ resource: role('b') });
const fixed = (one: Finding): Finding => ({ ...one, status: 'pass' });

describe('watch', () => {
  it('tells machines first, then people, and nothing the next time', async () => {
    const { told, run } = await start();
    expect(await run(1, [a, b])).toMatchObject({ changes: [{ kind: 'opened' }, { kind: 'opened' }], waiting: 0 });
    expect(told.splice(0)).toStrictEqual(['machines: opened a', 'machines: opened b', 'people: 2 of scan-1']);
    expect(await run(2, [a, b])).toMatchObject({ changes: [], waiting: 0, problems: [] });
    expect(told).toStrictEqual([]);
  });

  it('tells what waited before what is new, each with its own scan', async () => {
    const { told, down, run } = await start();
    down.findings = true;
    down.alerts = true;
    const failed = await run(1, [a]);
    expect(failed).toMatchObject({
      waiting: 1,
      problems: [
        'scan scan-1 was not told: 1 of 1 changes',
        'scan scan-1 was not told: the digest: Error: Topic does not exist',
      ],
    });
    expect(() => demandFinished(failed)).toThrow(
      'The run is not finished; the next one goes on: scan scan-1 was not told: 1 of 1 changes; scan scan-1 was not told: the digest: Error: Topic does not exist',
    );
    down.findings = false;
    down.alerts = false;
    const next = await run(2, [fixed(a)]);
    expect(next).toMatchObject({ waiting: 0, problems: [] });
    expect(() => demandFinished(next)).not.toThrow();
    expect(told).toStrictEqual([
      'machines: opened a',
      'people: 1 of scan-1',
      'machines: resolved a',
      'people: 1 of scan-2',
    ]);
  });

  it('does not scan again for a scan that is recorded', async () => {
    const { run } = await start();
    await run(1, [a]);
    const scan = async (): Promise<Report> => {
      throw new Error('scanned again');
    };
    expect(await run(1, [], { scan })).toStrictEqual({ changes: [], waiting: 0, problems: [] });
  });

  it('tells people of what is severe enough, machines of all', async () => {
    const { told, run } = await start();
    await run(1, [{ ...a, severity: 'informational' }, b]);
    await run(2, [{ ...a, severity: 'informational' }, b, { ...finding({ resource: role('c') }), severity: 'low' }], {
      minimumSeverity: 'medium',
    });
    expect(told).toStrictEqual([
      'machines: opened a',
      'machines: opened b',
      'people: 1 of scan-1',
      'machines: opened c',
    ]);
  });

  it('records nothing under the history of another account', async () => {
    const { store, run } = await start();
    await expect(run(1, [a], { accountId: '444455556666' })).rejects.toThrow(
      'Scanned account 111122223333, but the history to compare with is that of 444455556666',
    );
    expect(await store.read('444455556666')).toStrictEqual({ lives: [], waiting: [] });
  });

  it('keeps the marks when it cannot note that people were told, so that they are told the same again', async () => {
    const { store, told, run } = await start();
    const forgetful: HistoryStore = {
      ...store,
      markDigested: async () => {
        throw new Error('no connection');
      },
    };
    expect(await run(1, [a], { store: forgetful })).toMatchObject({
      waiting: 1,
      problems: ['scan scan-1 was not told: the digest: Error: no connection'],
    });
    await run(2, [a]);
    expect(told).toStrictEqual([
      'machines: opened a',
      'people: 1 of scan-1',
      'machines: opened a',
      'people: 1 of scan-1',
    ]);
  });
});

it('tells people of all changes of a scan in one message, also when it seemed that one was not recorded', async () => {
  const { store, told, run } = await start();
  const answersGetLost: HistoryStore = {
    ...store,
    async record(accountId, entry) {
      const { notices } = await store.record(accountId, entry);
      return { notices: notices.slice(1), problems: ['1 of 2 changes were not recorded: no connection'] };
    },
  };
  expect(await run(1, [a, b], { store: answersGetLost })).toMatchObject({
    waiting: 1,
    problems: ['1 of 2 changes were not recorded: no connection'],
  });
  expect(told).toStrictEqual([]);
  await run(2, [a, b]);
  expect(told).toStrictEqual(['machines: opened a', 'machines: opened b', 'people: 2 of scan-1']);
});

describe('occasionOf', () => {
  it('keeps each unanswered call once for each Region, whatever it was made for', () => {
    const call = { call: 'appstream:DescribeEntitlements', region: 'eu-central-1', requests: 1 };
    const coverage: readonly Coverage[] = [
      { ...call, resource: 'one', outcome: 'denied' },
      { ...call, resource: 'two', outcome: 'denied' },
      { ...call, resource: 'three', outcome: 'read' },
      { ...call, region: 'us-east-1', resource: 'one', outcome: 'denied' },
      { ...call, region: 'us-west-1', outcome: 'not-offered' },
    ];
    const { scan, ...rest } = report([a], coverage);
    expect(occasionOf({ scan, ...rest })).toStrictEqual({
      scan,
      coverage: [
        { ...call, outcome: 'denied' },
        { ...call, region: 'us-east-1', outcome: 'denied' },
      ],
    });
  });
});
