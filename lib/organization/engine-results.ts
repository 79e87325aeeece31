/**
 * Why accounts failed, from the files in which AWS Step Functions put down the results of a Distributed Map. A child
 * that caught an error succeeded with `{accountId, incomplete}`; one that could not even do that is among the failed
 * ones, with its input as JSON text.
 *
 * @param files JSON or JSON Lines; what cannot be read is no news of any account, and the plan finds who is missing.
 */
export function engineFailures(files: readonly string[]): ReadonlyMap<string, string> {
  const failures = new Map<string, string>();
  for (const entry of files.flatMap(entriesIn)) {
    const output = jsonIn(entry['Output']) ?? entry;
    const input = jsonIn(entry['Input']);
    const accountId = output['accountId'] ?? recordIn(input?.['account'])?.['accountId'];
    if (typeof accountId !== 'string') continue;
    const caught = recordIn(output['incomplete']);
    if (caught !== undefined) failures.set(accountId, sentence(caught));
    else if (entry['Status'] !== undefined && entry['Status'] !== 'SUCCEEDED') failures.set(accountId, sentence(entry));
  }
  return failures;
}

type Members = Readonly<Record<string, unknown>>;

function entriesIn(file: string): readonly Members[] {
  const whole = parsed(file);
  const items: readonly unknown[] = Array.isArray(whole) ? whole : file.split('\n').map(parsed);
  return items.map(recordIn).filter((item) => item !== undefined);
}

const jsonIn = (value: unknown): Members | undefined =>
  typeof value === 'string' ? recordIn(parsed(value)) : recordIn(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const recordIn = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

/** Step Functions writes `Error` and `Cause`, the name and a text that can be long. */
function sentence({ Error: name, Cause: cause, Status: status }: Members): string {
  const error = typeof name === 'string' ? name : typeof status === 'string' ? status : 'unknown error';
  const detail = typeof cause === 'string' ? messageIn(cause) : '';
  return `Its scan failed: ${error}${detail === '' ? '' : `, ${detail.slice(0, 300)}`}.`;
}

/** Lambda's cause is JSON with the message of the error. */
function messageIn(cause: string): string {
  const message = jsonIn(cause)?.['errorMessage'];
  return (typeof message === 'string' ? message : cause).replace(/\.$/, '');
}
