import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../lib/evidence/files.ts';
import { lookUpSignIns } from '../../lib/evidence/lookup.ts';
import { observe } from '../../lib/evidence/observe.ts';
import { signInsFrom } from '../../lib/evidence/read.ts';
import { recordsIn } from '../../lib/evidence/records.ts';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { exampleSnapshot, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { accountOf } from '../../lib/federation/account.ts';
import type { EventHistory, ReadResult } from '../../lib/model/ports.ts';
import { rules } from '../../rules/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { denied, event } from './events.ts';

const one = event({ id: 'one' });
const two = event({ id: 'two' });
const other = { ...event(), eventName: 'AssumeRole' };
const lookedUp = (events: readonly object[]) => ({
  Events: events.map((record) => ({
    EventId: 'x',
    EventTime: '2026-10-20T08:00:00Z',
    CloudTrailEvent: JSON.stringify(record),
  })),
});
const ids = (value: unknown) => [...recordsIn(value)].map(({ id }) => id);

describe('records are found', () => {
  it.each([
    ['in output of lookup-events', lookedUp([one, other, two])],
    ['in a log file', { Records: [one, other, two] }],
    ['in events of EventBridge', [{ 'detail-type': 'AWS API Call via CloudTrail', detail: one }, { detail: two }]],
    ['in a list', [one, two]],
    ['in a list of pages', [lookedUp([one]), lookedUp([two])]],
    [
      'in messages of a queue',
      {
        Records: [
          { body: JSON.stringify({ detail: one }) },
          { body: JSON.stringify({ Message: JSON.stringify({ detail: two }) }) },
        ],
      },
    ],
  ])('%s', (_, value) => {
    expect(ids(value)).toEqual(['one', 'two']);
  });

  it('not in what has none, however deep or odd it is', () => {
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ detail: inner }), one);
    for (const value of [
      null,
      1,
      'text',
      '{',
      [],
      {},
      { Records: 1 },
      other,
      { ...one, requestParameters: null },
      { ...one, eventTime: 'never' },
      deep,
    ])
      expect(ids(value)).toEqual([]);
  });
});

describe('readEvents', () => {
  it('reads files and folders of them, compressed or not', async () => {
    const folder = await temporaryFolder({
      'lookup.json': lookedUp([one]),
      'AWSLogs/111122223333/CloudTrail/us-east-1/a.json.gz': gzipSync(JSON.stringify({ Records: [two, other] })),
      'lines.ndjson': `${JSON.stringify(one)}\n\n${JSON.stringify({ detail: two })}\n`,
      'bom.json': `\uFEFF${JSON.stringify([one])}`,
      'notes.txt': 'not an event',
    });
    const read = async (path: string) => (await readEvents(`${folder}/${path}`)).map(({ id }) => id);
    expect(await read('lookup.json')).toEqual(['one']);
    expect(await read('AWSLogs')).toEqual(['two']);
    expect(await read('lines.ndjson')).toEqual(['one', 'two']);
    expect(await read('')).toEqual(['two', 'one', 'one', 'two', 'one']);
  });

  it('says which file cannot be used', async () => {
    const folder = await temporaryFolder({
      'broken.json': '{"Records":[',
      'empty.json': ' ',
      'cut.json.gz': gzipSync('{}').subarray(0, 12),
      'sub/notes.txt': 'x',
    });
    const refusal = (path: string) =>
      readEvents(`${folder}/${path}`).then(
        () => 'read',
        (error: unknown) => String(error).replaceAll(folder, '…'),
      );
    expect(await refusal('nothing.json')).toBe('EventsError: …/nothing.json cannot be read (ENOENT).');
    expect(await refusal('broken.json')).toBe(
      'EventsError: …/broken.json is neither JSON nor one JSON document on each line (line 1).',
    );
    expect(await refusal('empty.json')).toBe('EventsError: …/empty.json is empty.');
    expect(await refusal('cut.json.gz')).toMatch(/^EventsError: …\/cut\.json\.gz cannot be decompressed \(Z_\w+\)\.$/);
    expect(await refusal('sub')).toBe(
      'EventsError: …/sub holds no file with events (.json, .json.gz, .ndjson, .jsonl).',
    );
  });
});

const snapshot = exampleSnapshot({
  roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }],
  directories: [{ id: 'd-906731a2b4' }],
});
const account = accountOf(snapshot);

