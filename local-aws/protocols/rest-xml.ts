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
    return { operation: operationOf(method, new URL(url, 'http://localhost')), target: '', input: {} };
  },
  error(error: AwsError, requestId) {
    const { code, status } = spell(error, errors);
    const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
    const body = builder.build({ Error: { Code: code, Message: error.message, RequestId: requestId } });
    return { status, headers, body };
  },
};

const objectOperations: Readonly<Record<string, string>> = {
  DELETE: 'DeleteObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
};

/** SDK clients name the operation in the query. Without that, plain calls on objects are known; else the HTTP method. */
function operationOf(method: string, { pathname, search, searchParams }: URL): string {
  const named = searchParams.get('x-id');
  if (named !== null) return named;
  const isObject = /^\/[^/]+\/./.test(pathname) && search === '';
  return (isObject ? objectOperations[method] : undefined) ?? method;
}
