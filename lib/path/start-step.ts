import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import { diagnoseStart } from '../federation/start-diagnosis.ts';
import { findDirectory } from './find-target.ts';

/** Whether the user access URL of the directory starts a sign-in at the identity provider. */
export function startStep(target: string, _provider: string, account: Account): StepDiagnosis {
  const directory = findDirectory(target, account);
  // What is not there is the target step's to say.
  if (directory.state !== 'known' || directory.value.saml.status === 'DISABLED') return works;
  return diagnoseStart(directory.value, account);
}
