import * as z from 'zod/mini';
import type { ChangeKind } from '../model/change.ts';
import { changeKinds } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { checked } from '../input/checked.ts';

/** What the findings topic says of one change. */
export interface TopicMessage {
  readonly change: ChangeKind;
  readonly firstSeen: string;
  readonly finding: Finding;
}

const topicEvent = z.object(
  { Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) },
  { error: 'messages of the findings topic, or the event of a schedule' },
);
const scheduledEvent = z.object({ source: z.literal('aws.scheduler') });
const message = z.object({
  schemaVersion: z.literal('1'),
  change: z.enum(changeKinds),
  firstSeen: z.string(),
  finding: z.custom<Finding>((value) => typeof value === 'object' && value !== null && 'id' in value),
});

/** The messages of the findings topic, or `resend` for a scheduled event. @throws {InputError} */
export function securityHubRequest(event: unknown): readonly TopicMessage[] | 'resend' {
  if (scheduledEvent.safeParse(event).success) return 'resend';
  const refused = 'The Security Hub function cannot take this event:';
  return checked(refused, topicEvent, event).Records.map(({ Sns }) => {
    const content: unknown = JSON.parse(Sns.Message);
    return checked(refused, message, content);
  });
}
