import { XMLBuilder } from 'fast-xml-parser';
import { spell, type AwsError, type CommonErrorCodes } from '../aws-error.ts';
import type { Protocol } from './protocol.ts';

const errors: CommonErrorCodes = {
  denied: ['AccessDenied', 403],
  throttled: ['SlowDown', 503],
  'expired-token': ['ExpiredToken', 400],
  'region-not-enabled': ['InvalidAccessKeyId', 403],
  'unknown-operation': ['NotImplemented', 501],
  'invalid-input': ['InvalidRequest', 400],
  internal: ['InternalError', 500],
  unavailable: ['ServiceUnavailable', 503],
};

const builder = new XMLBuilder();

/** S3's protocol, as far as it takes to name an operation and to refuse it: answers come from elsewhere. */
export const restXml: Protocol = {
  parse({ method, url }) {
    // SDK clients name the operation in the query; other callers are known by their HTTP method.
    const operation = new URL(url, 'http://localhost').searchParams.get('x-id') ?? method;
    return { operation, target: '', input: {} };
  },
  error(error: AwsError, requestId) {
    const { code, status } = spell(error, errors);
    const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
    const body = builder.build({ Error: { Code: code, Message: error.message, RequestId: requestId } });
    return { status, headers, body };
  },
};
