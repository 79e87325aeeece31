import { describe, expect, it } from 'vitest';
import { formatNames } from '../../../lib/model/format.ts';
import type { Change } from '../../../lib/model/change.ts';
import { changeKinds } from '../../../lib/model/change.ts';
import { digest } from '../../../lib/report/digest.ts';
import { formats } from '../../../lib/report/formats/index.ts';
import { sample } from '../../support/problems.ts';

/** Words that reports do not use, and coinages of earlier versions. */
const avoided = [
  /\b(?:nobody|somebody|anybody|whoever)\b/giu,
  /\b(?:judged?|verdicts?|mend(?:ed)?|cures?|blind spots?|lost[- ]sight|eased|worsened)\b/giu,
  /\b(?:gets?|lets?) in\b/giu,
  /\bmay (?:sign|stream|assume|open)\b/giu,
  /\b(?:e\.g\.|i\.e\.|etc\.)/giu,
];

const found = (text: string): readonly string[] => avoided.flatMap((words) => text.match(words) ?? []);

describe('the words of reports', () => {
  it('are found when they are there', () => {
    expect(found('Nobody may stream; mend the verdict, e.g. lost-sight.')).toHaveLength(6);
  });

  it.each(formatNames.filter((name) => name !== 'json'))('are those of the style guide in %s', (name) => {
    expect(found(formats[name].write(sample, { all: true }))).toEqual([]);
  });

  it('are those of the style guide in email and chat', () => {
    const [first] = sample.findings;
    const changes = changeKinds.map((kind): Change => ({
      kind,
      finding: { ...(first as NonNullable<typeof first>), id: kind },
    }));
    const { subject, text, chat } = digest(sample, changes);
    expect(found([subject, text, chat].join('\n'))).toEqual([]);
  });
});
