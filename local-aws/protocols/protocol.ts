import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { AwsError } from '../aws-error.ts';
import type { JsonObject } from '../json.ts';

/** An HTTP request, read to its end. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An HTTP answer, ready to send. */
export interface WireReply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Uint8Array;
}

/** What a request asks for, once its protocol has been understood. */
export interface WireCall {
  readonly operation: string;
  readonly input: JsonObject;
  /** JSON target prefix or CBOR service name (`WorkspacesService`), or the query API's version (`2010-05-08`). */
  readonly target: string;
}

interface WireResult {
  readonly operation: string;
  readonly value: JsonObject;
  /** Names of the members that hold timestamps. */
  readonly timestamps: ReadonlySet<string>;
  /** XML namespace of a query API, else empty. */
  readonly namespace: string;
}

/** One of the wire protocols that AWS SDK clients speak. */
export interface Protocol {
  /** @throws {AwsError} when the body is not what the protocol says. */
  parse(request: WireRequest): WireCall;
  /** Absent for a protocol whose answers come from somewhere else (S3). */
  result?(result: WireResult, requestId: string): WireReply;
  error(error: AwsError, requestId: string): WireReply;
}
