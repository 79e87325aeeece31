import type { RelayStateCheck } from '../model/relay-state-check.ts';
import type { Page } from './page.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

const headlines = {
  pass: 'The relay state is right.',
  fail: 'The relay state is wrong.',
  unknown: 'Nothing is wrong with the relay state as far as could be determined.',
} as const;

/** The result for people: what is wrong with each part, and what should stand there. */
export function relayStateCheckText({ status, target, problems }: RelayStateCheck, { width, paint }: Page): string {
  const lines = [
    paint('title', headlines[status]),
    ...(target === null ? [] : [`Leads to: ${visible(target)}`]),
    ...problems.flatMap(({ part, severity, message, actual, expected }) => [
      '',
      ...wrap(visible(message), width, `${severity.toUpperCase()} ${part}: `),
      ...(actual === '' ? [] : wrap(visible(actual), width, '  Found: ')),
      ...wrap(visible(expected), width, '  Expected: '),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
