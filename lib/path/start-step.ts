import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import { diagnoseStart } from '../federation/start-diagnosis.ts';
import { findDirectory } from './find-target.ts';

/** Whether the user access URL of the directory starts a sign-in at the identity provider. */
export function startStep(target: string, account: Account): StepDiagnosis {
  const directory = findDirectory(target, account);
  // What is not there, or not enabled, is the target step's to say.
  if (directory.state !== 'known' || !enabled.includes(directory.value.saml.status)) return works;
  return diagnoseStart(directory.value, account);
}

const enabled: readonly string[] = ['ENABLED', 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK'];
