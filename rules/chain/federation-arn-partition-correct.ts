import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { lockedOut } from '../../lib/federation/role-entry.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Cause, Evidence } from '../../lib/model/finding.ts';
import type { Directory, DirectoryConfig } from '../../lib/model/snapshot.ts';
import { isNegated, isPresenceTest } from '../../lib/policy/operators.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { classifyAudience, usualAudience } from '../../lib/saml/audiences.ts';
import { partitionOfRegion } from '../../lib/saml/regions.ts';
import { registered } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { assumableWithSaml, noConsoleRole } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type FailureDetails, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'federation-arn-partition-correct',
  title: "Every ARN and sign-in URL of the chain belongs to the account's partition",
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 3.3 (GovCloud ARN)'),
    appstreamGuide('Step 3.3 (GovCloud ARN)'),
    iamGuide('Amazon Resource Names', 'reference-arns'),
  ],
  statements: ['P4', 'W5', 'L5'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    'iam:ListSAMLProviders',
    'workspaces:DescribeWorkspaceDirectories',
    'appstream:DescribeDirectoryConfigs',
  ],
  userSees:
    'AccessDenied for sts:AssumeRoleWithSAML (wrong principal or audience), or "not authorized" when the session starts (wrong resource).',
  remediation: "Write the account's own partition in the ARN or URL that the evidence names.",
  evaluate: {
    'iam.role': { scope: [assumableWithSaml, noConsoleRole], judge: judgeRole },
    'iam.saml-provider': { scope: [], judge: ({ arn }, account) => judgeArns([['Arn', arn]], account) },
    'workspaces.directory': { scope: [registered], judge: judgeCertificateAuthority },
    'appstream.directory-config': { scope: [], judge: judgeCertificateAuthority },
  },
});

type Named = readonly [path: string, value: string];

function judgeRole(role: StreamRole, account: Account): Verdict {
  const resources = role.grants.flatMap(({ policy, statement }) =>
    (statement.resources?.patterns ?? []).map((pattern): Named => [
      `${policy.name}.Statement[${statement.index}].Resource`,
      pattern,
    ]),
  );
  const trust = role.trust.state === 'known' ? role.trust.value : undefined;
  const wrong = [
    ...(trust === undefined
      ? []
      : [...principals(trust).flatMap((named) => wrongArn(named, account)), ...wrongAudiences(trust, account)]),
    ...resources.flatMap((named) => wrongArn(named, account)),
  ];
  // What is wrong is wrong, whatever else could not be read.
  const [first, ...others] = wrong;
  if (first !== undefined) {
    const verdict = failed([first, ...others], account);
    const cause = audienceCause(role, wrong, account);
    return cause === undefined || verdict.status !== 'fail' ? verdict : { ...verdict, because: cause };
  }
  need(role.trust);
  need(role.policies);
  return passed(account);
}

/** Where only audiences are wrong and they lock all users out, that is what the trust policy's own rule reports. */
function audienceCause(role: StreamRole, wrong: readonly Evidence[], account: Account): FailureDetails['because'] {
  if (wrong.some(({ path }) => !/saml:aud$/i.test(path))) return undefined;
  const reason = lockedOut(role, account);
  return reason === undefined ? undefined : { cause: reason.cause, resource: reason.resource };
}

function judgeCertificateAuthority(subject: Directory | DirectoryConfig, account: Account): Verdict {
  const arn = subject.certificateAuth.certificateAuthorityArn;
  if (subject.certificateAuth.status === 'DISABLED' || arn === undefined) {
    return notApplicable('Certificate-based authentication is off: no certificate authority is named.');
  }
  return judgeArns([['CertificateBasedAuthProperties.CertificateAuthorityArn', arn]], account);
}

function judgeArns(named: readonly Named[], account: Account): Verdict {
  const [first, ...others] = named.flatMap((one) => wrongArn(one, account));
  return first === undefined ? passed(account) : failed([first, ...others], account);
}

const passed = (account: Account): Verdict => pass(`Every ARN and sign-in URL is of partition ${account.partition}.`);

const failed = (evidence: readonly [Evidence, ...Evidence[]], account: Account): Verdict => {
  const [first, ...others] = evidence.map(({ path, actual }) => causeOf(path, actual));
  return fail(
    `${evidence.map(({ actual }) => actual).join(', ')}: not of partition ${account.partition}, so it never matches.`,
    evidence,
    {
      ...(first === undefined ? {} : { cause: first }),
      otherCauses: others,
      remediation: `Replace ${evidence.map(({ actual, expected }) => `${actual} with ${expected ?? ''}`).join(', and ')}.`,
    },
  );
};

/** The same cause as the step of a sign-in path has that it blocks. */
function causeOf(path: string, value: string): Cause {
  if (path.endsWith('.Resource')) return { kind: 'target-of-another-partition', parameters: { target: value } };
  if (path.endsWith('.Principal.Federated')) return { kind: 'provider-missing', parameters: { provider: value } };
  return { kind: 'name-of-another-partition', parameters: { name: value } };
}

const principals = (trust: PolicyDocument): Named[] =>
  samlStatements(trust).flatMap((statement) =>
    (statement.principal?.federated ?? []).map((arn): Named => [
      `AssumeRolePolicyDocument.Statement[${statement.index}].Principal.Federated`,
      arn,
    ]),
  );

/** An ARN of another partition, or one whose Region is of another partition than the ARN says. */
function wrongArn([path, value]: Named, account: Account): Evidence[] {
  const arn = parseArn(value);
  if (arn === undefined || /[*?]/.test(arn.partition)) return [];
  const ofRegion = /[*?]/.test(arn.region) || arn.region === '' ? undefined : partitionOfRegion(arn.region);
  if (arn.partition === account.partition && (ofRegion === undefined || ofRegion === account.partition)) return [];
  return [{ path, actual: value, expected: value.replace(/^arn:[^:]*:/, `arn:${account.partition}:`) }];
}

/** Audiences that a positive condition asks for although they are another partition's sign-in URL. */
const wrongAudiences = (trust: PolicyDocument, account: Account): Evidence[] =>
  samlStatements(trust).flatMap((statement) =>
    statement.conditions.flatMap(({ key, operator, values, keyAsWritten }) => {
      if (
        key !== 'saml:aud' ||
        operator.base === undefined ||
        isPresenceTest(operator.base) ||
        isNegated(operator.base)
      )
        return [];
      return values
        .filter((value) => classifyAudience(account.partition, value).kind === 'other-partition')
        .map((value) => ({
          path: `AssumeRolePolicyDocument.Statement[${statement.index}].Condition.${operator.asWritten}.${keyAsWritten}`,
          actual: value,
          expected: usualAudience(account.partition),
        }));
    }),
  );
