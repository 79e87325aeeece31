import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { blocked, works } from '../federation/diagnoses.ts';
import { findDirectory } from './find-target.ts';

/** Whether the user access URL of the directory starts a sign-in at the identity provider. */
export function startStep(target: string, _provider: string, account: Account): StepDiagnosis {
  const directory = findDirectory(target, account);
  // What is not there is the target step's to say.
  if (directory.state !== 'known' || directory.value.saml.status === 'DISABLED') return works;
  if (directory.value.saml.userAccessUrl !== undefined) return works;
  return blocked({
    cause: { kind: 'user-access-url-missing', parameters: {} },
    resource: target,
    message: `Directory ${directory.value.id} has no user access URL.`,
  });
}
