import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Fact } from '../model/fact.ts';
import type { DirectoryConfig, Stack } from '../model/snapshot.ts';
import type { Account } from './account.ts';
import { authorityReadiness } from './certificate-auth.ts';
import { blocked, missing, together, works } from './diagnoses.ts';

/** Users of such a directory config have no password to fall back to. */
const withoutPasswordFallback = 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK';

/**
 * Whether a session of a stack can open Windows: with certificates and without a password beside them, the certificate
 * authority must be able to issue. WorkSpaces always falls back to the password, so no session of it is blocked here.
 */
export function diagnoseSession(stack: Stack, account: Account): StepDiagnosis {
  if (stack.fleets.state !== 'known') return works;
  const names = stack.fleets.value;
  const fleets = account.fleets(stack.region);
  if (fleets.state === 'unreadable') return missing(fleets);
  const domains = valuesOf(fleets).flatMap(({ name, directoryName }) =>
    names.includes(name) && directoryName !== undefined ? [directoryName.toLowerCase()] : [],
  );
  if (domains.length === 0) return works;
  const configs = account.directoryConfigs(stack.region);
  if (configs.state === 'unreadable') return missing(configs);
  return together(
    ...valuesOf(configs)
      .filter(({ directoryName }) => domains.includes(directoryName.toLowerCase()))
      .map((config) => diagnoseCertificates(config, account)),
  );
}

const valuesOf = <T>(fact: Fact<readonly T[]>): readonly T[] => (fact.state === 'known' ? fact.value : []);

/** Certificates of one directory config, as far as they alone open a session. */
function diagnoseCertificates(config: DirectoryConfig, account: Account): StepDiagnosis {
  const { certificateAuth, directoryName, region, arn } = config;
  if (certificateAuth.status !== withoutPasswordFallback) return works;
  const { faults, doubts } = authorityReadiness(certificateAuth, region, account);
  const [fault] = faults;
  const open: StepDiagnosis = {
    status: doubts.length > 0 ? 'unknown' : 'works',
    causes: [],
    uncertainties: doubts.map(({ reason, unread }) => ({
      message: `Cannot determine whether users of ${directoryName} can sign in to Windows: ${reason}.`,
      ...(unread === undefined ? {} : { unread }),
    })),
  };
  if (fault === undefined) return open;
  const authority = certificateAuth.certificateAuthorityArn ?? 'none';
  return together(
    open,
    blocked({
      cause: { kind: 'certificate-authority-cannot-issue', parameters: { authority } },
      resource: arn,
      message: `Users of ${directoryName} cannot sign in to Windows, because no password is allowed beside certificates. ${fault.path} is ${fault.actual}, expected ${fault.expected ?? 'another value'}.`,
    }),
  );
}
