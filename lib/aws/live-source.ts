import { setTimeout as sleep } from 'node:timers/promises';
import { STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { callOf } from '../collect/calls.ts';
import { refused } from '../collect/outcomes.ts';
import { newPseudonyms } from '../collect/pseudonyms.ts';
import { scrub } from '../collect/scrub.ts';
import { parseArn } from '../model/arn.ts';
import type { ReadRequest, ReadResult, Source } from '../model/ports.ts';
import { controlRegionOf } from '../saml/regions.ts';
import { callPrivateCa } from './acm-pca.ts';
import { type Client, type ClientOptions, type ClientService, type Credentials, newClient } from './clients.ts';
import { explain } from './errors.ts';
import { commandFor, pagingOf } from './operations.ts';
import { allPages, type Members } from './pages.ts';
import { type Clock, type Pace, type Rate, rateLimit, unpaced } from './rate-limit.ts';

export interface LiveSourceOptions {
  /** Where to ask whose credentials these are. Default: `AWS_REGION` or the profile's Region, else us-east-1. */
  readonly region?: string;
  /** Default: the AWS SDK's default chain. */
  readonly credentials?: Credentials;
  /** How often a request is sent at most, first attempt included. Default 6. */
  readonly maxAttempts?: number;
  /** How long to wait for the first byte of an answer, in milliseconds. Default 20,000. */
  readonly timeout?: number;
  /** How long an answer can take from its first byte to its last one, in milliseconds. Default 60,000. */
  readonly bodyTimeout?: number;
  /** The largest answer that is read, in bytes. Default 100 MiB. */
  readonly bodyBytes?: number;
  /** By service, for each Region on its own; a service that is left out is not limited. Default: {@link gentleRates}. */
  readonly rates?: Readonly<Record<string, Rate>>;
  readonly clock?: Clock;
}

/**
 * WorkSpaces throttles above two requests a second with bursts of five (administration guide, troubleshooting). The
 * other Regional services publish no figure: these start fast, and throttling slows them down.
 */
export const gentleRates: Readonly<Record<string, Rate>> = {
  workspaces: { perSecond: 2, burst: 5 },
  appstream: { perSecond: 10, burst: 20 },
  ds: { perSecond: 5, burst: 10 },
  'acm-pca': { perSecond: 5, burst: 10 },
};

/**
 * Answers from AWS itself, with the SDK: pages merged, dates as ISO text, scrubbed of personal data. Credentials and
 * endpoint come from where the SDK takes them, `AWS_ENDPOINT_URL` included.
 */
export function liveSource(options: LiveSourceOptions = {}): Source {
  const reader = new Reader(options);
  return { kind: 'live', read: (request, signal) => reader.read(request, signal) };
}

type Identity = Extract<ReadResult, { readonly outcome: 'read' }>;

class Reader {
  readonly #region: string | undefined;
  readonly #options: ClientOptions;
  readonly #rates: Readonly<Record<string, Rate>>;
  readonly #clock: Clock;
  readonly #pseudonyms = newPseudonyms();
  readonly #clients = new Map<string, Client>();
  readonly #paces = new Map<string, Pace>();
  #identity: Identity | undefined;

  constructor({ region, credentials, rates, clock, ...limits }: LiveSourceOptions) {
    this.#region = region;
    this.#options = { maxAttempts: 6, timeout: 20_000, ...limits, credentials: credentials ?? defaultProvider() };
    this.#rates = rates ?? gentleRates;
    this.#clock = clock ?? { now: () => performance.now(), sleep };
  }

  /** Whose account it is decides where IAM answers, so that question always comes first. */
  async read(request: ReadRequest, signal?: AbortSignal): Promise<ReadResult> {
    if (request.service === 'sts') return this.#identify(request, signal);
    const identity = this.#identity ?? (await this.#identify(whoAmI, signal));
    if (identity.outcome !== 'read') return identity;
    const { partition = 'aws' } = parseArn(String(identity.value['Arn'])) ?? {};
    const region = request.region === 'global' ? controlRegionOf(partition) : request.region;
    return scrub(request, await this.#ask(request, region, signal), this.#pseudonyms);
  }

  async #identify(request: ReadRequest, signal: AbortSignal | undefined): Promise<ReadResult> {
    const answer = await this.#ask(request, this.#region ?? (await configuredRegion()), signal);
    const scrubbed = scrub(request, answer, this.#pseudonyms);
    if (scrubbed.outcome === 'read') this.#identity = scrubbed;
    return scrubbed;
  }

  async #ask(request: ReadRequest, region: string, signal: AbortSignal | undefined): Promise<ReadResult> {
    let requests = 0;
    const send = async (input: Members): Promise<Members> => {
      try {
        const { $metadata, ...page } = await this.#send(request, region, input, signal);
        requests += attemptsIn($metadata);
        return page;
      } catch (error) {
        if (error instanceof Error && '$metadata' in error) requests += attemptsIn(error.$metadata);
        throw error;
      }
    };
    const paging = pagingOf(callOf(request));
    const input = request.input ?? {};
    try {
      const answer = paging === undefined ? await send(input) : await allPages(send, input, paging, this.#clock.now);
      return { outcome: 'read', value: plain(answer), requests };
    } catch (error) {
      return refused({ ...explain(error), service: request.service, region: request.region, requests });
    }
  }

  async #send(request: ReadRequest, region: string, input: Members, signal: AbortSignal | undefined): Promise<Members> {
    signal?.throwIfAborted();
    const call = callOf(request);
    if (call.service === 'acm-pca')
      return callPrivateCa(call.operation, region, input, {
        ...this.#options,
        clock: this.#clock,
        pace: this.#paceOf(call.service, region),
      });
    const options = signal === undefined ? {} : { abortSignal: signal };
    return { ...(await this.#clientOf(call.service, region).send(commandFor(call, input), options)) };
  }

  #clientOf(service: ClientService, region: string): Client {
    const key = `${service} ${region}`;
    const client = this.#clients.get(key) ?? newClient(service, region, this.#paceOf(service, region), this.#options);
    this.#clients.set(key, client);
    return client;
  }

  /** AWS counts requests by service and Region. */
  #paceOf(service: string, region: string): Pace {
    const key = `${service} ${region}`;
    const rate = this.#rates[service];
    const pace = this.#paces.get(key) ?? (rate === undefined ? unpaced : rateLimit(rate, this.#clock));
    this.#paces.set(key, pace);
    return pace;
  }
}

const whoAmI: ReadRequest = { service: 'sts', operation: 'GetCallerIdentity', region: 'global' };

/** As the SDK finds it: environment, then the profile in the configuration files. */
async function configuredRegion(): Promise<string> {
  try {
    return await new STSClient().config.region();
  } catch {
    return 'us-east-1';
  }
}

function attemptsIn(metadata: unknown): number {
  const attempts = typeof metadata === 'object' && metadata !== null && 'attempts' in metadata && metadata.attempts;
  return typeof attempts === 'number' ? attempts : 0;
}

/** What the answer looks like as JSON: dates as ISO text, and nothing that is undefined. */
const plain = (answer: Members): Members => JSON.parse(JSON.stringify(answer));
