import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveSource } from '../../lib/aws/live-source.ts';
import { type Answer, recording } from '../../lib/change/answers.ts';
import { parseEvent } from '../../lib/change/events.ts';
import { sourceAfter } from '../../lib/change/reread.ts';
import { followedWrites } from '../../lib/change/touches.ts';
import type { Source } from '../../lib/model/ports.ts';
import type { Report } from '../../lib/model/report.ts';
import { scan } from '../../lib/scan/scan.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { type LocalAws, startLocalAws } from '../../local-aws/server.ts';
import { rules } from '../../rules/index.ts';
import { eventOf, type Files, region, type Write, writes } from './writes.ts';

const files: Files = new Map();
let original: ReadonlyMap<string, unknown>;
let aws: LocalAws;
let answers: readonly Answer[];
let before: Report;
const silent: string[] = [];
const endpoint = process.env['AWS_ENDPOINT_URL'];

const live = (): Source =>
  liveSource({
    region,
    credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' }),
    rates: {},
    maxAttempts: 1,
  });
const look = (source: Source): Promise<Report> =>
  scan({ source, rules, regions: [region], scanId: 'scan', clock: () => new Date('2026-11-25T10:05:00Z') });
const restore = (): void => {
  files.clear();
  for (const [path, value] of original) files.set(path, value);
};

beforeAll(async () => {
  original = await openExport('examples/demo-account');
  restore();
  aws = await startLocalAws({ account: files });
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  const recorded = recording(live());
  before = await look(recorded.source);
  answers = recorded.answers();
});

afterAll(async () => {
  if (endpoint === undefined) delete process.env['AWS_ENDPOINT_URL'];
  else process.env['AWS_ENDPOINT_URL'] = endpoint;
  await aws.close();
});

/** What a report says, without the names that change with each reading. */
const saysOf = ({ findings, paths }: Report): unknown =>
  JSON.parse(JSON.stringify({ findings, paths }).replaceAll(/\b[0-9a-f]{16}\b/g, 'PERSON'));

async function after(write: Write, more = {}) {
  restore();
  write.apply(files);
  const parsed = parseEvent(eventOf(write, more));
  if (!('event' in parsed)) throw new Error(parsed.dropped);
  aws.requests.clear();
  const source = await sourceAfter([parsed.event], { answers }, live());
  const partial = source === undefined ? undefined : await look(source);
  const requests = aws.requests.counts;
  return { partial, requests };
}

describe('a check after a write', { timeout: 60_000 }, () => {
  it('is tested for every write that is followed, and no other', () => {
    expect(writes.map(({ name }) => name).toSorted()).toStrictEqual(followedWrites().toSorted());
    expect(writes).toHaveLength(75);
  });

  it.each(writes)('says of $name what a full scan says', async (write) => {
    const { partial, requests } = await after(write);
    const full = await look(live());
    expect(saysOf(partial ?? before)).toStrictEqual(saysOf(full));
    if (JSON.stringify(saysOf(full)) === JSON.stringify(saysOf(before))) silent.push(write.name);
    const count = Object.values(requests).reduce((sum, n) => sum + n, 0);
    expect(count).toBeLessThan(13);
    expect(Object.keys(requests)).not.toContain('iam:GetAccountAuthorizationDetails');
  });

  it('is compared with a full scan that says something new, for all writes but those that no rule minds', () => {
    const noRuleMinds = [
      'workspaces:ModifyEndpointEncryptionMode',
      'appstream:UpdateStack',
      'appstream:StartFleet',
      'appstream:AssociateFleet',
      'appstream:CreateUser',
      'appstream:EnableUser',
      'ds:CreateDirectory',
      'ds:ConnectDirectory',
      'ds:CreateMicrosoftAD',
      'ds:CreateHybridAD',
      'ds:DeleteDirectory',
    ];
    expect(silent.filter((name) => !noRuleMinds.includes(name))).toStrictEqual([]);
  });
});
