import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { diagnosePermission } from '../federation/permission-diagnosis.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';

/** Whether the policies of the role, permissions boundary included, allow users their own session on the target. */
export const permissionStep = (role: StreamRole, service: Service, target: string, account: Account): StepDiagnosis =>
  diagnosePermission(role, service, target, account);
