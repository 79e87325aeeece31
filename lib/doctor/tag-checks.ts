import { attributesNamed, tagsOf, type Assertion } from './assertion.ts';
import { singleValue, strangers } from './assertion-checks.ts';
import { listed, notApplicable, pass, refused, unknown, wrong, type CheckResult } from './check.ts';

/** What a directory or stack needs to find in the session tags. */
export interface TagNeed {
  /** Directory or stack, for people. */
  readonly target: string;
  readonly tags: readonly string[];
  /** One of them is enough. */
  readonly any: boolean;
  /** A sentence: why. */
  readonly because: string;
}

const tagCharacter = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

/** What each directory or stack that the sign-in may lead to needs; a sentence where that could not be read. */
export type TargetNeeds = readonly (readonly TagNeed[] | string)[];

/** Names of tags are configured by administrators, so they are shown; values never are. */
export function checkPrincipalTags(assertion: Assertion, targets: TargetNeeds): CheckResult {
  const tags = tagsOf(assertion);
  const malformed = malformedTag(tags);
  if (malformed !== undefined) return malformed;
  const answers = targets.map((needs) => (typeof needs === 'string' ? needs : missingTag(assertion, needs)));
  const failing = answers.find((answer) => typeof answer === 'object');
  const open = answers.find((answer) => typeof answer === 'string');
  const fine = answers.some((answer) => answer === undefined);
  if (typeof failing === 'object' && !fine && open === undefined) return failing;
  if (typeof failing === 'object') {
    return unknown(`${failing.message} Give the relay state to check one directory or stack.`);
  }
  if (typeof open === 'string' && !fine) return unknown(open);
  if (tags.length === 0) return notApplicable('No session tags are sent, and none is needed.');
  const names = listed([...new Set(tags.map(({ name }) => name))].slice(0, 10));
  return pass(`${tags.length} session ${tags.length === 1 ? 'tag' : 'tags'}: ${names}.`);
}

function missingTag(assertion: Assertion, needs: readonly TagNeed[]): CheckResult | undefined {
  const names = new Set(tagsOf(assertion).map(({ name }) => name));
  for (const { target, tags: needed, any, because } of needs) {
    const missing = needed.filter((name) => !names.has(name));
    if (missing.length === 0 || (any && missing.length < needed.length)) continue;
    const cased = missing.filter((name) => [...names].some((sent) => sent.toLowerCase() === name.toLowerCase()));
    const nearly = wronglyNamed(assertion, missing);
    const hint =
      cased.length > 0
        ? ` ${listed(cased)} is sent in another letter case.`
        : nearly
          ? ' An attribute is almost named so: its name is not exactly that of AWS.'
          : '';
    const which = `${any && needed.length > 1 ? 'any of ' : ''}${listed(missing.map((name) => `PrincipalTag:${name}`))}`;
    return wrong(`The assertion does not send ${which}. ${because}${hint}`, {
      fix: `Send ${listed((any ? needed : missing).map((name) => `https://aws.amazon.com/SAML/Attributes/PrincipalTag:${name}`))} for ${target}.`,
      ...(missing.includes('Email') ? { userSees: 'launch-failed' as const } : {}),
    });
  }
  return undefined;
}

const wronglyNamed = ({ attributes }: Assertion, missing: readonly string[]): boolean =>
  attributes.some(({ name }) =>
    missing.some((tag) => name.toLowerCase().replaceAll(/\s/g, '').endsWith(`principaltag:${tag.toLowerCase()}`)),
  );

