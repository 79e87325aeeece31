import { diagnoseSignIn } from '../../lib/doctor/diagnose.ts';
import { readCapture } from '../../lib/doctor/input.ts';
import type { ProviderKey } from '../../lib/doctor/provider-keys.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrustWith,
  guideWorkspacesPolicy,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { known, type Fact } from '../../lib/model/fact.ts';
import type { SignInCheckId, SignInDiagnosis } from '../../lib/model/sign-in-check.ts';
import { certificateOf, issuer, response, type Wish } from './idp.ts';

export const providerArn = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';
export const roleArn = 'arn:aws:iam::111122223333:role/Desktops';

/** The account of both guides: a role for a directory, one for a stack, and one for both. */
export const account: ExampleAccount = {
  roles: [
    { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } },
    { name: 'Applications', inline: { Stream: guideAppstreamPolicy } },
    { name: 'Both', inline: { Desktops: guideWorkspacesPolicy, Applications: guideAppstreamPolicy } },
    { name: 'Console', inline: {} },
  ],
  providers: [{ name: 'ExampleIdP' }, { name: 'OtherIdP', metadata: { entityIds: ['https://other.example.com'] } }],
  directories: [{ id: 'd-906731a2b4', access: { DeviceTypeWeb: 'ALLOW' } }],
  stacks: [{ name: 'Design' }],
};

/** The same account with another trust policy for its first role. */
export const trusting = (change: Readonly<Record<string, unknown>>, more: ExampleAccount = {}): ExampleAccount => ({
  ...account,
  roles: [{ name: 'Desktops', trust: guideTrustWith(change), inline: { Stream: guideWorkspacesPolicy } }],
  ...more,
});

const ownKeys: ReadonlyMap<string, Fact<readonly ProviderKey[]>> = new Map([
  [providerArn, known([{ issuer, certificate: certificateOf('idp') }])],
]);

export interface Given {
  readonly account?: ExampleAccount;
  readonly keys?: ReadonlyMap<string, Fact<readonly ProviderKey[]>>;
  readonly relayState?: string;
  readonly at?: string | null;
  readonly error?: string;
}

/** The diagnosis of a captured text, at a time when the responses of these tests are valid. */
export function diagnoseText(text: string, given: Given = {}): SignInDiagnosis {
  const { at = '2026-11-25T08:01:00.000Z', relayState, error } = given;
  return diagnoseSignIn({
    account: accountOf(exampleSnapshot(given.account ?? account)),
    captured: readCapture(text),
    keys: given.keys ?? ownKeys,
    at: at ?? '2026-11-26T08:00:00.000Z',
    atGiven: at !== null,
    ...(relayState === undefined ? {} : { relayState }),
    ...(error === undefined ? {} : { error }),
  });
}

export const diagnose = (wish: Wish = {}, given: Given = {}): SignInDiagnosis => diagnoseText(response(wish), given);

export const statusOf = (diagnosis: SignInDiagnosis, id: SignInCheckId) =>
  diagnosis.checks.find((check) => check.id === id)?.status;

export const messageOf = (diagnosis: SignInDiagnosis, id: SignInCheckId): string =>
  diagnosis.checks.find((check) => check.id === id)?.message ?? '';

/** The ids of the checks that fail. */
export const failing = ({ checks }: SignInDiagnosis): readonly SignInCheckId[] =>
  checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
