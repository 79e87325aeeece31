import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { blocked, missing, works } from '../federation/diagnoses.ts';
import type { StreamRole } from '../federation/stream-role.ts';
import { userSees } from '../saml/sign-in-errors.ts';

/** Whether AWS accepts an assertion of the provider at all: the provider exists in this account. */
export function assertionStep(provider: string, { role }: StreamRole, account: Account): StepDiagnosis {
  const providers = account.snapshot.samlProviders;
  if (providers.state === 'unreadable') return missing(providers);
  const arns = providers.state === 'known' ? providers.value.map(({ arn }) => arn) : [];
  if (arns.includes(provider)) return works;
  return blocked({
    cause: { kind: 'provider-missing', parameters: { provider } },
    resource: role.arn,
    message: `SAML provider ${provider} does not exist in this account.`,
    userSees: userSees('provider-missing'),
  });
}
