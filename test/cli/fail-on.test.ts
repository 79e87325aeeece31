import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../cli/fail-on.ts';
import { finding, report } from '../support/report.ts';

const denied = { region: 'global', call: 'iam:ListRoles', outcome: 'denied', requests: 1 } as const;
const failing = (severity: 'critical' | 'medium' | 'low' | 'informational') => [finding({ severity })];

describe('exitCodeOf', () => {
  it.each([
    ['nothing fails', report([]), 'low', 0],
    ['a pass', report([finding({ status: 'pass', severity: 'critical' })]), 'low', 0],
    ['an unknown', report([finding({ status: 'unknown', severity: 'critical' })]), 'low', 0],
    ['a fail at the threshold', report(failing('low')), 'low', 1],
    ['a fail above it', report(failing('critical')), 'low', 1],
    ['a fail below it', report(failing('informational')), 'low', 0],
    ['a fail below a higher one', report(failing('medium')), 'high', 0],
    ['only critical ones count', report(failing('critical')), 'critical', 1],
    ['everything counts', report(failing('informational')), 'informational', 1],
    ['nothing counts', report(failing('critical')), 'none', 0],
    ['incomplete', report([], [denied]), 'low', 3],
    ['incomplete with a fail', report(failing('low'), [denied]), 'low', 1],
    ['incomplete with a fail below the threshold', report(failing('low'), [denied]), 'high', 3],
    ['incomplete and nothing counts', report(failing('low'), [denied]), 'none', 3],
  ] as const)('%s', (_case, report, failOn, code) => {
    expect(exitCodeOf(report, failOn)).toBe(code);
  });
});
