import { cure } from './cure.ts';
import type { Page } from './page.ts';
import type { UnreadCall } from './unread.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

/** A title and a paragraph for each call that was not answered; nothing when all were. */
export function notRead(calls: readonly UnreadCall[], { width, paint }: Page): string[][] {
  if (calls.length === 0) return [];
  const verdicts = calls.flatMap(({ rules }) => rules).reduce((sum, { count }) => sum + count, 0);
  const consequence = verdicts === 0 ? '' : `; ${counted(verdicts, 'verdict')} unknown because of it`;
  const title = `NOT READ: ${counted(calls.length, 'call')}${consequence}`;
  const paragraphs = calls.map((call) => {
    const places = [
      call.regions.join(', '),
      ...(call.resources.length > 0 ? [`for ${call.resources.join(', ')}`] : []),
    ];
    const details = [
      ...(call.detail === undefined ? [] : [['Answer', call.detail] as const]),
      ['Cure', cure(call)] as const,
      ...(call.rules.length === 0 ? [] : [['Unknown', ruleCounts(call)] as const]),
    ];
    return [
      ...wrap(`${call.call} ${call.outcome} (${places.join('; ')})`, width, '', '  '),
      ...details.flatMap(([label, text]) => wrap(text, width, `  ${label}: `)),
    ];
  });
  return [[paint('title', title)], ...paragraphs];
}

const ruleCounts = ({ rules }: UnreadCall): string =>
  rules.map(({ ruleId, count }) => (count === 1 ? ruleId : `${ruleId} (${count})`)).join(', ');
