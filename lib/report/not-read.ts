import { fixFor } from './fix-for.ts';
import type { Page } from './page.ts';
import type { UnreadCall } from './unread.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

/** A title, and for each call that was not answered where, how to fix it, and what is unknown; nothing when all were. */
export function notRead(calls: readonly UnreadCall[], { width, paint }: Page): string[][] {
  if (calls.length === 0) return [];
  const unknown = calls.flatMap(({ rules }) => rules).reduce((sum, { count }) => sum + count, 0);
  const consequence = unknown === 0 ? '' : `, so ${counted(unknown, 'result')} ${unknown === 1 ? 'is' : 'are'} unknown`;
  const title = `MISSING DATA: ${counted(calls.length, 'API call')} failed${consequence}`;
  const paragraphs = calls.flatMap((call) => {
    const resources = call.resources.length > 0 ? ` for ${call.resources.join(', ')}` : '';
    return [
      ...wrap(`${call.call}: ${call.outcome} in ${call.regions.join(', ')}${resources}`, width, '  ', '    '),
      ...(call.detail === undefined ? [] : wrap(call.detail, width, '    Error: ')),
      ...wrap(fixFor(call), width, '    To fix: '),
      ...(call.rules.length === 0 ? [] : wrap(ruleCounts(call), width, '    Affected rules: ')),
    ];
  });
  return [[paint('title', title), ...paragraphs]];
}

const ruleCounts = ({ rules }: UnreadCall): string =>
  rules.map(({ ruleId, count }) => (count === 1 ? ruleId : `${ruleId} (${count})`)).join(', ');