function malformedTag(tags: ReturnType<typeof tagsOf>): CheckResult | undefined {
  const fix =
    'Correct the attribute in the identity provider: one value of at most 256 letters, digits, spaces and _ . : / = + - @.';
  const userSees = 'tags-not-validated' as const;
  if (tags.length > 50) return refused(`The assertion sends ${tags.length} session tags, and AWS accepts 50.`, { fix });
  for (const { name, values } of tags) {
    const [value] = values;
    const what = `PrincipalTag:${name.length > 128 ? '(a long name)' : name}`;
    if (name === '' || name.length > 128)
      return refused(`${what} has a name of ${name.length} characters, and AWS accepts 1 to 128.`, { fix });
    if (/^aws:/i.test(name)) return refused(`${what} begins with aws:, which AWS reserves.`, { fix });
    if (values.length > 1)
      return refused(`${what} has ${values.length} values, and AWS accepts one.`, { fix, userSees });
    if (value === undefined) return refused(`${what} has no value element.`, { fix, userSees });
    if (value.length > 256)
      return refused(`${what} has ${value.length} characters, and AWS accepts 256.`, { fix, userSees });
    if (value !== value.trim())
      return refused(`White space surrounds the value of ${what}.`, { fix, userSees: 'invalid-response' });
    const others = strangers(value, tagCharacter);
    if (others.length > 0)
      return refused(`The value of ${what} holds ${listed(others)}, which AWS does not accept.`, { fix, userSees });
    if (name === 'Email' && value === '') {
      return wrong(`${what} is empty.`, { fix: 'Map it to the email address of the user.', userSees: 'launch-failed' });
    }
  }
  const seen = new Set<string>();
  for (const { name } of tags) {
    if (seen.has(name.toLowerCase()))
      return refused(`PrincipalTag:${name} is sent twice; letter case does not count.`, { fix });
    seen.add(name.toLowerCase());
  }
  return undefined;
}

export function checkTransitiveTagKeys(assertion: Assertion): CheckResult {
  const keys = transitiveTagKeysOf(assertion);
  if (keys.length === 0) return notApplicable('TransitiveTagKeys is not sent.');
  const sent = new Set(tagsOf(assertion).map(({ name }) => name.toLowerCase()));
  const missing = keys.filter((key) => !sent.has(key.toLowerCase()));
  if (missing.length === 0)
    return pass(`Every key of TransitiveTagKeys is a session tag: ${listed(keys.slice(0, 10))}.`);
  const count = missing.length === 1 ? 'One key' : `${missing.length} keys`;
  return refused(`${count} of TransitiveTagKeys is not among the session tags of the assertion.`, {
    fix: 'Send a PrincipalTag attribute for every key of TransitiveTagKeys, or take the key away.',
  });
}

export const transitiveTagKeysOf = (assertion: Assertion): readonly string[] =>
  attributesNamed(assertion, 'TransitiveTagKeys').flatMap(({ values }) => values);

/** The form of SourceIdentity; whether the role allows one is asked of its trust policy. */
export function checkSourceIdentity(assertion: Assertion): CheckResult {
  const fix = 'Send SourceIdentity with 2 to 64 letters, digits and _+=,.@-, or do not send it.';
  const found = singleValue(assertion, 'SourceIdentity');
  if (found === undefined) return notApplicable('SourceIdentity is not sent.');
  const userSees = 'source-identity-malformed' as const;
  if ('problem' in found) return refused(found.problem, { fix, userSees });
  const { value } = found;
  if (/^aws:/i.test(value)) return refused('SourceIdentity begins with aws:, which AWS reserves.', { fix, userSees });
  if (value.length < 2) return refused('SourceIdentity has fewer than 2 characters.', { fix, userSees });
  const others = strangers(value, /[\w+=,.@-]/);
  if (others.length > 0)
    return refused(`SourceIdentity holds ${listed(others)}, which AWS does not accept.`, { fix, userSees });
  if (value.length > 256)
    return refused(`SourceIdentity has ${value.length} characters, and AWS accepts 256.`, { fix, userSees });
  return value.length > 64
    ? unknown('SourceIdentity has more than 64 characters; the pages of AWS name 64 and 256 as the limit.')
    : pass('SourceIdentity is sent, in the form that AWS accepts.');
}
