import type { Condition, PolicyVersion } from '../policy/document.ts';
import { isAbsent, keyInfo, spellingOfKey } from '../policy/keys.ts';
import { factsOf } from '../policy/operators.ts';
import { splitVariables } from '../policy/variables.ts';
import type { ConditionFault } from './condition-fault.ts';
import { conditionText } from './statement-words.ts';
import type { Service } from './stream-role.ts';

const ownUser = '${saml:sub}';

/** Why no user's own session meets a condition of a Stream statement, which the caller knows to be so. */
export function permissionFault(
  condition: Condition,
  version: PolicyVersion | undefined,
  service: Service,
): ConditionFault {
  const { key, keyAsWritten, operator, values } = condition;
  const info = keyInfo('stream', key);
  const value = values.join(', ');
  const quoted = values.map((one) => JSON.stringify(one)).join(', ');
  const otherService = /^(workspaces|appstream):userid$/.test(key) && !key.startsWith(`${service}:`);
  if (info === undefined || isAbsent('stream', key) || otherService) return absentKey(condition, service);
  const fault = (kind: string, clause: string, suggestion?: string): ConditionFault => ({
    cause: { kind, parameters: { key: keyAsWritten, value } },
    clause,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  const compared = `${keyAsWritten} is compared with ${quoted}`;
  const all = (test: (one: string) => boolean) => values.length > 0 && values.every(test);
  const facts = operator.base === undefined ? undefined : factsOf(operator.base);

  if (version !== '2012-10-17' && all((one) => /\$\{[^${}:]*:[^${}]*\}/.test(one))) {
    return {
      cause: {
        kind: 'permission-variable-is-plain-text',
        parameters: { version: version ?? 'none', key: keyAsWritten },
      },
      clause: `${version === undefined ? 'the policy has no Version' : `the policy version is ${version}`}, so ${quoted} is literal text and not a variable`,
      suggestion: '"Version": "2012-10-17"',
    };
  }
  if (facts !== undefined && facts.family !== 'presence' && !facts.negated) {
    const without = values.map((one) => missingVariable(one, version));
    const [first] = without;
    if (first !== undefined && without.every((variable) => variable !== undefined)) return first;
    if (key === `${service}:userid`) {
      if (
        all((one) => splitVariables(one, version).some((part) => part.kind === 'variable' && part.key === 'saml:sub'))
      ) {
        return fault(
          'user-id-condition-matches-nobody',
          `${compared}, but it holds exactly the NameID of the user`,
          ownUser,
        );
      }
      if (all((one) => /saml[:.]\s*sub/i.test(one)))
        return fault('user-id-is-literal-text', `${compared}, which is literal text and not a variable`, ownUser);
    }
    if (!facts.wildcards && all((one) => /[*?]/.test(one)))
      return fault(
        'wildcard-in-exact-comparison',
        `${compared} under ${operator.asWritten}, where * and ? are not wildcards`,
        'StringLike',
      );
  }
  return {
    cause: {
      kind: 'stream-condition-never-matches',
      parameters: { operator: operator.asWritten, key: keyAsWritten, value },
    },
    clause: `${conditionText(condition)} matches no request for the user's own session`,
  };
}

/** The fault of a variable that no session gives a value to. */
function missingVariable(value: string, version: PolicyVersion | undefined): ConditionFault | undefined {
  for (const part of splitVariables(value, version)) {
    if (part.kind !== 'variable' || part.fallback !== undefined) continue;
    const variable = `\${${part.key}}`;
    if (spellingOfKey(part.key).kind === 'wrong') {
      return {
        cause: { kind: 'variable-misspelled', parameters: { variable } },
        clause: `${variable} is not a policy variable`,
        suggestion: ownUser,
      };
    }
    if (isAbsent('stream', part.key)) {
      return {
        cause: { kind: 'variable-without-value', parameters: { variable } },
        clause: `${variable} has no value in a session that began with SAML`,
      };
    }
  }
  return undefined;
}

function absentKey({ key, keyAsWritten }: Condition, service: Service): ConditionFault {
  const spelling = spellingOfKey(keyAsWritten);
  const own = `${service}:userId`;
  if (/^(workspaces|appstream):userid$/.test(key)) {
    return {
      cause: { kind: 'condition-key-never-present', parameters: { key: keyAsWritten } },
      clause: `a request for ${service}:Stream never contains ${keyAsWritten}`,
      suggestion: own,
    };
  }
  if (spelling.kind === 'wrong' && spelling.meant !== undefined) {
    return {
      cause: { kind: 'condition-key-misspelled', parameters: { key: keyAsWritten } },
      clause: `${keyAsWritten} is not a condition key`,
      suggestion: spelling.meant,
    };
  }
  const why =
    key.startsWith('saml:') || key.startsWith('sts:')
      ? `${keyAsWritten} is not available after the role is assumed`
      : `a request for ${service}:Stream never contains ${keyAsWritten}`;
  return { cause: { kind: 'condition-key-never-present', parameters: { key: keyAsWritten } }, clause: why };
}
