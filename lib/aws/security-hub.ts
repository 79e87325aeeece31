import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../collect/json.ts';
import { isRecord } from '../collect/shape.ts';
import { isFromAws, NotAnAwsResponse } from './answer.ts';
import { endpoint, signedRequest } from './signed-request.ts';

export interface SecurityHubOptions {
  readonly region: string;
  /** How often a request is sent at most, first attempt included. */
  readonly maxAttempts?: number;
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly timeout?: number;
}

/** AWS Security Hub takes so many findings at once. */
const batchSize = 100;

/**
 * Imports findings in the AWS Security Finding Format into AWS Security Hub of the Region. Importing the same finding
 * again updates it. The SDK's client would weigh 175 KB for this one call.
 *
 * @throws {Error} what AWS refused; findings of other batches can be imported nevertheless.
 */
export async function importFindings(findings: readonly object[], options: SecurityHubOptions): Promise<void> {
  const problems: string[] = [];
  for (let start = 0; start < findings.length; start += batchSize) {
    problems.push(...(await importBatch(findings.slice(start, start + batchSize), options)));
  }
  if (problems.length > 0) {
    throw new Error(`${problems.length} of ${findings.length} findings were not imported: ${problems[0]}`);
  }
}

async function importBatch(
  findings: readonly object[],
  { region, maxAttempts = 4, timeout = 20_000 }: SecurityHubOptions,
): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(findings, region, timeout).catch((error: unknown) => error);
    if (Array.isArray(answer)) return answer.map(String);
    if (attempt === maxAttempts || !isTransient(answer)) throw answer;
    await sleep(250 * 2 ** attempt);
  }
}

/** Why findings were refused, one text each. */
async function send(findings: readonly object[], region: string, timeout: number): Promise<readonly string[]> {
  const { status, headers, body } = await signedRequest({
    service: 'securityhub',
    region,
    method: 'POST',
    url: new URL('/findings/import', endpoint('securityhub', region)),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Findings: findings }),
    timeout,
  });
  const parsed = parseJson(body);
  const value = 'value' in parsed && isRecord(parsed.value) ? parsed.value : undefined;
  if (value === undefined || !isFromAws(status, headers, Buffer.from(body))) throw new NotAnAwsResponse(status);
  if (status !== 200) {
    const code = headers['x-amzn-errortype']?.split(':')[0] ?? `HTTP ${status}`;
    throw Object.assign(new Error(textOf(value['Message'] ?? value['message'])), { name: code });
  }
  const { SuccessCount: imported, FailedFindings: failed = [] } = value;
  if (typeof imported !== 'number' || !Array.isArray(failed) || imported + failed.length !== findings.length) {
    throw new TypeError('the answer of AWS Security Hub does not say what came of each finding');
  }
  return failed.map((item) => (isRecord(item) ? `${textOf(item['ErrorCode'])}: ${textOf(item['ErrorMessage'])}` : ''));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Named by AWS's error code, by this tool, or not at all where no answer came. */
const isTransient = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'Error' ||
    (error instanceof NotAnAwsResponse && error.$retryable !== undefined) ||
    /Throttl|TooManyRequests|LimitExceeded|Internal|Unavailable|^HTTP 5/.test(error.name));
