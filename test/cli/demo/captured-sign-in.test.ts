import { expect, it } from 'vitest';
import { capturedSignInLines } from '../../../cli/demo/captured-sign-in.ts';
import { pageOf } from '../../../lib/report/page.ts';

it('shows why a captured sign-in failed, and the same one after the fix', async () => {
  const lines = await capturedSignInLines('examples/demo-account', pageOf({ width: 1000 }));
  expect(lines.join('\n').replaceAll('\n  ', ' ').split('\n')).toEqual([
    'A user signed in to AppStream, and saw an error. The response was captured in the browser:',
    '• Decision of AWS: refused',
    '• First cause: The assertion sends session tags, and the trust policy of role AppStream-Finance-Stream refuses sts:TagSession: no statement allows sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleEntra.',
    '• Users see: "Not authorized to perform sts:AssumeRoleWithSAML" (403, AccessDenied) on the AWS sign-in page',
    '• Fix: Allow sts:TagSession for the SAML provider in the trust policy of role AppStream-Finance-Stream, under the same conditions as the sign-in.',
    '• The same sign-in, with sts:TagSession in the trust policy: allowed',
  ]);
});
