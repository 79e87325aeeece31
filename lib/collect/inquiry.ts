import { absent, type Absent, type Fact, known, unreadable, type Unreadable } from '../model/fact.ts';
import type { Progress, ReadRequest, ReadResult, Source } from '../model/ports.ts';
import type { Coverage, Outcome } from '../model/snapshot.ts';
import { type Call, callName, calls, type None } from './calls.ts';
import { compare, Shape, ShapeError } from './shape.ts';

export interface Question {
  readonly resource?: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

type Refused = Exclude<ReadResult, { readonly outcome: 'read' }>;

export interface InquiryOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Names of the calls that the rules of the scan read; left out: all. */
  readonly needed?: ReadonlySet<string> | undefined;
  /** Make no other calls than these, and the one that names the account. */
  readonly onlyNeeded?: boolean | undefined;
}

/** Asks a source and books every answer: what came of each call, as coverage, and what is known by it, as a fact. */
export class Inquiry {
  readonly #source: Source;
  readonly #onProgress: (progress: Progress) => void;
  readonly #needed: ReadonlySet<string> | undefined;
  readonly #onlyNeeded: boolean;
  readonly #coverage: Coverage[] = [];
  #planned = 0;
  #done = 0;

  constructor(source: Source, { onProgress = () => {}, needed, onlyNeeded = false }: InquiryOptions = {}) {
    this.#source = source;
    this.#onProgress = onProgress;
    this.#needed = needed;
    this.#onlyNeeded = onlyNeeded;
  }

  /** Whether a rule reads the call, for calls on which nothing else depends. */
  needs(call: Call): boolean {
    return this.#needed?.has(callName(call)) !== false;
  }

  /** Global calls first, then by Region, call and resource. */
  get coverage(): readonly Coverage[] {
    return this.#coverage.toSorted(
      (a, b) => compare(place(a), place(b)) || compare(a.call, b.call) || compare(a.resource ?? '', b.resource ?? ''),
    );
  }

  /** Asks once; `read` makes the value out of the answer and may throw {@link ShapeError}, which fails this call only. */
  async ask<T>(call: Call, region: string, question: Question, read: (answer: Shape) => T): Promise<Fact<T>> {
    if (this.#onlyNeeded && call !== calls.getCallerIdentity && !this.needs(call))
      return unreadable(callName(call), region, 'failed', 'not read, because no chosen rule needs it');
    const request: ReadRequest = { service: call.service, operation: call.operation, region, ...question };
    this.#planned += 1;
    const result = await this.#source.read(request);
    const { fact, outcome, detail } = judge(call, region, result, read);
    this.#done += 1;
    this.#book(call, region, { outcome, detail, requests: result.requests, resource: question.resource });
    this.#onProgress({ request, outcome, done: this.#done, planned: this.#planned });
    return fact;
  }

  /** Books that a Region was not looked at: what it holds hangs on these two lists. */
  notExported(region: string, why: string): void {
    for (const call of [calls.describeWorkspaceDirectories, calls.describeStacks].filter((list) => this.needs(list)))
      this.#book(call, region, { outcome: 'not-exported', detail: why, requests: 0, resource: undefined });
  }

  #book(call: Call, region: string, entry: Booking): void {
    const { outcome, detail, requests, resource } = entry;
    this.#coverage.push({
      region,
      call: callName(call),
      ...(resource === undefined ? {} : { resource }),
      outcome,
      ...(detail === undefined ? {} : { detail }),
      requests,
    });
  }
}

const place = ({ region }: Coverage): string => (region === 'global' ? '' : region);

interface Booking {
  readonly outcome: Outcome;
  readonly detail: string | undefined;
  readonly requests: number;
  readonly resource: string | undefined;
}

interface Judged<T> {
  readonly fact: Fact<T>;
  readonly outcome: Outcome;
  readonly detail?: string;
}

function judge<T>(call: Call, region: string, result: ReadResult, read: (answer: Shape) => T): Judged<T> {
  if (result.outcome === 'read') return judgeAnswer(call, region, result.value, read);
  const none = call.none?.[result.code];
  if (none === undefined) return judgeRefusal(call, region, result);
  return none.means === 'empty' ? judgeAnswer(call, region, {}, read) : judgeNone(none);
}

function judgeNone(none: Exclude<None, { readonly means: 'empty' }>): Judged<never> {
  return { fact: absent(none.why), outcome: none.means === 'absent' ? 'read' : 'not-offered', detail: none.why };
}

function judgeAnswer<T>(call: Call, region: string, value: unknown, read: (answer: Shape) => T): Judged<T> {
  try {
    const answer = new Shape(value);
    const token = unreadPages(answer);
    if (token === undefined) return { fact: known(read(answer)), outcome: 'read' };
    return failed(
      call,
      region,
      `${token} says that ${callName(call)} has more pages: all of them belong into the answer`,
    );
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return failed(call, region, `the answer is not what ${callName(call)} gives: ${error.message}`);
  }
}

const failed = (call: Call, region: string, detail: string): Judged<never> => ({
  fact: unreadable(callName(call), region, 'failed', detail),
  outcome: 'failed',
  detail,
});

/** The AWS CLI leaves a token in its output where it does not follow the pages itself: the rest was then never read. */
function unreadPages(answer: Shape): string | undefined {
  if (answer.maybeFlag('IsTruncated') === true) return 'IsTruncated';
  return ['NextToken', 'Marker'].find((token) => (answer.maybeText(token) ?? '') !== '');
}

function judgeRefusal(call: Call, region: string, { outcome, code, detail: message }: Refused): Judged<never> {
  const detail = outcome === 'not-exported' ? message : message === '' ? code : `${code}: ${message}`;
  return { fact: refusalFact(call, region, outcome, detail), outcome, detail };
}

function refusalFact(call: Call, region: string, outcome: Refused['outcome'], detail: string): Absent | Unreadable {
  if (outcome === 'not-enabled') return absent(`${call.service} is not enabled in ${region} for this account`);
  if (outcome === 'not-offered') return absent(detail);
  return unreadable(callName(call), region, outcome, detail);
}
