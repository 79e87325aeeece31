import { readFile } from 'node:fs/promises';
import { collect } from '../../lib/collect/collect.ts';
import { diagnoseSignIn } from '../../lib/doctor/diagnose.ts';
import { readCapture } from '../../lib/doctor/input.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { known } from '../../lib/model/fact.ts';
import type { SignInDiagnosis } from '../../lib/model/sign-in-check.ts';
import type { Role, Snapshot } from '../../lib/model/snapshot.ts';
import type { Page } from '../../lib/report/page.ts';
import { wrap } from '../../lib/report/wrap.ts';
import { keysOf } from '../provider-keys.ts';

const capture = new URL('../../examples/captured-sign-in.xml', import.meta.url);

/** When the user of the capture signed in. */
const at = '2026-11-20T08:01:00.000Z';

const role = 'AppStream-Finance-Stream';

/** A captured sign-in that AWS refused, its first cause, and the same sign-in after the fix. */
export async function capturedSignInLines(account: string, { width }: Page): Promise<string[]> {
  const source = await exportSource(account);
  const snapshot = await collect({ source, asOf: at });
  const keys = await keysOf(snapshot, source);
  const captured = readCapture(await readFile(capture, 'utf8'));
  const diagnose = (of: Snapshot): SignInDiagnosis =>
    diagnoseSignIn({ account: accountOf(of), captured, keys, at, atGiven: true });
  const before = diagnose(snapshot);
  const after = diagnose(withTagSession(snapshot));
  return [
    ...wrap('A user signed in to AppStream, and saw an error. The response was captured in the browser:', width),
    ...wrap(`Decision of AWS: ${before.signIn.decision}`, width, '• '),
    ...wrap(`First cause: ${before.signIn.because}`, width, '• '),
    ...wrap(`Users see: ${before.userSees ?? 'nothing'}`, width, '• '),
    ...wrap(`Fix: ${before.fix ?? 'none'}`, width, '• '),
    ...wrap(`The same sign-in, with sts:TagSession in the trust policy: ${after.signIn.decision}`, width, '• '),
  ];
}

/** The fix, done in the account that was read: nothing is changed on disk. */
function withTagSession(snapshot: Snapshot): Snapshot {
  if (snapshot.roles.state !== 'known') throw new Error('The roles of the example account cannot be read');
  const fixed = snapshot.roles.value.map((one): Role =>
    one.name === role && one.trust.state === 'known'
      ? {
          ...one,
          trust: known(
            JSON.parse(
              JSON.stringify(one.trust.value).replace(
                '"sts:AssumeRoleWithSAML"',
                '["sts:AssumeRoleWithSAML","sts:TagSession"]',
              ),
            ),
          ),
        }
      : one,
  );
  return { ...snapshot, roles: known(fixed) };
}
