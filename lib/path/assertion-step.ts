import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { diagnoseProvider } from '../federation/provider-diagnosis.ts';
import type { StreamRole } from '../federation/stream-role.ts';

/** Whether AWS accepts an assertion of the provider at all: the provider exists in this account. */
export const assertionStep = (provider: string, role: StreamRole, account: Account): StepDiagnosis =>
  diagnoseProvider(role, provider, account);
