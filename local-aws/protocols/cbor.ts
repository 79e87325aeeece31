// Development equipment, never part of a Lambda bundle: that is why this folder, too, may import from @smithy.
import { cbor as codec, dateToTag } from '@smithy/core/cbor';
import { refusal, spell, type AwsError } from '../aws-error.ts';
import { isObject, type JsonObject } from '../json.ts';
import { mapTimestamps } from '../timestamps.ts';
import { jsonErrors } from './json.ts';
import type { Protocol, WireReply } from './protocol.ts';

/**
 * Smithy RPC v2 CBOR: service and operation stand in the path, timestamps are tagged epoch seconds.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cbor: Protocol = {
  parse({ url, body }) {
    const [, target = '', operation = ''] = /\/service\/([^/]+)\/operation\/([^/?]+)/.exec(url) ?? [];
    return { target, operation, input: parseBody(body) };
  },
  result({ value, timestamps }, requestId) {
    return reply(200, requestId, mapTimestamps(value, timestamps, dateToTag));
  },
  error(error: AwsError, requestId) {
    const { code, status } = spell(error, jsonErrors);
    return reply(status, requestId, { __type: code, message: error.message });
  },
};

function reply(status: number, requestId: string, value: unknown): WireReply {
  const headers = {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  };
  return { status, headers, body: codec.serialize(value) };
}

function parseBody(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  const value: unknown = codec.deserialize(body);
  if (isObject(value)) return value;
  throw refusal('invalid-input', 'The request body is not a CBOR map');
}
