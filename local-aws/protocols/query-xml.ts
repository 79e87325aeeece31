import { XMLBuilder } from 'fast-xml-parser';
import { spell, type AwsError, type CommonErrorCodes } from '../aws-error.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import { mapTimestamps } from '../timestamps.ts';
import { parseForm } from './form.ts';
import type { Protocol, WireReply } from './protocol.ts';

const errors: CommonErrorCodes = {
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  'expired-token': ['ExpiredToken', 403],
  'region-not-enabled': ['InvalidClientTokenId', 403],
  'unknown-operation': ['InvalidAction', 400],
  'invalid-input': ['ValidationError', 400],
  internal: ['InternalFailure', 500],
  unavailable: ['ServiceUnavailable', 503],
};

/**
 * AWS query: a form-encoded request, an XML answer, timestamps in ISO 8601.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const query = {
  parse({ body }) {
    const { Action, Version, ...input } = parseForm(body.toString('utf8'));
    return { operation: textOf(Action), target: textOf(Version), input };
  },
  result({ operation, value, timestamps, namespace }, requestId) {
    return reply(200, requestId, {
      [`${operation}Response`]: {
        '@_xmlns': namespace,
        [`${operation}Result`]: members(mapTimestamps(value, timestamps, isoSeconds)),
        ResponseMetadata: { RequestId: requestId },
      },
    });
  },
  error(error: AwsError, requestId) {
    const { code, status } = spell(error, errors);
    const Type = status < 500 ? 'Sender' : 'Receiver';
    const content = { Error: { Type, Code: code, Message: error.message }, RequestId: requestId };
    return reply(status, requestId, { ErrorResponse: content });
  },
} satisfies Protocol;

const builder = new XMLBuilder({ ignoreAttributes: false });

function reply(status: number, requestId: string, value: JsonObject): WireReply {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: builder.build(value) };
}

const isoSeconds = (date: Date): string => date.toISOString().replace(/\.000Z$/, 'Z');

/** Lists are written as `<Name><member/>…</Name>`; null means "not there". */
function members(value: unknown): unknown {
  if (Array.isArray(value)) return { member: value.map((item) => members(item)) };
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(present.map(([name, member]) => [name, members(member)]));
}
