import { changeKinds } from '../model/change.ts';
import type { ComparedChange, Comparison } from '../model/comparison.ts';
import { counted, readableTime, resourceLabels } from './words.ts';

/** What changed since the baseline, in a sentence; a second one says what is left out. */
export function comparisonTitle({ since, changes, leftOut = 0 }: Comparison): string {
  const counts = changeKinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  const news =
    since === undefined
      ? 'The baseline held no scan of this account: everything that fails is new.'
      : `Since ${readableTime(since)}: ${counts.join(', ') || 'nothing changed'}.`;
  if (leftOut === 0) return news;
  return `${news} ${counted(leftOut, 'finding')} that failed before ${leftOut === 1 ? 'is' : 'are'} left out.`;
}

/** What there is to list: against an empty baseline, everything that fails would only be told twice. */
export const listedChanges = ({ since, changes }: Comparison): readonly ComparedChange[] =>
  since === undefined ? [] : changes;

/** `IAM role Desktops`, `WorkSpaces directory d-1 in eu-central-1`. */
export const placeOf = ({ resource: { type, name, region } }: ComparedChange): string =>
  `${resourceLabels[type]} ${name}${region === 'global' ? '' : ` in ${region}`}`;
