import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import { diagnoseSession } from '../federation/session-diagnosis.ts';
import type { Service } from '../federation/stream-role.ts';
import { findStack } from './find-target.ts';

/** Whether a session opens where users sign in with certificates only, which no directory of WorkSpaces asks for. */
export function sessionStep(service: Service, target: string, account: Account): StepDiagnosis {
  if (service === 'workspaces') return works;
  const stack = findStack(target, account);
  return stack.state === 'known' ? diagnoseSession(stack.value, account) : works;
}
