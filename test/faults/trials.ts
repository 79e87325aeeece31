import { dynamodbStore } from '../../lib/aws/dynamodb-store.ts';
import type { History } from '../../lib/model/history.ts';
import type { ReadResult, Source } from '../../lib/model/ports.ts';
import type { Fault } from '../../local-aws/faults.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { smallAccount } from './account.ts';
import { accountId, alertsTopicArn, dynamodb, findingsTopicArn, invoke, region, sourceOf } from './deployment.ts';
import type { Message, Observed } from './verdict.ts';

/** A call of the scheduled function, by its name and its place among its like: parallel calls have no other order. */
interface Call {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly nth: number;
}

interface Trial extends Observed {
  readonly struck: boolean;
}

export interface Trials {
  /** What is remembered after the first day. */
  readonly before: History;
  /** The same two runs without any fault. */
  readonly reference: Observed;
  /** Everything that the function calls on the second day. */
  readonly calls: readonly Call[];
  /** From the state after the first day: a run that meets the fault, and a run that does not. */
  observe(fault?: Fault): Promise<Trial>;
  /** The same with a run that meets several faults. Those that hang are waited for so long, in milliseconds. */
  observeAll(faults: readonly Fault[], timeout: number): Promise<Trial>;
  close(): Promise<void>;
}

const dates = {
  first: '2026-11-19T06:00:00.000Z',
  faulty: '2026-11-20T06:00:00.000Z',
  clean: '2026-11-21T06:00:00.000Z',
};
const patience = 20_000;
/** Of the run that waits in vain. More when the machine is so slow that it gave up before it met the fault. */
const impatience = [200, 1_000, 5_000];

/** AWS with an account that changed after the first scan. Every trial has a table of its own. */
export async function startTrials(atMost: number): Promise<Trials> {
  const account = await smallAccount();
  const tables = Array.from({ length: atMost }, (_, index) => `history-${index}`);
  const unused = tables.values();
  const aws = await startLocalAws({
    account: account.files,
    messaging: { topics: [findingsTopicArn, alertsTopicArn] },
    dynamodb: { tables: ['seed', ...tables] },
  });
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  account.restore();
  await invoke(aws.url, { table: 'seed', eventId: 'first', at: dates.first, timeout: patience });
  const before = await dynamodbStore({ table: 'seed', region }).read(accountId);
  const seed = (await dynamodb(aws.url, 'Scan', { TableName: 'seed' }))['Items'] as readonly unknown[];
  account.change();
  /** The account stays as it is from here, so that runs without faults need not read it again each time. */
  const changed = remembering(sourceOf(patience));

  async function observe(faults: readonly Fault[], timeout = patience, onFaulty = () => {}): Promise<Trial> {
    const { value: table } = unused.next();
    if (table === undefined) throw new Error(`There are tables for ${atMost} trials only`);
    const puts = seed.map((Item) => ({ PutRequest: { Item } }));
    await dynamodb(aws.url, 'BatchWriteItem', { RequestItems: { [table]: puts } });
    const told = new Map<string, readonly string[]>();
    const onDigest = (id: string, messageIds: readonly string[]) => void told.set(id, messageIds);
    const start = aws.published.length;
    aws.requests.clear();
    const active = faults.map((fault) => aws.addFault(fault));
    await invoke(aws.url, { table, eventId: 'faulty', at: dates.faulty, timeout, onDigest }).catch(() => {});
    const struck = active.some(({ hits }) => hits > 0);
    for (const one of active) one.remove();
    onFaulty();
    await invoke(aws.url, { table, eventId: 'clean', at: dates.clean, timeout: patience, source: changed, onDigest });
    const published = aws.published.slice(start);
    const bodies = (topic: string) =>
      published.filter(({ topicArn }) => topicArn === topic).map(({ message }) => JSON.parse(message) as object);
    return {
      struck,
      history: await dynamodbStore({ table, region }).read(accountId),
      messages: bodies(findingsTopicArn) as readonly Message[],
      digests: (bodies(alertsTopicArn) as readonly { https: string }[]).map(
        ({ https }) => (JSON.parse(https) as { id: string }).id,
      ),
      told,
    };
  }

  let calls: readonly Call[] = [];
  const reference = await observe([], patience, () => (calls = callsIn(aws.requests.log)));
  return {
    before,
    reference,
    calls,
    async observe(fault) {
      if (fault?.kind !== 'hang') return observe(fault === undefined ? [] : [fault]);
      for (const timeout of impatience) {
        const seen = await observe([fault], timeout);
        if (seen.struck) return seen;
      }
      throw new Error('The function never came to the call at which it was to wait in vain');
    },
    observeAll: observe,
    close: () => aws.close(),
  };
}

/** Asks once. */
function remembering(source: Source): Source {
  const answers = new Map<string, Promise<ReadResult>>();
  return {
    ...source,
    read(request) {
      const key = JSON.stringify(request);
      const answer = answers.get(key) ?? source.read(request);
      answers.set(key, answer);
      return answer;
    },
  };
}

function callsIn(log: readonly Omit<Call, 'nth'>[]): readonly Call[] {
  const seen = new Map<string, number>();
  return log.map(({ service, operation, region }) => {
    const name = `${service} ${operation} ${region}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { service, operation, region, nth };
  });
}
