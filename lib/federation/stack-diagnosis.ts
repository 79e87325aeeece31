import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Stack } from '../model/snapshot.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { blocked, limited, missing, works } from './diagnoses.ts';

/**
 * The stack as the target of a sign-in: a fleet must be associated. Fleets that are stopped limit it to the time when
 * they run, which is how schedules save cost.
 */
export function diagnoseStack({ arn, name, region, fleets }: Stack, account: Account): StepDiagnosis {
  if (fleets.state === 'unreadable') return missing(fleets);
  const names = fleets.state === 'known' ? fleets.value : [];
  if (names.length === 0) {
    return blocked({
      cause: { kind: 'stack-without-fleet', parameters: {} },
      resource: arn,
      message: `No fleet is associated with stack ${name}, so there is nothing to stream.`,
      userSees: userSees('no-streaming-resources'),
    });
  }
  const listed = account.fleets(region);
  if (listed.state === 'unreadable') return missing(listed);
  if (listed.state === 'absent') return works;
  const states = names.map((fleet) => listed.value.find((candidate) => candidate.name === fleet)?.state);
  if (states.some((state) => state === undefined || state === 'RUNNING')) return works;
  return limited({
    cause: { kind: 'fleets-not-running', parameters: {} },
    resource: arn,
    message: `Users can stream stack ${name} only while a fleet runs: ${names.join(', ')} is ${[...new Set(states)].join(', ')}.`,
    userSees: userSees('no-streaming-resources'),
  });
}
