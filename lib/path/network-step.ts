import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import { diagnoseNetwork } from '../federation/network-diagnosis.ts';
import type { Service } from '../federation/stream-role.ts';
import { findDirectory } from './find-target.ts';

/** Whether clients and networks of users can connect to the directory. */
export function networkStep(service: Service, target: string, account: Account): StepDiagnosis {
  if (service === 'appstream') return works;
  const directory = findDirectory(target, account);
  return directory.state === 'known' ? diagnoseNetwork(directory.value, account) : works;
}
