import * as z from 'zod/mini';
import { touchesOf, type Touch } from './touches.ts';

/** A write to an account, as CloudTrail recorded it. */
export interface ChangeEvent {
  /** CloudTrail's: the same when the event is delivered twice. */
  readonly id: string;
  readonly accountId: string;
  /** Where it happened; IAM's happen in the control Region of the partition. */
  readonly region: string;
  /** `iam:UpdateAssumeRolePolicy` */
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** ARN of the principal, a session name shortened; `AWS service …` when no principal did it. */
  readonly by: string;
  readonly touches: readonly Touch[];
}

const record = z.record(z.string(), z.unknown());

const cloudTrailEvent = z.object({
  'detail-type': z.literal('AWS API Call via CloudTrail'),
  account: z.string().check(z.regex(/^\d{12}$/)),
  detail: z.object({
    eventSource: z.string().check(z.regex(/^[a-z0-9-]+\.amazonaws\.com(\.cn)?$/)),
    eventName: z.string(),
    eventID: z.string(),
    eventTime: z.string(),
    awsRegion: z.string(),
    errorCode: z.optional(z.nullable(z.string())),
    recipientAccountId: z.optional(z.nullable(z.string())),
    requestParameters: z.optional(z.nullable(record)),
    responseElements: z.optional(z.nullable(record)),
    userIdentity: z.optional(z.nullable(record)),
  }),
});

export type Parsed =
  | { readonly event: ChangeEvent }
  /** Why nothing is done about it; the text holds nothing from the event but its name. */
  | { readonly dropped: 'malformed' | 'refused call' | 'not followed'; readonly name?: string };

/** What an event from EventBridge says, or why nothing is done about it. */
export function parseEvent(body: string): Parsed {
  const parsed = cloudTrailEvent.safeParse(json(body));
  if (!parsed.success) return { dropped: 'malformed' };
  const { account, detail } = parsed.data;
  const service = detail.eventSource.split('.')[0] ?? '';
  const name = `${service}:${detail.eventName}`;
  if (detail.errorCode) return { dropped: 'refused call', name };
  const touches = touchesOf(name, {
    region: detail.awsRegion,
    request: detail.requestParameters ?? undefined,
    response: detail.responseElements ?? undefined,
  });
  if (touches === undefined) return { dropped: 'not followed', name };
  return {
    event: {
      id: detail.eventID,
      accountId: detail.recipientAccountId ?? account,
      region: detail.awsRegion,
      name,
      at: detail.eventTime,
      by: principalOf(detail.userIdentity ?? {}),
      touches,
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** No more than the ARN: a session name is often a mail address, and its beginning is enough to find the session. */
function principalOf({ type, arn, invokedBy }: Readonly<Record<string, unknown>>): string {
  if (typeof arn === 'string') {
    const [, role = arn, session] = /^(arn:[^:]*:sts::\d{12}:assumed-role\/[^/]+)\/(.*)$/.exec(arn) ?? [];
    if (session === undefined) return arn;
    const [local = ''] = session.split('@');
    return `${role}/${local.length > 24 || local !== session ? `${local.slice(0, 24)}…` : local}`;
  }
  if (typeof invokedBy === 'string') return `AWS service ${invokedBy}`;
  return typeof type === 'string' ? type : 'unknown principal';
}