describe('observe', () => {
  it('keeps nothing that names a person', () => {
    const odd = event({ subjectType: 'MARKTYPE {x}', audience: 'https://signin.aws.amazon.com/saml?MARKQUERY' });
    const events = [
      event(),
      event(denied),
      odd,
      event({ error: ['MARK CODE', 'MARKMESSAGE'], sourceIdentity: 'MARKIDENTITY' }),
    ];
    const signIns = observe(account, [...recordsIn(events)]);
    expect(signIns.count).toBe(4);
    expect(JSON.stringify(signIns)).not.toMatch(/MARK|192\.0\.2\.77|ASIA|AROA/);
    const findings = evaluate({ ...snapshot, signIns: { state: 'known', value: signIns } }, rules);
    expect(JSON.stringify(findings)).not.toMatch(/MARK|192\.0\.2\.77|ASIA|AROA/);
  });

  it('sums up what is alike, and counts an event of two files once', () => {
    const events = [one, one, two, event({ time: '2026-10-01T08:00:00Z' }), event({ tags: {} })];
    const { count, from, to, roles } = observe(account, [...recordsIn(events)]);
    const [observed] = Object.values(roles);
    expect({ count, from, to }).toEqual({ count: 4, from: '2026-10-01T08:00:00.000Z', to: '2026-10-20T08:00:00.000Z' });
    expect(observed?.admitted.map((group) => ({ count: group.count, tags: group.tags, first: group.first }))).toEqual([
      { count: 3, tags: ['Email'], first: '2026-10-01T08:00:00.000Z' },
      { count: 1, tags: [], first: '2026-10-20T08:00:00.000Z' },
    ]);
  });

  it('sums up 5,000 refused and admitted sign-ins', () => {
    const events = Array.from({ length: 5000 }, (_, at) =>
      event({ ...(at % 2 === 0 ? denied : {}), tags: { Email: `MARK${at}@example.com` } }),
    );
    const { count, roles } = observe(account, [...recordsIn(events)]);
    expect(count).toBe(5000);
    expect(Object.values(roles).map(({ admitted, refused }) => [admitted.length, refused.length])).toEqual([[1, 1]]);
  });
});

/** CloudTrail in several Regions, page by page. */
function trail(answers: Readonly<Record<string, readonly ReadResult[]>>) {
  const asked: { region: string; token?: string; eventName: string }[] = [];
  const counts = new Map<string, number>();
  const lookUp: EventHistory['lookUp'] = (region, page) => {
    asked.push({ region, ...page });
    const at = counts.get(region) ?? 0;
    counts.set(region, at + 1);
    return Promise.resolve(answers[region]?.[at] ?? read({ Events: [] }));
  };
  return { asked, lookUp };
}
const read = (value: Readonly<Record<string, unknown>>): ReadResult => ({ outcome: 'read', value, requests: 1 });
const refusal = (outcome: 'denied' | 'throttled' | 'not-enabled'): ReadResult => ({
  outcome,
  code: 'AccessDeniedException',
  detail: 'not authorized to perform: cloudtrail:LookupEvents',
  requests: 1,
});
const window = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' };

describe('lookUpSignIns', () => {
  it('reads every page of every Region, of one kind of event', async () => {
    const history = trail({
      'us-east-1': [read({ ...lookedUp([one]), NextToken: 'a' }), read(lookedUp([two]))],
      'me-south-1': [refusal('not-enabled')],
    });
    const found = await lookUpSignIns({ history, regions: ['us-east-1', 'eu-west-1', 'me-south-1'], ...window });
    expect(found.records.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(found.coverage.map(({ region, outcome, requests }) => `${region} ${outcome} ${requests}`)).toEqual([
      'us-east-1 read 2',
      'eu-west-1 read 1',
      'me-south-1 not-enabled 1',
    ]);
    expect(history.asked.find(({ token }) => token === 'a')).toEqual({
      region: 'us-east-1',
      eventName: 'AssumeRoleWithSAML',
      token: 'a',
      ...window,
    });
    expect(signInsFrom(account, found)).toMatchObject({ state: 'known', value: { count: 2 } });
  });

  it('makes results about sign-ins unknown when it is denied everywhere, and nothing else', async () => {
    const history = trail({ 'us-east-1': [refusal('denied')], 'eu-west-1': [refusal('denied')] });
    const found = await lookUpSignIns({ history, regions: ['us-east-1', 'eu-west-1'], ...window });
    const signIns = signInsFrom(account, found);
    const before = evaluate(snapshot, rules).filter(({ ruleId }) => !ruleId.startsWith('sign-in-'));
    const after = evaluate({ ...snapshot, signIns }, rules);
    expect(after.filter(({ ruleId }) => !ruleId.startsWith('sign-in-'))).toEqual(before);
    const ofSignIns = after.filter(({ ruleId }) => ruleId.startsWith('sign-in-'));
    expect(ofSignIns.map(({ status, unread }) => `${status} ${unread?.call ?? ''} ${unread?.reason ?? ''}`)).toEqual(
      Array(8).fill('unknown cloudtrail:LookupEvents denied'),
    );
  });

  it('counts what came before a failure, and takes it for no more', async () => {
    const bad = event({ subjectType: 'transient' });
    const history = trail({ 'us-east-1': [read({ ...lookedUp([bad]), NextToken: 'a' }), refusal('throttled')] });
    const found = await lookUpSignIns({ history, regions: ['us-east-1'], ...window });
    const findings = evaluate({ ...snapshot, signIns: signInsFrom(account, found) }, rules);
    const statusOf = (id: string) => findings.find(({ ruleId }) => ruleId === id)?.status;
    expect(statusOf('sign-in-subject-persistent')).toBe('fail');
    expect(statusOf('sign-in-email-tag-sent')).toBe('unknown');
    expect(statusOf('sign-in-refused')).toBe('unknown');
  });

  it('ends where a page leads back', async () => {
    const page = read({ ...lookedUp([one]), NextToken: 'a' });
    const found = await lookUpSignIns({
      history: trail({ 'us-east-1': [page, page, page] }),
      regions: ['us-east-1'],
      ...window,
    });
    expect(found.coverage[0]).toMatchObject({ outcome: 'failed', detail: 'a page names a page that was already read' });
  });
});
