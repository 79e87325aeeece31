import * as z from 'zod/mini';
import { checked, text } from '../input/checked.ts';
import type { PlannedAccount } from '../model/organization.ts';

const runId = text(/^[\w-]{1,80}$/, 'the id of a run');

const planEvent = z.object({
  runId: z.optional(z.nullable(z.string())),
  startedAt: z.optional(z.nullable(z.string())),
});

/** What the state machine says of a run when it starts; nothing where it could not say it. */
export function planRequest(event: unknown): { readonly runId?: string; readonly startedAt?: string } {
  const request = checked('The planning function cannot take this event:', planEvent, event);
  return {
    ...(request.runId ? { runId: request.runId.replaceAll(/[^\w-]/g, '-').slice(0, 80) } : {}),
    ...(request.startedAt ? { startedAt: request.startedAt } : {}),
  };
}

const accountId = text(/^\d{12}$/, 'the 12 digits of an AWS account, as a string');

const accountEvent = z.object({
  runId,
  account: z.object({
    accountId,
    name: z.string(),
    path: z.string(),
    task: z.enum(['scan', 'leave'], { error: 'scan or leave' }),
    note: z.optional(z.string()),
  }),
});

/** Which account of which run is to be scanned. @throws {InputError} */
export function accountRequest(event: unknown): { readonly runId: string; readonly account: PlannedAccount } {
  const request = checked('The account function cannot take this event:', accountEvent, event);
  const { note, ...account } = request.account;
  return { runId: request.runId, account: { ...account, ...(note === undefined ? {} : { note }) } };
}

const digestEvent = z.object({
  runId,
  startedAt: z.string(),
  results: z.optional(z.nullable(z.object({ Bucket: z.string(), Key: z.string() }))),
  failed: z.optional(z.unknown()),
});

/** Which run is to be told; `manifest` is where Step Functions lists the files with the results of its children. */
export function digestRequest(event: unknown): {
  readonly runId: string;
  readonly startedAt: string;
  readonly manifest?: string;
} {
  const request = checked('The digest function cannot take this event:', digestEvent, event);
  return {
    runId: request.runId,
    startedAt: request.startedAt,
    ...(request.results ? { manifest: request.results.Key } : {}),
  };
}
