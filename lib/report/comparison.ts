import { changeKinds } from '../model/change.ts';
import type { ComparedChange, Comparison } from '../model/comparison.ts';
import { changeLabels, counted, readableTime, resourceLabel } from './words.ts';

/** What changed since the baseline, in a sentence; a second one says what is left out. */
export function comparisonTitle({ since, changes, leftOut = 0 }: Comparison): string {
  const counts = changeKinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${changeLabels[kind].toLowerCase()}`];
  });
  const news =
    since === undefined
      ? 'The baseline has no scan of this account, so every finding is new.'
      : `Changes since ${readableTime(since)}: ${counts.join(', ') || 'none'}.`;
  if (leftOut === 0) return news;
  return `${news} ${counted(leftOut, 'existing finding')} ${leftOut === 1 ? 'is' : 'are'} not shown.`;
}

/** What there is to list: against an empty baseline, everything that fails would only be told twice. */
export const listedChanges = ({ since, changes }: Comparison): readonly ComparedChange[] =>
  since === undefined ? [] : changes;

/** `IAM role Desktops`, `WorkSpaces directory d-1 in eu-central-1`. */
export const placeOf = ({ resource: { type, name, region } }: ComparedChange): string =>
  `${resourceLabel(type)} ${name}${region === 'global' ? '' : ` in ${region}`}`;
