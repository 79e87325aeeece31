import { refusal, spell, type AwsError, type CommonErrorCodes } from '../aws-error.ts';
import { isObject, type JsonObject } from '../json.ts';
import { mapTimestamps } from '../timestamps.ts';
import type { Protocol, WireReply } from './protocol.ts';

/** The codes of the JSON services; CBOR uses the same. */
export const jsonErrors: CommonErrorCodes = {
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  'expired-token': ['ExpiredTokenException', 400],
  'region-not-enabled': ['UnrecognizedClientException', 400],
  'unknown-operation': ['UnknownOperationException', 400],
  'invalid-input': ['ValidationException', 400],
  internal: ['InternalFailure', 500],
  unavailable: ['ServiceUnavailableException', 503],
};

/**
 * AWS JSON 1.0 and 1.1: the operation stands in `X-Amz-Target`, timestamps are epoch seconds.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const json = (version: '1.0' | '1.1'): Protocol => ({
  parse({ headers, body }) {
    const [target = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
    return { target, operation, input: parseBody(body) };
  },
  result({ value, timestamps }, requestId) {
    return reply(version, 200, requestId, mapTimestamps(value, timestamps, epochSeconds));
  },
  error(error: AwsError, requestId) {
    const { code, status } = spell(error, jsonErrors);
    const answer = reply(version, status, requestId, { __type: code, message: error.message });
    return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
  },
});

const epochSeconds = (date: Date): number => date.getTime() / 1000;

function reply(version: string, status: number, requestId: string, value: unknown): WireReply {
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(value) };
}

function parseBody(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Answered below, together with JSON that is no object.
  }
  throw refusal('invalid-input', 'The request body is not a JSON object');
}
