import type { Account } from '../../lib/federation/account.ts';
import { asSamlRole } from '../../lib/federation/saml-role.ts';
import { misspelledStream } from '../../lib/federation/spelling.ts';
import { spellingOfKey } from '../../lib/policy/keys.ts';
import { identityCenterPath, services, streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { parsePolicy, type PolicyVersion, type Statement } from '../../lib/policy/document.ts';
import { actionMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { variableKeys } from '../../lib/policy/variables.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { assumableWithSaml, noConsoleRole } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-well-formed',
  title: 'Streaming permissions use actions, condition keys and variables that AWS has',
  severity: 'medium',
  effect: 'locked-out',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3.4'),
    appstreamGuide('Step 3.5'),
    {
      title: 'Service Authorization Reference, Amazon WorkSpaces',
      url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonworkspaces.html',
    },
  ],
  statements: ['W10', 'L9'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'Signing in works; starting the session ends with "not authorized". Nothing where it is a Deny.',
  remediation:
    'Correct the spelling that the evidence shows; check the policy with IAM Access Analyzer before saving it.',
  evaluate: {
    'iam.role': { scope: [assumableWithSaml, noConsoleRole], judge },
    account: { scope: [], judge: judgeOtherRoles },
  },
});

interface Fault {
  readonly message: string;
  readonly evidence: Evidence;
}

function judge(role: StreamRole): Verdict {
  need(role.trust);
  const documents = readable(role);
  // A misspelling is one, whatever else could not be read.
  const verdict = failed([...documents.flatMap(actionFaults), ...documents.flatMap(conditionFaults)]);
  if (verdict !== undefined) return verdict;
  need(role.policies);
  const [doubt] = documents.flatMap(doubts);
  if (doubt !== undefined) return unknown(`Whether the policy is well-formed cannot be told: ${doubt}.`);
  return pass('AWS has every action, condition key and variable that the streaming permissions use.');
}

/** A role whose only Stream action is misspelled may not stream at all, so it is none of the roles judged above. */
function judgeOtherRoles(account: Account): Verdict {
  const streamRoles = list(account.streamRoles);
  const judged = new Set(streamRoles.map(({ role }) => role.arn));
  const others = list(account.snapshot.roles).flatMap((role) => {
    if (judged.has(role.arn) || role.path.startsWith(identityCenterPath)) return [];
    const saml = asSamlRole(role);
    return saml === undefined ? [] : [{ name: role.name, documents: saml.documents }];
  });
  // A role whose policies could not be read may be one of the others.
  for (const { scope, policies } of streamRoles) if (scope === 'undetermined') need(policies);
  if (others.length === 0)
    return notApplicable('Every role that SAML users may assume is a streaming role, and judged by itself.');
  const faults = others.flatMap(({ name, documents }) =>
    documents.flatMap(actionFaults).map(({ message, evidence }): Fault => ({
      message: `Role ${name} may not stream: ${message}`,
      evidence: { ...evidence, path: `${name}/${evidence.path}` },
    })),
  );
  return failed(faults) ?? pass('No other role that SAML users may assume has a misspelled Stream action.');
}

function failed(faults: readonly Fault[]): Verdict | undefined {
  const [first, ...others] = faults.map(({ evidence }) => evidence);
  if (first === undefined) return undefined;
  return fail(faults.map(({ message }) => `${message}.`).join(' '), [first, ...others]);
}

function readable({ role, policies }: StreamRole): readonly NamedDocument[] {
  if (policies.state === 'known') return policies.value;
  if (role.policies.state !== 'known') return [];
  return role.policies.value.flatMap(({ name, document }) => {
    const parsed = document.state === 'known' ? parsePolicy(document.value) : undefined;
    return parsed?.ok === true ? [{ name, document: parsed.document }] : [];
  });
}

const place = (policy: string, { index }: Statement, element: string): string =>
  `${policy}.Statement[${index}].${element}`;

const actionFaults = ({ name, document: { statements } }: NamedDocument): readonly Fault[] =>
  statements.flatMap((statement) =>
    statement.actions.patterns.flatMap((action): Fault[] => {
      const meant = misspelledStream(action);
      if (meant === undefined) return [];
      const path = place(name, statement, statement.actions.negated ? 'NotAction' : 'Action');
      return [
        {
          message: `${path} names ${action}, an action that AWS does not have`,
          evidence: { path, actual: action, expected: meant },
        },
      ];
    }),
  );

const conditionFaults = ({ name, document }: NamedDocument): readonly Fault[] =>
  document.statements.filter(isAboutStreaming).flatMap((statement) => {
    const keys = statement.conditions
      .filter(({ key }) => spellingOfKey(key).kind === 'wrong')
      .map(({ operator, keyAsWritten }): Fault => {
        const path = place(name, statement, `Condition.${operator.asWritten}`);
        const evidence = { path, actual: keyAsWritten, expected: `${serviceOf(statement)}:userId` };
        return { message: `${path} asks for ${keyAsWritten}, a condition key that AWS does not have`, evidence };
      });
    const variables = namedVariables(statement, document.version)
      .filter((key) => spellingOfKey(key).kind === 'wrong')
      .map((key): Fault => {
        const path = place(name, statement, 'Condition');
        const evidence = { path, actual: `\${${key}}`, expected: '${saml:sub}' };
        return { message: `${path} uses \${${key}}, a variable that AWS does not have`, evidence };
      });
    return [...keys, ...variables];
  });

const doubts = ({ document }: NamedDocument): readonly string[] =>
  document.statements
    .filter(isAboutStreaming)
    .flatMap((statement) => [
      ...statement.conditions
        .filter(({ operator }) => operator.base === undefined)
        .map(({ operator }) => `${operator.asWritten} is not a condition operator that IAM documents`),
      ...[
        ...statement.conditions.map(({ keyAsWritten }) => keyAsWritten),
        ...namedVariables(statement, document.version),
      ]
        .filter((key) => spellingOfKey(key).kind === 'not known')
        .map((key) => `this tool does not know whether there is a condition key ${key}`),
    ]);

const isAboutStreaming = (statement: Statement): boolean =>
  services.some((service) => actionMatches(statement, streamAction(service)));

const serviceOf = (statement: Statement) =>
  services.find((service) => actionMatches(statement, streamAction(service))) ?? 'workspaces';

const namedVariables = (statement: Statement, version: PolicyVersion | undefined): readonly string[] =>
  [...statement.conditions.flatMap(({ values }) => values), ...(statement.resources?.patterns ?? [])].flatMap((value) =>
    variableKeys(value, version),
  );
