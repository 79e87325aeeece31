import { NotAnAwsResponse } from './answer.ts';

/** The code and the message of whatever an SDK client, the network or the credential chain threw. */
export function explain(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: 'UnknownError', message: String(error) };
  const answer = wasNoAwsAnswer(error) ? new NotAnAwsResponse(statusOf(error)) : error;
  return { code: codeOf(answer), message: messageOf(answer) };
}

/** The SDK attaches the raw answer to every error; to one that AWS itself sent it attaches whose fault it is, too. */
const wasNoAwsAnswer = (error: Error): boolean => '$response' in error && !('$fault' in error);

function statusOf(error: Error): number {
  const response = '$response' in error ? error.$response : undefined;
  const status = typeof response === 'object' && response !== null && 'statusCode' in response && response.statusCode;
  return typeof status === 'number' ? status : 0;
}

/** Network errors have the telling name in `code` (ECONNREFUSED), AWS errors in `name`. */
const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

/** When several addresses were tried in vain, the error about all of them has no text of its own. */
function messageOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const message = error.message === '' && first instanceof Error ? first.message : error.message;
  return message.replace(/^@smithy\/\S+ - \[\w+\] /, '');
}
