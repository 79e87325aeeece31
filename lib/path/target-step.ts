import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import { diagnoseDirectory } from '../federation/directory-diagnosis.ts';
import { diagnoseStack } from '../federation/stack-diagnosis.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import { diagnoseTarget } from '../federation/target-diagnosis.ts';
import { findDirectory, findStack } from './find-target.ts';

/** Whether the directory or stack that the role specifies is there and ready to be signed in to. */
export function targetStep(role: StreamRole, service: Service, target: string, account: Account): StepDiagnosis {
  const existence = diagnoseTarget(role, service, target, account);
  if (existence.status !== 'works') return existence;
  if (service === 'workspaces') {
    const directory = findDirectory(target, account);
    return directory.state === 'known' ? diagnoseDirectory(directory.value, account) : works;
  }
  const stack = findStack(target, account);
  return stack.state === 'known' ? diagnoseStack(stack.value, account) : works;
}
