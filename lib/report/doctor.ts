import type { SignInCheck, SignInDiagnosis } from '../model/sign-in-check.ts';
import type { Page } from './page.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

const headlines = {
  pass: 'The sign-in is right, and AWS allows it.',
  fail: 'The sign-in fails, or is not as the guides require.',
  unknown: 'Nothing wrong was found, but not everything could be determined.',
} as const;

const order: readonly SignInCheck['status'][] = ['fail', 'unknown', 'pass', 'not-applicable'];
const labels = { fail: 'FAIL', unknown: 'UNKNOWN', pass: 'PASS', 'not-applicable': 'N/A' } as const;

/** The diagnosis for people: the first cause and its fix, then every check, worst first. */
export function doctorText(diagnosis: SignInDiagnosis, { width, paint }: Page): string {
  const { status, checks, signIn, fix, userSees, checkedAt, causes = [] } = diagnosis;
  const judged = checkedAt !== undefined;
  const lines = [
    paint('title', judged ? headlines[status] : 'What the error text stands for in this account'),
    '',
    ...wrap(signIn.because, width, judged ? 'First cause: ' : 'Most likely: '),
    ...(fix === undefined ? [] : wrap(fix, width, 'Fix: ')),
    ...(userSees === undefined ? [] : wrap(userSees, width, 'Users see: ')),
    ...(signIn.role === null ? [] : [`Role: ${visible(signIn.role)}`]),
    ...(signIn.provider === null ? [] : [`Provider: ${visible(signIn.provider)}`]),
    ...(judged ? [`Decision of AWS: ${signIn.decision}`, `Checked for: ${checkedAt}`] : []),
    ...(causes.length === 0 ? [] : ['', 'CAUSES, most likely first']),
    ...causes.flatMap(({ seenIn, message, fix: cure }, at) => [
      ...wrap(`${message}${seenIn === 'account' ? ' (seen in the account)' : ''}`, width, `  ${at + 1}. `),
      ...wrap(cure, width, '     Fix: '),
    ]),
    ...(judged ? ['', 'CHECKS'] : []),
    ...(judged
      ? order.flatMap((wanted) =>
          checks
            .filter((check) => check.status === wanted)
            .flatMap(({ id, message }) => wrap(`${id}: ${message}`, width, `  ${labels[wanted].padEnd(8)}`)),
        )
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
