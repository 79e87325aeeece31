import { describe, expect, it } from 'vitest';
import { progressLine } from '../../cli/progress-line.ts';
import type { Progress } from '../../lib/model/ports.ts';
import { terminal } from '../support/terminal.ts';

const progress: Progress = {
  request: { service: 'workspaces', operation: 'DescribeIpGroups', region: 'eu-central-1' },
  outcome: 'read',
  done: 3,
  planned: 40,
};

describe('progressLine', () => {
  it('writes over one line, and takes it away', () => {
    const screen = terminal({ isTTY: true });
    const line = progressLine(screen.stderr, true);
    line.show(progress);
    line.show({ ...progress, done: 4, outcome: 'denied' });
    line.clear();
    expect(screen.err).toBe(
      '\r\u001b[2K[3/40] workspaces:DescribeIpGroups eu-central-1' +
        '\r\u001b[2K[4/40] workspaces:DescribeIpGroups eu-central-1: denied' +
        '\r\u001b[2K',
    );
    expect(screen.out).toBe('');
  });

  it('stays on one line of a narrow terminal', () => {
    const screen = terminal({ isTTY: true, columns: 20 });
    progressLine(screen.stderr, true).show(progress);
    expect(screen.err).toBe('\r\u001b[2K[3/40] workspaces:D');
  });

  it.each([
    ['nobody watches', terminal(), true],
    ['nobody wants it', terminal({ isTTY: true }), false],
  ])('is silent where %s', (_why, screen, wanted) => {
    const line = progressLine(screen.stderr, wanted);
    line.show(progress);
    line.clear();
    expect(screen.err).toBe('');
  });
});
