import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { findSession, sessionExists } from '../federation/ask.ts';
import { blocked, missing, undetermined, works } from '../federation/diagnoses.ts';
import { streamAction, type Service, type StreamRole } from '../federation/stream-role.ts';
import { userSees } from '../saml/sign-in-errors.ts';

/** Whether the policies of the role, permissions boundary included, allow users their own session on the target. */
export function permissionStep(role: StreamRole, service: Service, target: string, account: Account): StepDiagnosis {
  if (role.policies.state === 'unreadable') return missing(role.policies);
  const documents = role.policies.state === 'known' ? role.policies.value : [];
  const wish = { role, documents, service, resource: target, session: 'own', subjectType: 'persistent' } as const;
  const granted = sessionExists(account, { ...wish, outcome: 'opened' });
  if (typeof granted === 'object') return undetermined(granted.unclear);
  if (!granted) {
    const refused = findSession(account, { ...wish, outcome: 'refused' });
    const denied = refused.kind === 'found' && refused.found.decision.effect === 'denied';
    return blocked({
      cause: { kind: denied ? 'streaming-denied' : 'streaming-not-allowed', parameters: {} },
      resource: role.role.arn,
      message: denied
        ? `A Deny statement of the role denies ${streamAction(service)}.`
        : `No policy of the role allows users to stream their own session: its conditions never match.`,
      userSees: userSees('not-authorized-to-stream'),
    });
  }
  if (role.boundary.state === 'absent') return works;
  if (role.boundary.state === 'unreadable') return missing(role.boundary);
  const boundary = role.boundary.value;
  const within = sessionExists(account, { ...wish, boundary, outcome: 'opened' });
  if (within === true) return works;
  if (within !== false) return undetermined(within.unclear);
  return blocked({
    cause: { kind: 'boundary-excludes-streaming', parameters: { boundary: boundary.name } },
    resource: role.role.arn,
    message: `Permissions boundary ${boundary.name} does not allow ${streamAction(service)}.`,
    userSees: userSees('not-authorized-to-stream'),
  });
}
