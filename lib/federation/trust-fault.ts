import type { Condition, PolicyVersion } from '../policy/document.ts';
import type { Shape } from '../policy/domain.ts';
import { keyInfo, spellingOfKey } from '../policy/keys.ts';
import { factsOf, isNegated, isPresenceTest } from '../policy/operators.ts';
import { splitVariables } from '../policy/variables.ts';
import { classifyAudience, usualAudience } from '../saml/audiences.ts';
import { nearest } from '../text/nearest.ts';
import type { Account } from './account.ts';
import type { ConditionFault } from './condition-fault.ts';
import { nameQualifiers, type ProviderFacts } from './correct-sign-in.ts';
import { nameOf } from './statement-words.ts';

/**
 * Why no correct sign-in through a provider meets a condition, which the caller knows to be so. The first reason that
 * is sure is told; where none is known, the condition speaks for itself.
 */
export function trustFault(
  condition: Condition,
  version: PolicyVersion | undefined,
  facts: ProviderFacts,
  account: Account,
  tags: readonly string[],
): ConditionFault {
  const { key, keyAsWritten, operator, values } = condition;
  const info = keyInfo('assume', key);
  if (info === undefined || info.availability.kind === 'never') return absentKey(keyAsWritten);
  const quoted = values.map((value) => JSON.stringify(value)).join(', ');
  const value = values.join(', ');
  const fault = (kind: string, clause: string, suggestion?: string): ConditionFault => ({
    cause: { kind, parameters: { key: keyAsWritten, value } },
    clause,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  const compared = `${keyAsWritten} is compared with ${quoted}`;
  const general = (): ConditionFault => ({
    cause: {
      kind: 'trust-condition-never-matches',
      parameters: { operator: operator.asWritten, key: keyAsWritten, value },
    },
    clause: `${operator.asWritten} ${keyAsWritten} ${quoted} matches no correct sign-in`,
  });
  if (operator.base === undefined || isPresenceTest(operator.base) || isNegated(operator.base)) return general();
  const { ignoreCase: folded, wildcards } = factsOf(operator.base);
  const all = (test: (value: string) => boolean) => values.length > 0 && values.every(test);

  if (version !== '2012-10-17' && all((one) => /\$\{[^${}:]*:[^${}]*\}/.test(one))) {
    return {
      cause: { kind: 'trust-variable-is-plain-text', parameters: { version: version ?? 'none', key: keyAsWritten } },
      clause: `${version === undefined ? 'the policy has no Version' : `the policy version is ${version}`}, so ${quoted} is literal text and not a variable`,
      suggestion: '"Version": "2012-10-17"',
    };
  }
  if (!wildcards && all((one) => /[*?]/.test(one))) {
    return fault(
      'wildcard-in-exact-comparison',
      `${compared} under ${operator.asWritten}, where * and ? are not wildcards`,
      'StringLike',
    );
  }
  switch (key) {
    case 'aws:tagkeys': {
      const missing = tags.filter((tag) => !values.includes(tag));
      return missing.length === 0
        ? general()
        : fault(
            'tag-key-not-allowed',
            `${compared}, but the sign-ins carry ${tags.map((tag) => `PrincipalTag:${tag}`).join(', ')}`,
            missing.find((tag) => values.some((one) => one.toLowerCase() === tag.toLowerCase())),
          );
    }
    case 'saml:sub_type':
      return subjectTypeFault(values, folded, compared, fault);
    case 'saml:aud':
      return audienceFault(values, wildcards, facts, account, compared, fault);
    case 'saml:iss': {
      const issuers = facts.issuers ?? [];
      return fault(
        'issuer-not-in-metadata',
        `${compared}, but the metadata of ${nameOf(facts.provider)} declares ${issuers.join(', ')}`,
        nearest(values[0] ?? '', issuers) ?? issuers[0],
      );
    }
    case 'saml:doc': {
      const expected = `${account.id}/${nameOf(facts.provider)}`;
      const letters = all((one) => one.toLowerCase() === expected.toLowerCase());
      return fault(
        'document-value',
        letters
          ? `${compared}, which differs from ${expected} in letter case`
          : `${compared}, but the value is always ${expected}`,
        expected,
      );
    }
    case 'saml:namequalifier': {
      const expected = nameQualifiers(facts, account.id)[0]?.documented;
      return fault(
        'name-qualifier-value',
        `${compared}, which is not the name qualifier of ${nameOf(facts.provider)}`,
        expected,
      );
    }
    default: {
      const { shape } = info;
      const bad = shape === undefined ? undefined : strangeCharacter(values, version, wildcards, shape);
      return bad === undefined || shape === undefined
        ? general()
        : fault('character-not-allowed', `${compared}, but STS accepts no "${bad}" in ${keyAsWritten}`);
    }
  }
}

/** Keys that are never part of a SAML sign-in, because they do not exist or belong to other requests. */
function absentKey(keyAsWritten: string): ConditionFault {
  const spelling = spellingOfKey(keyAsWritten);
  if (spelling.kind === 'wrong' && spelling.meant !== undefined) {
    return {
      cause: { kind: 'condition-key-misspelled', parameters: { key: keyAsWritten } },
      clause: `${keyAsWritten} is not a condition key`,
      suggestion: spelling.meant,
    };
  }
  return {
    cause: { kind: 'condition-key-never-present', parameters: { key: keyAsWritten } },
    clause: `${keyAsWritten} is never part of a SAML sign-in`,
  };
}

type MakeFault = (kind: string, clause: string, suggestion?: string) => ConditionFault;

const samlTwo = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

function subjectTypeFault(
  values: readonly string[],
  folded: boolean,
  compared: string,
  fault: MakeFault,
): ConditionFault {
  const all = (test: (value: string) => boolean) => values.every(test);
  const kind = 'subject-type-value';
  if (all((value) => /^https?:\/\//.test(value)))
    return fault(kind, `${compared}, a URL, which belongs in SAML:aud`, 'persistent');
  if (all((value) => value === `${samlTwo}persistent`))
    return fault(kind, `${compared}, but IAM removes that prefix from the value`, 'persistent');
  if (all((value) => !folded && value !== 'persistent' && value.toLowerCase() === 'persistent'))
    return fault(kind, `${compared}, and the comparison is case-sensitive`, 'persistent');
  return fault(kind, `${compared}, but a correct sign-in has persistent`, 'persistent');
}

function audienceFault(
  values: readonly string[],
  wildcards: boolean,
  facts: ProviderFacts,
  account: Account,
  compared: string,
  fault: MakeFault,
): ConditionFault {
  const kind = 'audience-value';
  const meant =
    facts.encryptionRequired && facts.uuid !== undefined
      ? `${usualAudience(account.partition)}/acs/${facts.uuid}`
      : usualAudience(account.partition);
  const places = values.map((value) => classifyAudience(account.partition, value));
  const all = (test: (place: (typeof places)[number], value: string) => boolean) =>
    places.every((place, at) => test(place, values[at] ?? ''));
  if (all((_, value) => value === 'persistent'))
    return fault(kind, `${compared}, which belongs in SAML:sub_type`, meant);
  if (all(({ kind }, value) => kind === 'not-a-url' && !(wildcards && /[*?]/.test(value))))
    return fault(kind, `${compared}, but its value is the Recipient of the assertion, an https URL`, meant);
  const [first] = places;
  if (first?.kind === 'other-partition' && all(({ kind }) => kind === 'other-partition'))
    return fault(kind, `${compared}, a sign-in URL of partition ${first.partition}`, meant);
  if (all((place) => place.kind === 'sign-in' && place.providerUuid !== undefined && place.providerUuid !== facts.uuid))
    return fault(kind, `${compared}, the sign-in URL of another SAML provider`, meant);
  return fault(kind, `${compared}, and AWS receives no assertion there`, meant);
}

/** A character that stands in every value and that STS accepts in none. */
function strangeCharacter(
  values: readonly string[],
  version: PolicyVersion | undefined,
  wildcards: boolean,
  shape: Shape,
): string | undefined {
  const found = values.map((value) => {
    const parts = splitVariables(value, version);
    const text = parts
      .map((part) => (part.kind === 'text' ? part.text : part.kind === 'special' ? part.char : ''))
      .join('');
    return [...text].find((char) => !shape.char.test(char) && !(wildcards && /[*?]/.test(char)));
  });
  return found.every((char) => char !== undefined) ? found[0] : undefined;
}
