import { AwsError, refusal } from './aws-error.ts';

/** Which requests a fault hits. Without any member: every request, over all services. */
interface FaultMatch {
  /** As in the credential scope of a signature: `iam`, `workspaces`, `sns`. */
  readonly service?: string;
  readonly operation?: string;
  /** As signed for; IAM and STS too are signed for a Region. */
  readonly region?: string;
  /** Whose credentials signed it. */
  readonly account?: string;
}

interface FaultTiming {
  /** The first matching request that is hit, counted from 1 and from when the fault was added. Default: 1. */
  readonly nth?: number;
  /** How many matching requests are hit, from the `nth` on. Default: all. */
  readonly times?: number;
  /**
   * `before` (default): the request has no effect. `after`: it takes effect (a message is published, an item written),
   * and only the answer suffers.
   */
  readonly when?: 'before' | 'after';
}

/** AWS refuses, in its own words. */
type ErrorKind =
  /** The service's own throttling error; `status` 429 instead of the usual. */
  | { readonly kind: 'throttle'; readonly status?: 429 }
  | { readonly kind: 'deny' }
  | { readonly kind: 'expired-token' }
  /** A failure of the service: 500 unless another 5xx status is given. */
  | { readonly kind: 'server-error'; readonly status?: number }
  /** Any other AWS error. */
  | { readonly kind: 'error'; readonly code: string; readonly message?: string; readonly status?: number };

/** Something goes wrong below or beside AWS's refusals. */
type OtherKind =
  /** The socket is destroyed without an answer. */
  | { readonly kind: 'cut' }
  /** The client's process dies: this request is cut, and so is every later one, whatever it is. Remove it to go on. */
  | { readonly kind: 'death' }
  /** The answer comes late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer, until the endpoint is closed. */
  | { readonly kind: 'hang' }
  /** PublishBatch of SNS only: the entries at these positions, from 1, are not published but reported as failed. */
  | { readonly kind: 'fail-entries'; readonly positions: readonly number[] }
  /** PublishBatch of SNS only: the answer does not name the entries at these positions, from 1. */
  | { readonly kind: 'forget-entries'; readonly positions: readonly number[] }
  /** A page that some proxy on the way might send. */
  | { readonly kind: 'html'; readonly status: 200 | 502 };

export type Fault = (ErrorKind | OtherKind) & FaultTiming & { readonly on?: FaultMatch };

/** A fault in force. */
export interface ActiveFault {
  /** How many requests it has hit so far. */
  readonly hits: number;
  remove(): void;
}

/** The request, as far as faults can tell requests apart. */
export interface FaultTarget {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
}

interface Entry {
  readonly fault: Fault;
  seen: number;
  hits: number;
}

/** Decides which request meets which fault. Every fault counts the requests it matches; the first one due wins. */
export class Faults {
  readonly #entries = new Set<Entry>();

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): ActiveFault {
    const entry: Entry = { fault, seen: 0, hits: 0 };
    this.#entries.add(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => void this.#entries.delete(entry),
    };
  }

  /** Counts a request and tells the fault it meets, if any. To be called once per request. */
  meet(target: FaultTarget): Fault | undefined {
    if ([...this.#entries].some(({ fault, hits }) => fault.kind === 'death' && hits > 0)) return { kind: 'cut' };
    const matching = [...this.#entries].filter(({ fault }) => matches(fault.on ?? {}, target));
    for (const entry of matching) entry.seen += 1;
    const due = matching.find(isDue);
    if (due !== undefined) due.hits += 1;
    return due?.fault;
  }
}

function matches(on: FaultMatch, target: FaultTarget): boolean {
  return (
    (on.service ?? target.service) === target.service &&
    (on.operation ?? target.operation) === target.operation &&
    (on.region ?? target.region) === target.region &&
    (on.account ?? target.account) === target.account
  );
}

function isDue({ fault: { nth = 1, times = Infinity }, seen }: Entry): boolean {
  return seen >= nth && seen < nth + times;
}

/** The AWS error that a fault of this kind stands for. */
export function errorOf(fault: ErrorKind, target: FaultTarget): AwsError {
  const action = `${target.service}:${target.operation}`;
  if (fault.kind === 'throttle') return refusal('throttled', 'Rate exceeded', fault.status);
  if (fault.kind === 'deny') return refusal('denied', `User is not authorized to perform: ${action}`);
  if (fault.kind === 'error') return new AwsError(fault.code, fault.message ?? `Injected ${fault.code}`, fault.status);
  if (fault.kind === 'expired-token') {
    return refusal('expired-token', 'The security token included in the request is expired');
  }
  return fault.status === 503
    ? refusal('unavailable', 'The service is unavailable')
    : refusal('internal', 'The request processing has failed', fault.status);
}
