import { describe, expect, it } from 'vitest';
import { opened } from '../../../lib/engine/opened.ts';
import { finding } from '../../support/report.ts';

describe('opened', () => {
  it('is every failing finding, in order, and nothing else', () => {
    const findings = (['fail', 'pass', 'unknown', 'not-applicable', 'fail'] as const).map((status, index) =>
      finding({ status, ruleId: `rule-${index}` }),
    );
    expect(opened(findings)).toStrictEqual([
      { kind: 'opened', finding: findings[0] },
      { kind: 'opened', finding: findings[4] },
    ]);
  });
});
