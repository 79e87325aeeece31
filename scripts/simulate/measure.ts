import { type CollectOptions, collect } from '../../lib/collect/collect.ts';
import { gentleRates, liveSource } from '../../lib/aws/live-source.ts';
import type { ReadRequest, ReadResult, Source } from '../../lib/model/ports.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { startLocalAws } from '../../local-aws/server.ts';

/** What one scan of an account asks, and how long it reads when every call takes its time. */
export interface Measured {
  /** Requests by service. */
  readonly requests: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const credentials = () => Promise.resolve({ accessKeyId: 'simulate', secretAccessKey: 'simulate' });

/** Milliseconds that one call takes here, over HTTP and with the SDK's clients: the work of both ends, no network. */
export async function callTime(): Promise<number> {
  const aws = await startLocalAws({ account: 'examples/demo-account' });
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  const source = liveSource({ credentials, region: 'eu-central-1', rates: {} });
  const request: ReadRequest = { service: 'workspaces', operation: 'DescribeIpGroups', region: 'eu-central-1' };
  const times: number[] = [];
  for (let count = 0; count < 60; count++) {
    const start = performance.now();
    await source.read(request);
    if (count >= 10) times.push(performance.now() - start);
  }
  await aws.close();
  delete process.env['AWS_ENDPOINT_URL'];
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/**
 * Reads an account in virtual time, with the product's own plan of questions and its own rates: each call waits for its
 * turn in its service and Region, then takes `latency` seconds. The account has desktops in one Region, or none.
 */
export async function readingOf(regions: readonly string[], hasDesktops: boolean, latency: number): Promise<Measured> {
  const files = await openExport('examples/demo-account');
  const requests: Record<string, number> = {};
  const queues = new Map<string, number[]>();
  const source: Source = {
    kind: 'live',
    read: (request) => {
      const place = hasDesktops && request.region === regions[0] ? 'eu-central-1' : 'nowhere';
      requests[request.service] = (requests[request.service] ?? 0) + 1;
      const key = `${request.service} ${request.region}`;
      queues.set(key, [...(queues.get(key) ?? []), 1]);
      return Promise.resolve(answerTo(request, place, files));
    },
  };
  const options: CollectOptions = { source, regions, asOf: '2026-11-25T00:00:00Z' };
  await collect(options);
  const seconds = [...queues].map(([key, calls]) => {
    const rate = gentleRates[key.split(' ')[0] ?? ''];
    const waiting = rate === undefined ? 0 : Math.max(0, calls.length - rate.burst) / rate.perSecond;
    return waiting + calls.length * latency;
  });
  // Services and Regions are read side by side, twelve Regions at a time; IAM and identity come before and beside.
  const rounds = Math.ceil(regions.length / 12);
  return { requests, seconds: Math.max(0, ...seconds) * rounds + 2 * latency };
}

function answerTo(request: ReadRequest, region: string, files: ReadonlyMap<string, unknown>): ReadResult {
  const command = commandOf(request.operation);
  const folder = request.region === 'global' ? 'global' : region;
  const resource = request.resource === undefined ? '' : `.${request.resource}`;
  const path = request.service === 'sts' ? 'account.json' : `${folder}/${request.service}.${command}${resource}.json`;
  const value = files.get(path);
  const known = typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  return { outcome: 'read', value: known ?? emptyAnswers[request.operation] ?? {}, requests: 1 };
}

const commandOf = (operation: string): string =>
  operation
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

const emptyAnswers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  DescribeWorkspaceDirectories: { Directories: [] },
  DescribeIpGroups: { Result: [] },
  DescribeConnectionAliases: { ConnectionAliases: [] },
  DescribeStacks: { Stacks: [] },
  DescribeFleets: { Fleets: [] },
  DescribeDirectoryConfigs: { DirectoryConfigs: [] },
  DescribeUsers: { Users: [] },
};
