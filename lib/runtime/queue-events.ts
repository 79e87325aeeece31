import * as z from 'zod/mini';
import { checked } from '../input/checked.ts';

const queueEvent = z.object(
  { Records: z.array(z.object({ messageId: z.string(), body: z.string() })) },
  { error: 'the event of an SQS queue' },
);

/** The messages that Lambda took from a queue. @throws {InputError} when something else invoked the function. */
export const queueRecords = (event: unknown): readonly { readonly messageId: string; readonly body: string }[] =>
  checked('The change function cannot take this event:', queueEvent, event).Records;
