import { classifyAudience, usualAudience } from '../saml/audiences.ts';
import { clip } from '../text/clip.ts';
import { almostNamed, attributesNamed, type Assertion, type Confirmation } from './assertion.ts';
import { listed, notApplicable, pass, refused, unknown, wrong, type CheckResult } from './check.ts';

/** What is known of the account and of the SAML provider whose assertion it is. */
export interface Receiver {
  readonly partition: string;
  /** The provider's id in its own sign-in URL; `undefined`: not known. */
  readonly uuid: string | undefined;
  /** `undefined`: it could not be read. */
  readonly encryptionRequired: boolean | undefined;
}

// ---------------------------------------------------------------- subject

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

export function checkSubjectConfirmation({ confirmations }: Assertion): CheckResult {
  const fix =
    'Configure the identity provider to send one SubjectConfirmation of method bearer, with Recipient and NotOnOrAfter.';
  const [confirmation] = confirmations;
  if (confirmation === undefined) return refused('The assertion has no SubjectConfirmation.', { fix });
  if (confirmations.length > 1) {
    return refused(`The assertion has ${confirmations.length} SubjectConfirmation elements, and AWS accepts one.`, {
      fix,
    });
  }
  if (confirmation.method !== bearer) return refused('The method of the SubjectConfirmation is not bearer.', { fix });
  const { data } = confirmation;
  if (data === undefined) return refused('The SubjectConfirmation has no SubjectConfirmationData.', { fix });
  const missing = [
    ...(data.recipient === undefined ? ['Recipient'] : []),
    ...(data.notOnOrAfter === undefined ? ['NotOnOrAfter'] : []),
  ];
  if (missing.length > 0) return refused(`The SubjectConfirmationData has no ${listed(missing)}.`, { fix });
  return pass('One SubjectConfirmation of method bearer, with Recipient and NotOnOrAfter.');
}

/** The Recipient, which is what AWS shows as `saml:aud`. */
export const recipientOf = ({ confirmations }: Assertion): string | undefined =>
  confirmations.find(({ data }) => data?.recipient !== undefined)?.data?.recipient;

export function checkRecipient(recipient: string | undefined, receiver: Receiver): CheckResult {
  const { partition, uuid, encryptionRequired } = receiver;
  const usual = usualAudience(partition);
  const own = `${usual}/acs/${uuid ?? '<UUID of the provider>'}`;
  const expected = encryptionRequired === true ? own : usual;
  const fix = `Configure ${expected} as assertion consumer service URL (single sign-on URL) in the identity provider.`;
  if (recipient === undefined) return refused('The assertion names no Recipient.', { fix });
  const shown = withoutQuery(recipient);
  const place = classifyAudience(partition, recipient);
  switch (place.kind) {
    case 'sign-in': {
      const { providerUuid } = place;
      if (providerUuid === undefined) {
        if (encryptionRequired === undefined)
          return unknown('Whether the provider requires encrypted assertions could not be read.');
        return encryptionRequired
          ? refused(`The Recipient is ${shown}, and a provider that requires encryption receives at ${own}.`, { fix })
          : pass(`The Recipient is ${shown}.`);
      }
      if (uuid === undefined) return unknown('The id of the provider, which the Recipient names, could not be read.');
      return providerUuid === uuid
        ? pass(`The Recipient is ${shown}.`)
        : refused(
            'The Recipient is the sign-in URL of another SAML provider, or of this one before it was created again.',
            { fix },
          );
    }
    case 'unknown-path':
      return unknown(`The Recipient ${shown} is on an AWS sign-in host, in a form that AWS does not document.`);
    case 'other-partition':
      return refused(
        `The Recipient ${shown} belongs to partition ${place.partition}, and the account is in ${partition}.`,
        { fix },
      );
    case 'unrecognised':
    case 'not-a-url':
      return refused(`The Recipient ${shown} is no sign-in URL of AWS.`, { fix });
  }
}

