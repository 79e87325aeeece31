import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { followedWrites } from '../../lib/change/touches.ts';
import { memberTemplate } from '../support/member-template.ts';

interface Pattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: { readonly eventName: readonly string[]; readonly errorCode: readonly unknown[] };
}

const patterns = JSON.parse(readFileSync('infrastructure/event-patterns.json', 'utf8')) as Record<string, Pattern>;

describe('the patterns of events', () => {
  it('select exactly the writes that the function follows, and no refused ones', () => {
    const selected = Object.entries(patterns).flatMap(([service, { source, detail }]) => {
      expect(source).toStrictEqual([`aws.${service}`]);
      expect(detail.errorCode).toStrictEqual([{ exists: false }]);
      return detail.eventName.map((name) => `${service}:${name}`);
    });
    expect(selected.toSorted()).toStrictEqual(followedWrites().toSorted());
  });

  it('fit the 2,048 characters of EventBridge', () => {
    for (const pattern of Object.values(patterns)) expect(JSON.stringify(pattern).length).toBeLessThan(2_048);
  });

  it('are the same in member accounts', () => {
    const rules = Object.values(memberTemplate('forward-changes', {}).Resources).filter(
      ({ Type }) => Type === 'AWS::Events::Rule',
    );
    expect(rules.map(({ Properties }) => Properties['EventPattern'])).toStrictEqual(Object.values(patterns));
  });
});
