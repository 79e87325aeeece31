import type { JsonObject } from './json.ts';

/** One request that reached the endpoint, in the order of arrival. */
export interface LoggedRequest {
  /** As in the credential scope of the signature. */
  readonly service: string;
  readonly operation: string;
  /** As signed for; IAM and STS too are signed for a Region. */
  readonly region: string;
  /** Whose credentials signed it. */
  readonly account: string;
  readonly input: JsonObject;
  /** The kind of fault it met. */
  readonly fault?: string;
}

/** What reached the endpoint since it started, or since {@link clear}. Every attempt of a retried call counts. */
export class RequestLog {
  #log: LoggedRequest[] = [];

  get log(): readonly LoggedRequest[] {
    return this.#log;
  }

  get total(): number {
    return this.#log.length;
  }

  /** Requests by `service:Operation`. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { service, operation } of this.#log) {
      const call = `${service}:${operation}`;
      counts[call] = (counts[call] ?? 0) + 1;
    }
    return counts;
  }

  add(request: LoggedRequest): void {
    this.#log.push(request);
  }

  clear(): void {
    this.#log = [];
  }
}
