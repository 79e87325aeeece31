import type { Account } from '../federation/account.ts';
import { nameOf } from '../federation/statement-words.ts';
import type { Role } from '../model/snapshot.ts';
import type { AdmittedSignIns, ObservedRole, RefusedSignIns, SignIns, SubjectForm } from '../model/sign-ins.ts';
import { nearest } from '../text/nearest.ts';
import type { SignInRecord } from './records.ts';
import { explainRefusal } from './refusal.ts';

/**
 * Sums up the sign-ins of one account. Refused ones are judged again with what they carried. Nothing that names a person
 * is in the answer.
 */
export function observe(account: Account, records: readonly SignInRecord[]): SignIns {
  const roles = account.snapshot.roles.state === 'known' ? account.snapshot.roles.value : [];
  const own = distinct(records.filter((record) => accountOfArn(record.role) === account.id));
  const observed = new Map<string, { admitted: Groups<AdmittedSignIns>; refused: Groups<RefusedSignIns> }>();
  for (const record of own) {
    const role = roleOf(record, roles);
    if (role === undefined) continue;
    const groups = observed.get(role.arn) ?? { admitted: new Map(), refused: new Map() };
    observed.set(role.arn, groups);
    if (record.error === undefined) add(groups.admitted, admittedOf(record));
    else add(groups.refused, refusedOf(record, record.error, role, account));
  }
  const times = own.map(({ time }) => time).toSorted();
  return {
    roles: Object.fromEntries(
      [...observed]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([arn, { admitted, refused }]): [string, ObservedRole] => [
          arn,
          { admitted: sorted(admitted), refused: sorted(refused) },
        ]),
    ),
    count: own.length,
    ...(times[0] === undefined ? {} : { from: times[0] }),
    ...(times.at(-1) === undefined ? {} : { to: times.at(-1) ?? '' }),
  };
}

const accountOfArn = (arn: string): string | undefined => arn.split(':')[4];

/** A trail of several Regions can hold an event twice. */
function distinct(records: readonly SignInRecord[]): readonly SignInRecord[] {
  const seen = new Set<string>();
  return records.filter(({ id }) => {
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** A refused sign-in can misspell the role, which is then its cause: it belongs to the role that was meant. */
function roleOf({ role: arn, error }: SignInRecord, roles: readonly Role[]): Role | undefined {
  const exact = roles.find((role) => role.arn === arn);
  if (exact !== undefined || error === undefined) return exact;
  const meant = nearest(
    nameOf(arn),
    roles.map(({ name }) => name),
  );
  return roles.find((role) => role.arn.toLowerCase() === arn.toLowerCase()) ?? roles.find(({ name }) => name === meant);
}

/** By everything but count and times. */
type Groups<T> = Map<string, T>;

function add<T extends { readonly count: number; readonly first: string; readonly last: string }>(
  groups: Groups<T>,
  one: T,
): void {
  const key = JSON.stringify({ ...one, count: 0, first: '', last: '' });
  const known = groups.get(key);
  groups.set(
    key,
    known === undefined
      ? one
      : {
          ...known,
          count: known.count + 1,
          first: one.first < known.first ? one.first : known.first,
          last: one.last > known.last ? one.last : known.last,
        },
  );
}

const sorted = <T extends { readonly count: number; readonly last: string }>(groups: Groups<T>): readonly T[] =>
  [...groups].toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, group]) => group);

const alike = ({ provider, time, tags }: SignInRecord) => ({
  provider,
  count: 1,
  first: time,
  last: time,
  tags: Object.keys(tags).toSorted(),
});

function admittedOf(record: SignInRecord): AdmittedSignIns {
  const { subjectType, audience, duration, subject, sourceIdentity } = record;
  return {
    ...alike(record),
    subjectForm: formOf(subject),
    sourceIdentity: sourceIdentity !== undefined,
    ...(subjectType === undefined ? {} : { subjectType: safeFormat(subjectType) }),
    ...(audience === undefined ? {} : { audience: safeAudience(audience) }),
    ...(duration === undefined ? {} : { duration }),
  };
}

function formOf(subject: string | undefined): SubjectForm {
  if (subject === undefined) return 'unknown';
  if (/[\\/]/.test(subject)) return 'domain';
  return /^[^@\s]+@[^@\s]+$/.test(subject) ? 'upn' : 'plain';
}

/** Only what has the form of a format: an identity provider can send anything. */
const safeFormat = (format: string): string => (/^[A-Za-z0-9:.-]{1,100}$/.test(format) ? format : 'another form');

/** A Recipient is an URL; what it would carry behind a question mark is nobody's business. */
const safeAudience = (audience: string): string =>
  /^https?:\/\/[^\s?#]{1,200}$/.test(audience) ? audience : 'a Recipient of another form';

function refusedOf(
  record: SignInRecord,
  error: { readonly code: string; readonly message: string },
  role: Role,
  account: Account,
): RefusedSignIns {
  const { determined, cause, fix, userSees } = explainRefusal(record, error, role, account);
  return {
    ...alike(record),
    error: /^[A-Za-z0-9.:]{1,80}$/.test(error.code) ? error.code : 'another error',
    determined,
    cause,
    ...(fix === undefined ? {} : { fix }),
    ...(userSees === undefined ? {} : { userSees }),
  };
}
