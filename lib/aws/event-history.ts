import { setTimeout as sleep } from 'node:timers/promises';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { refused } from '../collect/outcomes.ts';
import type { EventHistory } from '../model/ports.ts';
import { type Client, clientSettings, type Credentials } from './clients.ts';
import { explain } from './errors.ts';
import { type Clock, rateLimit } from './rate-limit.ts';

export interface EventHistoryOptions {
  /** Default: the AWS SDK's default chain. */
  readonly credentials?: Credentials;
  /** How often a request is sent at most, first attempt included. Default 6. */
  readonly maxAttempts?: number;
  /** How long to wait for the first byte of an answer, in milliseconds. Default 20,000. */
  readonly timeout?: number;
  readonly clock?: Clock;
}

/** Two requests a second for each account and Region (AWS CloudTrail API Reference, LookupEvents). */
const rate = { perSecond: 2, burst: 1 };

/** The event history of CloudTrail, page by page. */
export function eventHistory(options: EventHistoryOptions = {}): EventHistory {
  const { maxAttempts = 6, timeout = 20_000, clock = { now: () => performance.now(), sleep } } = options;
  const credentials = options.credentials ?? defaultProvider();
  const clients = new Map<string, Client>();
  const clientOf = (region: string): Client => {
    const client =
      clients.get(region) ??
      new CloudTrailClient(clientSettings(region, rateLimit(rate, clock), { credentials, maxAttempts, timeout }));
    clients.set(region, client);
    return client;
  };
  return {
    async lookUp(region, { eventName, from, to, token }, signal) {
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
        StartTime: new Date(from),
        EndTime: new Date(to),
        MaxResults: 50,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      try {
        const answer = await clientOf(region).send(command, signal === undefined ? {} : { abortSignal: signal });
        return { outcome: 'read', value: { ...answer }, requests: 1 };
      } catch (error) {
        return refused({ ...explain(error), service: 'cloudtrail', region, requests: 1 });
      }
    },
  };
}