/** What an identity provider puts behind a question mark can name the user. */
const withoutQuery = (url: string): string => clip(url.split(/[?#]/u, 1)[0] ?? '', 120);

const audienceUrns: Readonly<Record<string, readonly string[]>> = {
  aws: ['urn:amazon:webservices'],
  'aws-us-gov': ['urn:amazon:webservices:govcloud'],
  'aws-cn': ['urn:amazon:webservices:cn-north-1'],
};

export function checkAudience({ audiences }: Assertion, { partition }: Receiver): CheckResult {
  const urns = audienceUrns[partition];
  const expected = urns?.[0] ?? usualAudience(partition);
  const fix = `Configure ${expected} as audience (SP entity ID) in the identity provider.`;
  if (audiences.length === 0) {
    return refused('The assertion is restricted to no audience.', { fix, userSees: 'audience-missing' });
  }
  const right = audiences.find(
    (audience) => urns?.includes(audience) === true || classifyAudience(partition, audience).kind === 'sign-in',
  );
  if (right !== undefined) return pass(`The audience is ${right}.`);
  const shown = listed(audiences.slice(0, 3).map(withoutQuery));
  const undocumented =
    urns === undefined || audiences.some((audience) => classifyAudience(partition, audience).kind === 'unknown-path');
  if (undocumented) return unknown(`The audience is ${shown}, in a form that AWS does not document.`);
  return refused(`The audience is ${shown}, and AWS expects ${expected} or the sign-in URL.`, {
    fix,
    userSees: 'audience-missing',
  });
}

// ---------------------------------------------------------------- time

/** ISO 8601 with a time zone, as SAML core 1.3.3 demands. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

const iso = (time: number): string => new Date(time).toISOString();

export interface TimeCheck {
  readonly result: CheckResult;
  /** It fails only because the response was captured before the time that it is checked for. */
  readonly stale: boolean;
}

export function checkTimes(assertion: Assertion, at: string, given: boolean): TimeCheck {
  const now = Date.parse(at);
  const { notBefore, notOnOrAfter } = assertion;
  const windows: readonly (Confirmation['data'] & {})[] = [
    { ...(notBefore === undefined ? {} : { notBefore }), ...(notOnOrAfter === undefined ? {} : { notOnOrAfter }) },
    ...assertion.confirmations.flatMap(({ data }) => data ?? []),
  ];
  const texts = windows.flatMap((window) => [window.notBefore, window.notOnOrAfter].flatMap((text) => text ?? []));
  const fix = 'Synchronize the clock of the identity provider, and let the user sign in again.';
  const asOf = given ? `at ${at}` : `now (${at})`;
  if (texts.some((text) => timeOf(text) === undefined)) {
    const message = 'A time in the assertion is not a date and time with a time zone.';
    return { result: refused(message, { fix: 'Configure the identity provider to send times in UTC.' }), stale: false };
  }
  const begins = windows.flatMap(({ notBefore }) => timeOf(notBefore) ?? []);
  const ends = windows.flatMap(({ notOnOrAfter }) => timeOf(notOnOrAfter) ?? []);
  const end = Math.min(...ends);
  const begin = Math.max(...begins);
  if (ends.length === 0) {
    const message = 'The assertion has no NotOnOrAfter, which AWS requires.';
    return {
      result: refused(message, { fix: 'Configure a validity of some minutes in the identity provider.' }),
      stale: false,
    };
  }
  if (begins.length > 0 && begin >= end) {
    const message = 'The assertion ends before it begins to be valid.';
    return { result: refused(message, { fix, userSees: 'expired' }), stale: false };
  }
  if (now >= end) {
    const message = `The assertion expired at ${iso(end)}; it was checked ${asOf}.${given ? '' : ' For a response that was captured earlier, give that time with --at.'}`;
    return { result: refused(message, { fix, userSees: 'expired' }), stale: !given };
  }
  if (begins.length > 0 && now < begin) {
    const message = `The assertion is not valid before ${iso(begin)}; it was checked ${asOf}.`;
    return { result: refused(message, { fix, userSees: 'expired' }), stale: false };
  }
  const sessionEnd = timeOf(assertion.sessionNotOnOrAfter);
  if (sessionEnd !== undefined && sessionEnd <= now) {
    const message = `The session at the identity provider ended at ${iso(sessionEnd)} (SessionNotOnOrAfter).`;
    return { result: refused(message, { fix, userSees: 'expired' }), stale: !given };
  }
  return { result: pass(`The assertion is valid ${asOf}, until ${iso(end)}.`), stale: false };
}

// ---------------------------------------------------------------- NameID

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

export function checkNameIdFormat({ nameIds }: Assertion): CheckResult {
  const fix = `Configure NameID format ${persistent} in the identity provider.`;
  const [nameId] = nameIds;
  if (nameId === undefined) return refused('The assertion has no NameID.', { fix, userSees: 'not-authorized' });
  if (nameId.format === persistent) return pass('The NameID format is persistent.');
  if (nameId.format === undefined)
    return wrong('The NameID has no Format, and the guides require persistent.', { fix });
  return wrong(`The NameID format is ${formatWords(nameId.format)}, and the guides require persistent.`, { fix });
}

/** Only what is a format is repeated: an identity provider can put anything there. */
const formatWords = (format: string): string =>
  /^urn:oasis:names:tc:SAML:[\d.]+:nameid-format:[A-Za-z0-9]{1,40}$/.test(format)
    ? format.slice(format.lastIndexOf(':') + 1)
    : 'none of those that SAML defines';

/** How AWS may show the format as `saml:sub_type`: it cuts the prefix of SAML 2.0; of other forms, both were seen. */
export function subjectTypesOf({ nameIds }: Assertion): readonly (string | null)[] {
  const format = nameIds[0]?.format;
  const two = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
  const oneOne = 'urn:oasis:names:tc:SAML:1.1:nameid-format:';
  if (format === undefined) return [null, 'unspecified', `${oneOne}unspecified`];
  if (format.startsWith(two)) return [format.slice(two.length)];
  return format.startsWith(oneOne) ? [format, format.slice(oneOne.length)] : [format];
}

// ---------------------------------------------------------------- attributes with one value

type Value = { readonly value: string } | { readonly problem: string } | undefined;

/** The one value of an attribute of AWS; `undefined`: it is not sent. */
export function singleValue(assertion: Assertion, name: string): Value {
  const attributes = attributesNamed(assertion, name);
  const values = attributes.flatMap((attribute) => attribute.values);
  const [value] = values;
  if (attributes.length === 0) {
    return almostNamed(assertion, name)
      ? { problem: `An attribute is almost named ${name}: names are case-sensitive, and begin with https.` }
      : undefined;
  }
  if (attributes.length > 1) return { problem: `The attribute ${name} is sent ${attributes.length} times.` };
  if (value === undefined) return { problem: `The attribute ${name} has no value.` };
  return values.length > 1
    ? { problem: `The attribute ${name} has ${values.length} values, and AWS accepts one.` }
    : { value };
}

const sessionName = /^[\w+=,.@-]{2,64}$/;

export function checkRoleSessionName(assertion: Assertion): CheckResult {
  const fix =
    'Send the RoleSessionName attribute with a user name or an email address, of letters, digits and _+=,.@- only.';
  const found = singleValue(assertion, 'RoleSessionName');
  if (found === undefined) {
    return refused('The assertion has no RoleSessionName attribute.', { fix, userSees: 'session-name-required' });
  }
  if ('problem' in found) return refused(found.problem, { fix, userSees: 'session-name-required' });
  const { value } = found;
  if (sessionName.test(value)) return pass('RoleSessionName is sent, in the form that AWS accepts.');
  const why =
    value.trim().length < 2
      ? 'has fewer than 2 characters'
      : value.length > 64
        ? `has ${value.length} characters, and AWS accepts 64`
        : `holds ${listed(strangers(value, /[\w+=,.@-]/))}, which AWS does not accept`;
  return refused(`RoleSessionName ${why}.`, { fix, userSees: 'session-name-malformed' });
}

/** The kinds of characters that are not among those accepted; a letter is never shown. */
export function strangers(value: string, accepted: RegExp): readonly string[] {
  const kinds = [...value]
    .filter((char) => !accepted.test(char))
    .map((char) => {
      if (/\s/.test(char)) return 'white space';
      if (/\p{L}/u.test(char)) return 'letters outside ASCII';
      return /[!-/:-@[-`{-~]/.test(char) ? `"${char}"` : 'another special character';
    });
  return [...new Set(kinds)].slice(0, 5);
}

export function checkSessionDuration(assertion: Assertion, longest: number | undefined): CheckResult {
  const fix = 'Send SessionDuration as a whole number of seconds from 900 to 43200, or do not send it.';
  const found = singleValue(assertion, 'SessionDuration');
  if (found === undefined) return notApplicable('SessionDuration is not sent: the session ends after 60 minutes.');
  if ('problem' in found) return refused(found.problem, { fix });
  if (!/^\d{1,9}$/.test(found.value)) return refused('SessionDuration is not a whole number of seconds.', { fix });
  const seconds = Number(found.value);
  if (seconds < 900 || seconds > 43_200) {
    return refused(`SessionDuration is ${seconds}, and AWS accepts 900 to 43200 seconds.`, { fix });
  }
  const note =
    longest !== undefined && seconds > longest
      ? ` The role allows ${longest} seconds, which binds the AWS CLI and API; a browser sign-in was seen to work.`
      : '';
  return pass(`SessionDuration is ${seconds} seconds.${note}`);
}
