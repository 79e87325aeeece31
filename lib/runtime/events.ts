import * as z from 'zod/mini';
import { parseArn } from '../model/arn.ts';
import { type FormatName, formatNames } from '../model/format.ts';
import { checked, InputError, text } from '../input/checked.ts';
import { regionForm, ruleForm, type Scope, scopeOf } from './configuration.ts';

/** What somebody who invokes the on-demand scan may ask for. */
export interface OnDemandRequest {
  /** What is absent is as configured. */
  readonly scope: Scope;
  /** Tell the topics what was found; default no. */
  readonly publish: boolean;
  /** Formats in which the report is kept in the report bucket too. */
  readonly formats: readonly FormatName[];
}

const onDemandEvent = z.strictObject(
  {
    regions: z.optional(
      z
        .array(text(regionForm, 'an AWS Region such as eu-central-1'), { error: 'a list of AWS Regions' })
        .check(z.minLength(1, { error: 'at least one Region, or no list for all' })),
    ),
    rules: z.optional(
      z
        .array(text(ruleForm, 'a rule id such as stream-role-allows-tag-session'), { error: 'a list of rule ids' })
        .check(z.minLength(1, { error: 'at least one rule id, or no list for all' })),
    ),
    publish: z.optional(z.boolean({ error: 'true or false' })),
    formats: z.optional(
      z
        .array(z.enum(formatNames, { error: `one of ${formatNames.join(', ')}` }), {
          error: 'a list of report formats',
        })
        .check(z.minLength(1, { error: 'at least one format, or no list for none' })),
    ),
    accountId: z.optional(text(/^\d{12}$/, 'the 12 digits of an AWS account, as a string')),
  },
  { error: 'a JSON object such as {"regions":["eu-central-1"]}, or {} for the configured scan' },
);

const onDemandRefused = 'The on-demand scan cannot take this event:';

/**
 * @param ownAccountId the account in which the function runs, the only one it can scan.
 * @param hasStore there is a bucket for reports.
 * @throws {InputError} naming every key that is wrong, what was expected and what came.
 */
export function onDemandRequest(event: unknown, ownAccountId: string, hasStore: boolean): OnDemandRequest {
  const {
    regions,
    rules,
    publish = false,
    formats = [],
    accountId = ownAccountId,
  } = checked(onDemandRefused, onDemandEvent, event);
  if (accountId !== ownAccountId) {
    throw new InputError(
      `${onDemandRefused}\n- accountId: expected ${ownAccountId}, the account of this function, got "${accountId}"; ` +
        'it scans its own account only, so invoke the function that is deployed in the other account',
    );
  }
  if (formats.length > 0 && !hasStore) {
    throw new InputError(`${onDemandRefused}\n- formats: no report bucket is configured to keep reports in`);
  }
  return { publish, formats, scope: scopeOf(regions, rules) };
}

const scheduledRefused = 'The scheduled scan cannot take this event; to scan now, invoke the on-demand scan:';

/** EventBridge rules fill in more; only what is used is checked. */
const scheduledEvent = z.object(
  {
    source: text(/^aws\.(events|scheduler)$/, '"aws.events" or "aws.scheduler"'),
    id: z.optional(text(/^[\w-]{1,128}$/, "the event's id")),
    time: z.optional(text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'the scheduled time, such as 2026-11-25T06:00:00Z')),
  },
  { error: 'the event of a schedule' },
);

/**
 * The id of a scheduled event: the same when Lambda retries it or it is delivered twice. EventBridge rules give their
 * events an id. EventBridge Scheduler gives each attempt another one, so its scheduled time is what identifies it.
 *
 * @throws {InputError} when something else than a schedule invoked the function.
 */
export function scheduledEventId(event: unknown): string {
  const { id, time } = checked(scheduledRefused, scheduledEvent, event);
  if (id !== undefined) return id;
  if (time !== undefined) return `scheduled-${time.replaceAll(':', '-')}`;
  throw new InputError(`${scheduledRefused}\n- id or time: expected one of them, got neither`);
}

/** The account in which the function of an invocation runs. */
export const ownAccount = ({ invokedFunctionArn }: { readonly invokedFunctionArn: string }): string =>
  parseArn(invokedFunctionArn)?.account ?? '';
