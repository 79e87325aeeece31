import { parseArn } from '../model/arn.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { calls } from './calls.ts';
import type { Inquiry } from './inquiry.ts';
import { notAwsResponse } from './outcomes.ts';
import { type Shape, ShapeError } from './shape.ts';

/** Nothing can be read or judged: whose account it is could not be learned. The message says what to do. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

/** @throws {IdentityError} */
export async function readIdentity(inquiry: Inquiry): Promise<Snapshot['account']> {
  const fact = await inquiry.ask(calls.getCallerIdentity, 'global', {}, accountOf);
  if (fact.state === 'known') return fact.value;
  const came = fact.state === 'unreadable' ? fact.detail : (fact.why ?? 'no answer');
  throw new IdentityError(`Cannot tell which AWS account this is: ${came.replace(/\.$/, '')}. ${cureFor(came)}`);
}

function accountOf(answer: Shape): Snapshot['account'] {
  const id = answer.text('Account');
  const partition = parseArn(answer.text('Arn'))?.partition;
  if (!/^\d{12}$/.test(id)) throw new ShapeError('Account', 'twelve digits', id);
  if (partition === undefined) throw new ShapeError('Arn', 'an ARN', answer.text('Arn'));
  return { id, partition };
}

const cures: readonly (readonly [came: RegExp, cure: string])[] = [
  [
    /^CredentialsProviderError|^(Token|SSO\w*)ProviderError/,
    'Give credentials: set AWS_PROFILE or run `aws sso login`.',
  ],
  [/^(ExpiredToken|RequestExpired|TokenRefreshRequired)/, 'Sign in again and repeat.'],
  [
    /^(InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature|AuthFailure|InvalidSignature)/,
    'AWS does not know these credentials: check AWS_PROFILE or the AWS_ACCESS_KEY_ID in use, and the clock.',
  ],
  [new RegExp(`^${notAwsResponse}`), 'Check AWS_ENDPOINT_URL and the proxy in between.'],
  [/^\w*AccessDenied/, 'Only a policy above the account can deny this call: ask who administers the organization.'],
  [/Throttl|TooManyRequests/, 'Repeat it in a minute.'],
];

const cureFor = (came: string): string =>
  cures.find(([pattern]) => pattern.test(came))?.[1] ?? 'Check the network, AWS_REGION and AWS_ENDPOINT_URL.';
