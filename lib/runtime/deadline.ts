import type { Context } from 'aws-lambda';

/** For judging, recording and telling, in milliseconds; telling alone may wait half a minute for a slow topic. */
const reserve = 60_000;

/** Comes when a function must stop reading to end in time; at the latest, half of what is left is for the rest. */
export function endOfReading(context: Pick<Context, 'getRemainingTimeInMillis'>): AbortSignal {
  const remaining = context.getRemainingTimeInMillis();
  return AbortSignal.timeout(Math.floor(Math.max(remaining / 2, remaining - reserve)));
}
