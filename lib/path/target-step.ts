import { parseArn } from '../model/arn.ts';
import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { blocked, missing, works } from '../federation/diagnoses.ts';
import type { Service } from '../federation/stream-role.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { findDirectory, findStack } from './find-target.ts';

/** Whether the directory or stack is there and ready to be signed in to. */
export function targetStep(service: Service, target: string, account: Account): StepDiagnosis {
  const arn = parseArn(target);
  if (arn === undefined) return gone(target, 'is not an ARN');
  if (arn.partition !== account.partition) return gone(target, 'is of another partition');
  if (arn.account !== account.id) return gone(target, 'is of another account');
  return service === 'workspaces' ? directoryStep(target, account) : stackStep(target, account);
}

function directoryStep(target: string, account: Account): StepDiagnosis {
  const directory = findDirectory(target, account);
  if (directory.state === 'unreadable') return missing(directory);
  if (directory.state === 'absent') return gone(target, 'does not exist');
  const { state, saml, id } = directory.value;
  const of = (kind: string, message: string, sees: string): Diagnosis => ({
    cause: { kind, parameters: {} },
    resource: target,
    message,
    userSees: sees,
  });
  if (state !== undefined && state !== 'REGISTERED')
    return blocked(of('directory-not-registered', `Directory ${id} is ${state}.`, userSees('redirect-uri')));
  if (saml.status === 'DISABLED')
    return blocked(
      of('directory-saml-disabled', `SAML authentication is disabled in directory ${id}.`, userSees('password-asked')),
    );
  return works;
}

function stackStep(target: string, account: Account): StepDiagnosis {
  const stack = findStack(target, account);
  if (stack.state === 'unreadable') return missing(stack);
  if (stack.state === 'absent') return gone(target, 'does not exist (names are case-sensitive)');
  const { fleets, name } = stack.value;
  if (fleets.state === 'unreadable') return missing(fleets);
  if (fleets.state === 'known' && fleets.value.length > 0) return works;
  return blocked({
    cause: { kind: 'stack-without-fleet', parameters: {} },
    resource: target,
    message: `Stack ${name} has no fleet.`,
    userSees: userSees('no-streaming-resources'),
  });
}

const gone = (target: string, how: string): StepDiagnosis =>
  blocked({
    cause: { kind: 'target-missing', parameters: { target } },
    resource: target,
    message: `${target} ${how}.`,
    userSees: userSees('request-arn-invalid'),
  });
