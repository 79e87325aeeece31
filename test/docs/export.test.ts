import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calls } from '../../lib/collect/calls.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('docs/export.md and scripts/make-export.sh', () => {
  it.each(Object.values(calls))('know $service $command', ({ service, command, ...call }) => {
    const perResource = 'perResource' in call;
    const file = `${service}.${command}${perResource ? '.' : '.json'}`;
    expect(read('docs/export.md')).toContain(`\`aws ${service} ${command}`);
    if (service === 'sts') return;
    expect(read('docs/export.md')).toContain(`/${file}`);
    expect(read('scripts/make-export.sh')).toContain(`/${file.replace(/\.json$/u, '')}`);
    expect(read('scripts/make-export.sh')).toContain(`${service} ${command}`);
  });
});
