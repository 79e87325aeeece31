import type { ReadRequest, ReadResult, Source } from '../model/ports.ts';

/**
 * What AWS answered when an account was last read, so that after a change only what it touches is asked again. As an
 * export of the account would have it: without credentials and personal data.
 */
export interface Answers {
  readonly accountId: string;
  /** When the last scan of the whole account began, ISO 8601 UTC: what a later one saw is not in these answers. */
  readonly sweptAt: string;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly request: ReadRequest;
  readonly result: ReadResult;
}

/** Tells questions apart, whatever their input: a scan asks each of them once. */
export const keyOf = ({ service, operation, region, resource = '' }: Omit<ReadRequest, 'input'>): string =>
  [service, operation, region, resource].join(' ');

/** A source that remembers each answer, and the answers so far. */
export interface Recording {
  readonly source: Source;
  readonly answers: () => readonly Answer[];
}

export function recording(source: Source): Recording {
  const answers = new Map<string, Answer>();
  return {
    source: {
      ...source,
      async read(request, signal) {
        const result = await source.read(request, signal);
        answers.set(keyOf(request), { request, result });
        return result;
      },
    },
    answers: () => [...answers.values()],
  };
}

/**
 * Answers from memory, except what is touched and what was never asked or got no answer: that is asked.
 */
export function overlay(
  known: readonly Answer[],
  isTouched: (request: ReadRequest) => boolean,
  source: Source,
): Source {
  const answers = new Map(known.map(({ request, result }) => [keyOf(request), result]));
  return {
    ...source,
    read(request, signal) {
      const result = answers.get(keyOf(request));
      const isKnown = result !== undefined && result.outcome !== 'failed' && result.outcome !== 'throttled';
      return isKnown && !isTouched(request)
        ? Promise.resolve({ ...result, requests: 0 })
        : source.read(request, signal);
    },
  };
}
