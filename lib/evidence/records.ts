/**
 * One record of `AssumeRoleWithSAML`. It lives only while it is judged: it holds the values of tags, which name people.
 * What a record holds besides, such as credentials and addresses, is never taken from it.
 */
export interface SignInRecord {
  readonly id?: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly role: string;
  readonly provider: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly duration?: number;
  readonly subject?: string;
  readonly subjectType?: string;
  readonly audience?: string;
  readonly issuer?: string;
  /** Absent: it succeeded. */
  readonly error?: { readonly code: string; readonly message: string };
}

type Members = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const text = (value: unknown, name: string): string | undefined => {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

/** How deep a record may be wrapped: a message in a queue in a notification. */
const deepest = 8;

/**
 * Every record of a parsed document, whatever it is wrapped in: output of `lookup-events`, a log file of CloudTrail, an
 * event of EventBridge, a message of SNS or SQS with one, or a list of any of them.
 */
export function* recordsIn(value: unknown, depth = 0): Generator<SignInRecord> {
  if (depth > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* recordsIn(item, depth + 1);
    return;
  }
  if (typeof value === 'string') {
    const parsed = /^\s*[{[]/.test(value) ? parse(value) : undefined;
    if (parsed !== undefined) yield* recordsIn(parsed, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  if (member(value, 'eventName') !== undefined && member(value, 'eventSource') !== undefined) {
    const record = recordOf(value);
    if (record !== undefined) yield record;
    return;
  }
  for (const name of ['Records', 'Events', 'events', 'CloudTrailEvent', 'detail', 'Message', 'body', 'Body']) {
    const inner = member(value, name);
    if (inner !== undefined) yield* recordsIn(inner, depth + 1);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function recordOf(event: Members): SignInRecord | undefined {
  if (event['eventSource'] !== 'sts.amazonaws.com' || event['eventName'] !== 'AssumeRoleWithSAML') return undefined;
  const request = event['requestParameters'];
  const response = event['responseElements'];
  const role = text(request, 'roleArn');
  const provider = text(request, 'principalArn');
  const time = timeOf(event['eventTime']);
  if (role === undefined || provider === undefined || time === undefined) return undefined;
  const code = text(event, 'errorCode');
  return withoutMissing({
    time,
    role,
    provider,
    tags: tagsOf(member(request, 'principalTags')),
    transitiveTagKeys: textsOf(member(request, 'transitiveTagKeys')),
    id: text(event, 'eventID'),
    sessionName: text(request, 'roleSessionName'),
    sourceIdentity: text(request, 'sourceIdentity') ?? text(response, 'sourceIdentity'),
    duration: durationOf(member(request, 'durationSeconds')),
    subject: text(response, 'subject') ?? text(event['userIdentity'], 'userName'),
    subjectType: text(response, 'subjectType'),
    audience: text(response, 'audience'),
    issuer: text(response, 'issuer'),
    error: code === undefined ? undefined : { code, message: text(event, 'errorMessage') ?? '' },
  });
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutMissing<T extends object>(record: T): Present<T>;
function withoutMissing(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

const timeOf = (value: unknown): string | undefined => {
  const date = new Date(typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

const durationOf = (value: unknown): number | undefined => {
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
};

/** A map of key to value, or a list of `{key, value}` as other records have it. */
function tagsOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value)
    ? value.map((tag) => [text(tag, 'key') ?? text(tag, 'Key'), text(tag, 'value') ?? text(tag, 'Value') ?? ''])
    : isRecord(value)
      ? Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? one : ''])
      : [];
  return Object.fromEntries(pairs.flatMap(([key, one]) => (key === undefined ? [] : [[key, one ?? '']])));
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
