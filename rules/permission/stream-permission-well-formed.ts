import type { Account } from '../../lib/federation/account.ts';
import { asSamlRole } from '../../lib/federation/saml-role.ts';
import { misspelledStream } from '../../lib/federation/spelling.ts';
import { spellingOfKey } from '../../lib/policy/keys.ts';
import { identityCenterPath, services, streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import { capitalized, locate, statementName } from '../../lib/federation/statement-words.ts';
import type { Cause, Evidence, StatementLocation } from '../../lib/model/finding.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { parsePolicy, type PolicyVersion, type Statement } from '../../lib/policy/document.ts';
import { actionMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { variableKeys } from '../../lib/policy/variables.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { assumableWithSaml, noConsoleRole } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-well-formed',
  title: 'Streaming permissions use valid actions, condition keys, and variables',
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
  userSees: userSees('not-authorized-to-stream'),
  remediation:
    'Replace the name that does not exist. Before you save the policy, check it with IAM Access Analyzer policy validation.',
  evaluate: {
    'iam.role': { scope: [assumableWithSaml, noConsoleRole], judge },
    account: { scope: [], judge: judgeOtherRoles },
  },
});

interface Fault {
  readonly message: string;
  readonly evidence: Evidence;
  readonly cause: Cause;
  readonly statement: StatementLocation;
  /** A Deny that does not deny what it was meant to. */
  readonly deny: boolean;
  readonly suggestion?: string;
}

function judge(role: StreamRole): Verdict {
  need(role.trust);
  const documents = readable(role);
  // A misspelling is one, whatever else could not be read.
  const verdict = failed([...documents.flatMap(actionFaults), ...documents.flatMap(conditionFaults)]);
  if (verdict !== undefined) return verdict;
  need(role.policies);
  const [doubt] = documents.flatMap(doubts);
  if (doubt !== undefined) return unknown(`Cannot determine whether the policy is valid: ${doubt}.`);
  return pass('All actions, condition keys, and variables in the streaming permissions exist.');
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
    return notApplicable('Every role that SAML users can assume is a streaming role and is checked separately.');
  const faults = others.flatMap(({ name, documents }) =>
    documents.flatMap(actionFaults).map((fault): Fault => ({
      ...fault,
      message: `Role ${name} does not allow streaming: ${lowerFirst(fault.message)}`,
      evidence: { ...fault.evidence, path: `${name}/${fault.evidence.path}` },
    })),
  );
  return failed(faults) ?? pass('No other role that SAML users can assume has a misspelled Stream action.');
}

function failed(faults: readonly Fault[]): Verdict | undefined {
  const [first, ...others] = faults;
  if (first === undefined) return undefined;
  const more =
    others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'name does' : 'names do'} not exist.`;
  const { message, evidence, cause, statement, suggestion } = first;
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  const where = `statement ${statement.index + 1} of policy ${statement.policy}`;
  return fail(`${message}.${meant}${more}`, [evidence, ...others.map((other) => other.evidence)], {
    cause,
    otherCauses: others.map((other) => other.cause),
    statement,
    effect: faults.every(({ deny }) => deny) ? 'at-risk' : 'locked-out',
    remediation: `In ${where}, replace ${evidence.actual} with ${suggestion ?? 'the name that was meant'}. Before you save the policy, check it with IAM Access Analyzer policy validation.`,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

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

/** `Statement 1 (Own) of policy Stream`. */
const named = (policy: string, statement: Statement): string =>
  `${capitalized(statementName(statement))} of policy ${policy}`;

const actionFaults = ({ name, document: { statements } }: NamedDocument): readonly Fault[] =>
  statements.flatMap((statement) =>
    statement.actions.patterns.flatMap((action): Fault[] => {
      const meant = misspelledStream(action);
      if (meant === undefined) return [];
      const element = statement.actions.negated ? 'NotAction' : 'Action';
      return [
        {
          message: `${named(name, statement)} uses the action ${action}, which does not exist`,
          evidence: { path: place(name, statement, element), actual: action, expected: meant },
          cause: { kind: 'action-misspelled', parameters: { action } },
          statement: { ...locate(name, statement), element },
          deny: statement.effect === 'Deny',
          suggestion: meant,
        },
      ];
    }),
  );

const conditionFaults = ({ name, document }: NamedDocument): readonly Fault[] =>
  document.statements.filter(isAboutStreaming).flatMap((statement) => {
    const deny = statement.effect === 'Deny';
    const keys = statement.conditions.flatMap((condition): Fault[] => {
      const { key, keyAsWritten, operator } = condition;
      const spelling = spellingOfKey(key);
      if (spelling.kind !== 'wrong') return [];
      const suggestion = spelling.meant ?? `${serviceOf(statement)}:userId`;
      const path = place(name, statement, `Condition.${operator.asWritten}`);
      return [
        {
          message: `${named(name, statement)} uses the condition key ${keyAsWritten}, which does not exist`,
          evidence: { path, actual: keyAsWritten, expected: suggestion },
          // As the sign-in path has it where the condition is what stops users.
          cause: { kind: 'condition-key-misspelled', parameters: { key: keyAsWritten } },
          statement: locate(name, statement, condition),
          deny,
          suggestion,
        },
      ];
    });
    const variables = namedVariables(statement, document.version)
      .filter((key) => spellingOfKey(key).kind === 'wrong')
      .map((key): Fault => {
        const variable = `\${${key}}`;
        return {
          message: `${named(name, statement)} uses the policy variable ${variable}, which does not exist`,
          evidence: { path: place(name, statement, 'Condition'), actual: variable, expected: '${saml:sub}' },
          cause: { kind: 'variable-misspelled', parameters: { variable } },
          statement: { ...locate(name, statement), element: 'Condition' },
          deny,
          suggestion: '${saml:sub}',
        };
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
