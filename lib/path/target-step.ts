import { parseArn } from '../model/arn.ts';
import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { blocked, missing } from '../federation/diagnoses.ts';
import { diagnoseDirectory } from '../federation/directory-diagnosis.ts';
import { diagnoseStack } from '../federation/stack-diagnosis.ts';
import type { Service } from '../federation/stream-role.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { nearest } from '../text/nearest.ts';
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
  return directory.state === 'absent' ? gone(target, 'does not exist') : diagnoseDirectory(directory.value, account);
}

function stackStep(target: string, account: Account): StepDiagnosis {
  const stack = findStack(target, account);
  if (stack.state === 'unreadable') return missing(stack);
  if (stack.state === 'known') return diagnoseStack(stack.value, account);
  const [nearName] = nearStacks(target, account);
  const step = gone(target, 'does not exist (names are case-sensitive)');
  return nearName === undefined
    ? step
    : { ...step, causes: step.causes.map((cause) => ({ ...cause, suggestion: nearName })) };
}

/** A stack of the same Region whose name is near: it was renamed, or the policy misspells it. */
function nearStacks(target: string, account: Account): readonly string[] {
  const stacks = account.stacks(parseArn(target)?.region ?? '');
  const arns = stacks.state === 'known' ? stacks.value.map(({ arn }) => arn) : [];
  const near = nearest(nameOf(target), arns.map(nameOf));
  return arns.filter((arn) => nameOf(arn) === near);
}

const nameOf = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

const gone = (target: string, how: string): StepDiagnosis =>
  blocked({
    cause: { kind: 'target-missing', parameters: { target } },
    resource: target,
    message: `${target} ${how}.`,
    userSees: userSees('request-arn-invalid'),
  });
