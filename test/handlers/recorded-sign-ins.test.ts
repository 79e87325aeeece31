import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { denied, event as signIn } from '../evidence/events.ts';
import { alertsTopicArn, configure, context, findingsTold, loopbackAws, messagesTo } from '../support/lambda.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const event = { version: '0', id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa', source: 'aws.events', detail: {} };
const scheduledScan = async () => (await import('../../handlers/scheduled-scan.ts')).handler;

/** The example account, with an event history. */
async function accountWith(records: readonly object[] | undefined): Promise<string> {
  const folder = await temporaryFolder();
  await cp('examples/demo-account', folder, { recursive: true });
  const Events = records?.map((record, at) => ({
    EventId: String(at),
    EventName: 'AssumeRoleWithSAML',
    EventTime: '2026-11-20T08:00:00Z',
    CloudTrailEvent: JSON.stringify(record),
  }));
  if (Events !== undefined)
    await writeFile(join(folder, 'global/cloudtrail.lookup-events.json'), JSON.stringify({ Events }));
  return folder;
}

const records = [
  ...Array.from({ length: 120 }, () =>
    signIn({ role: 'WorkSpaces-Corp-Stream', provider: 'ExampleOkta', duration: 3600 }),
  ),
  signIn({ ...denied, role: 'WorkSpaces-Lab-Stream', provider: 'ExampleEntra' }),
];
const signInFindings = (ids: readonly string[]) =>
  ids
    .filter((id) => id.includes('/sign-in-'))
    .map((id) => id.replace('111122223333/', '').replace(/\/arn.*role\//, ' '));

describe('the scheduled scan with SIGN_IN_DAYS', { timeout: 60_000 }, () => {
  it('reads every page of the event history, counts each event once, and tells what it found', async () => {
    const aws = await loopbackAws({ account: await accountWith(records) });
    configure(aws, { SIGN_IN_DAYS: '30', REGIONS: 'eu-central-1' });
    await (
      await scheduledScan()
    )(event, context);
    expect(signInFindings(findingsTold(aws)).toSorted((a, b) => (a < b ? -1 : 1))).toStrictEqual([
      'sign-in-certificate-tags-sent WorkSpaces-Corp-Stream',
      'sign-in-refused WorkSpaces-Lab-Stream',
      'sign-in-session-duration WorkSpaces-Corp-Stream',
    ]);
    const told = aws.published.map(({ message }) => message).join('\n');
    expect(told).toContain('120 of 120 sign-ins');
    expect(told).not.toMatch(/MARK|ASIA|192\.0\.2\.77/);
    const asked = aws.requests.log.filter(({ service }) => service === 'cloudtrail');
    expect(new Set(asked.map(({ region }) => region)).size).toBeGreaterThan(30);
    expect(asked.filter(({ region }) => region === 'us-east-1')).toHaveLength(3);
    expect(JSON.stringify(aws.requests.log.filter(({ service }) => service === 'dynamodb'))).not.toMatch(/MARK/);
  });

  it('takes results about sign-ins for unknown when LookupEvents is denied, and nothing else', async () => {
    const without = await loopbackAws();
    configure(without);
    await (
      await scheduledScan()
    )(event, context);
    const aws = await loopbackAws({ account: await accountWith(undefined) });
    configure(aws, { SIGN_IN_DAYS: '30' });
    const result = await (await scheduledScan())(event, context);
    expect(findingsTold(aws)).toStrictEqual(findingsTold(without));
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
    expect(result).toMatchObject({ summary: { complete: false } });
  });

  it('asks CloudTrail nothing without it', async () => {
    const aws = await loopbackAws();
    configure(aws);
    await (
      await scheduledScan()
    )(event, context);
    expect(aws.requests.log.filter(({ service }) => service === 'cloudtrail')).toStrictEqual([]);
  });
});
