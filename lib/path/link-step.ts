import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { together } from '../federation/diagnoses.ts';
import { diagnoseLinks } from '../federation/link-diagnosis.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import { permissionStep } from './permission-step.ts';
import { neededTags } from './role-step.ts';

/**
 * Whether the policies allow users their own session, and with what a sign-in through this provider can bring.
 * @param entry - whether a correct sign-in can assume the role; where none can, its permissions are told by themselves
 */
export function linkedPermissionStep(
  provider: string,
  role: StreamRole,
  service: Service,
  target: string,
  account: Account,
  entry: StepDiagnosis,
): StepDiagnosis {
  const permission = permissionStep(role, service, target, account);
  if (!passes(entry) || !passes(permission)) return permission;
  const tags = neededTags(service, target, account);
  if (tags.state === 'unreadable') return permission;
  const carried = tags.state === 'known' ? tags.value : [];
  return together(permission, diagnoseLinks(role, provider, service, target, account, carried));
}

/** Some correct sign-ins come through. */
const passes = ({ status }: StepDiagnosis): boolean => status === 'works' || status === 'limited';
