import type { Diagnosis } from '../model/diagnosis.ts';
import type { Account } from './account.ts';
import { diagnoseProvider } from './provider-diagnosis.ts';
import { triedProviders } from './questions.ts';
import type { StreamRole } from './stream-role.ts';
import { diagnoseTrust } from './trust-diagnosis.ts';

/**
 * Why no correct sign-in at all can assume the role, through whatever provider; `undefined` where one can, or where that
 * cannot be determined. A role like that has one problem, and nothing else about its sign-ins is worth a finding.
 */
export function lockedOut(role: StreamRole, account: Account): Diagnosis | undefined {
  const reasons = triedProviders(role, account).map((provider) => refusal(role, provider, account));
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

/** Why no correct sign-in through this provider can assume the role. */
export function refusal(role: StreamRole, provider: string, account: Account): Diagnosis | undefined {
  const exists = diagnoseProvider(role, provider, account);
  if (exists.status === 'blocked') return exists.causes[0];
  const trust = diagnoseTrust(role, provider, account);
  return trust.status === 'blocked' ? trust.causes[0] : undefined;
}
