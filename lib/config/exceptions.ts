import * as z from 'zod/mini';
import { text, tried } from '../input/checked.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import { nearest } from '../text/nearest.ts';
import type { Config } from './config.ts';

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

const day = text(dayForm, 'a date such as 2027-03-31').check(({ value, issues }) => {
  if (dayForm.test(value) && !isInCalendar(value))
    issues.push({ code: 'custom', message: 'a day that exists', input: value });
});

/** `Date` takes a 31st of every month for the 1st of the next. */
function isInCalendar(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** One accepted risk. Each `error` completes "expected …". */
export const exceptionSchema = (ruleIds: readonly string[]) =>
  z.strictObject(
    {
      rule: z
        .enum(ruleIds, { error: ({ input }) => `the id of a rule${meant(input, ruleIds)}` })
        .check(z.describe('The rule whose findings are accepted.')),
      resource: text(/^arn:|[*?]/, 'an ARN, or a pattern of ARNs with * and ?').check(
        z.describe('The ARN of the resource, or a pattern: * any run of characters, ? any one.'),
      ),
      owner: text(/\S/, 'who accepts the risk').check(z.describe('Who accepts the risk, and is asked when it ends.')),
      reason: text(/\S/, 'why it is accepted').check(z.describe('Why it is accepted.')),
      expires: day.check(z.describe('The last day on which it is accepted, YYYY-MM-DD in UTC.')),
    },
    { error: 'an object with rule, resource, owner, reason and expires' },
  );

function meant(input: unknown, ruleIds: readonly string[]): string {
  const near = typeof input === 'string' ? nearest(input, ruleIds) : undefined;
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

/** The entries that can be used, and a notice for each of the others. */
export function parseExceptions(
  entries: readonly unknown[],
  ruleIds: readonly string[],
): Pick<Config, 'exceptions' | 'notices'> {
  const schema = exceptionSchema(ruleIds);
  const parsed = entries.map((entry, index) => ({ index, result: tried(schema, entry) }));
  return {
    exceptions: parsed.flatMap(({ index, result }) => ('value' in result ? [[index, result.value] as const] : [])),
    notices: parsed.flatMap(({ index, result }): readonly ExceptionNotice[] => {
      if ('value' in result) return [];
      const problems = result.problems.map((problem) => problem.replace(/^it: /, '')).join('; ');
      return [{ kind: 'exception-invalid', index, message: `exceptions[${index}] is not used: ${problems}.` }];
    }),
  };
}
