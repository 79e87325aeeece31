import type { StepDiagnosis } from '../model/diagnosis.ts';
import { absent } from '../model/fact.ts';
import type { Directory } from '../model/snapshot.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { isOfIdentityCenter } from '../model/directory-kind.ts';
import { blocked, missing, together, undetermined, works } from './diagnoses.ts';

/** The directory as the target of a sign-in: registered, with SAML authentication enabled, its domain reachable. */
export const diagnoseDirectory = (directory: Directory, account: Account): StepDiagnosis =>
  together(diagnoseRegistration(directory, account), diagnoseSaml(directory));

/** Whether WorkSpaces has the directory registered, and Directory Service its domain running. */
const diagnoseRegistration = (directory: Directory, account: Account): StepDiagnosis =>
  together(registration(directory), diagnoseDomain(directory, account));

/** Whether WorkSpaces has the directory registered. */
function registration({ arn, id, state, errorMessage }: Directory): StepDiagnosis {
  if (state === 'REGISTERED') return works;
  if (state === 'ERROR') {
    const reason = errorMessage === undefined ? '; AWS gives no reason' : `: ${errorMessage.replace(/[.\s]+$/, '')}`;
    return blocked({
      cause: { kind: 'directory-registration-failed', parameters: {} },
      resource: arn,
      message: `The registration of directory ${id} with WorkSpaces failed${reason}.`,
      userSees: userSees('registration-service'),
    });
  }
  if (state === undefined || !moving.includes(state))
    return undetermined(`Cannot determine whether directory ${id} is registered: its state is ${state ?? 'missing'}.`);
  return blocked({
    cause: { kind: 'directory-not-registered', parameters: { state } },
    resource: arn,
    message: `Directory ${id} is ${state}, so no WorkSpace of it can be reached.`,
    userSees: userSees('registration-service'),
  });
}

const moving: readonly string[] = ['REGISTERING', 'DEREGISTERING', 'DEREGISTERED'];

/** Whether users can sign in with SAML 2.0. */
function diagnoseSaml(directory: Directory): StepDiagnosis {
  const { arn, id, saml } = directory;
  // Whatever the setting says.
  if (isOfIdentityCenter(directory)) {
    return blocked({
      cause: { kind: 'saml-not-supported', parameters: {} },
      resource: arn,
      message: `The users of directory ${id} are those of IAM Identity Center, for which AWS does not support SAML 2.0 federation.`,
      userSees: 'The client opens the sign-in page of IAM Identity Center',
    });
  }
  if (saml.status === 'ENABLED' || saml.status === 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK') return works;
  if (saml.status !== 'DISABLED')
    return undetermined(
      `Cannot determine whether SAML authentication is enabled: the status of directory ${id} is ${saml.status}.`,
    );
  return blocked({
    cause: { kind: 'directory-saml-disabled', parameters: {} },
    resource: arn,
    message: `SAML authentication is disabled in directory ${id}, so the client never opens the identity provider.`,
    userSees: userSees('password-asked'),
  });
}

/** Stages of AWS Directory Service in which nobody can sign in to the domain. */
const unusable: readonly string[] = [
  'Requested',
  'Creating',
  'Created',
  'Inoperable',
  'Restoring',
  'RestoreFailed',
  'Deleting',
  'Deleted',
  'Failed',
];

/** What Directory Service says of the domain behind the directory. */
export function diagnoseDomain({ arn, id, region }: Directory, account: Account): StepDiagnosis {
  const description = account.snapshot.byRegion[region]?.directoryService[id] ?? absent();
  if (description.state === 'unreadable') return missing(description);
  if (description.state === 'absent') return works;
  const { stage, radiusStatus } = description.value;
  if (stage !== undefined && unusable.includes(stage)) {
    return blocked({
      cause: { kind: 'directory-not-active', parameters: { stage } },
      resource: arn,
      message: `AWS Directory Service reports that directory ${id} is ${stage}, so no user can sign in to its domain.`,
    });
  }
  if (stage !== undefined && stage !== 'Active')
    return undetermined(
      `Cannot determine whether users can sign in to the domain: AWS Directory Service reports that directory ${id} is ${stage}.`,
    );
  return radiusStatus === 'Failed'
    ? undetermined(
        `Cannot determine whether users can sign in to the domain: directory ${id} does not reach its RADIUS servers.`,
      )
    : works;
}
