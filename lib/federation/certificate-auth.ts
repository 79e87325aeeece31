import { parseArn } from '../model/arn.ts';
import type { Fact, Unreadable } from '../model/fact.ts';
import type { Evidence, Witness } from '../model/finding.ts';
import type { CertificateAuthority } from '../model/snapshot.ts';
import type { Account } from './account.ts';
import { type rolesServing } from './questions.ts';
import { canPassTags } from './session-tags.ts';
import type { StreamRole } from './stream-role.ts';
import { signInWitness } from './witness.ts';
import { trimEnd } from '../text/trim-end.ts';

/** Certificate-based authentication as a WorkSpaces directory or an AppStream directory config has it. */
interface CertificateAuth {
  readonly status: string;
  readonly certificateAuthorityArn?: string;
}

/** What certificate-based authentication lacks. Faults are certain, whatever else is in doubt. */
export interface Readiness {
  readonly faults: readonly Evidence[];
  readonly doubts: readonly Doubt[];
  /** A sign-in that is refused, where a fault is one. */
  readonly witness?: Witness;
}

/** Something that could not be told, as a clause without a full stop; with the call that would tell, if one would. */
interface Doubt {
  readonly reason: string;
  readonly unread?: Unreadable;
}

/** AWS gives certificates only from authorities with this tag key, whatever its value (domain-facts 1.9). */
const authorityTagKey = 'euc-private-ca';

const path = 'CertificateBasedAuthProperties.CertificateAuthorityArn';

/**
 * Whether the certificate authority that is named can issue certificates for sign-ins in this Region: it is in the
 * same Region, ACTIVE, tagged, and its revocation can be checked. An authority that another account shares may be fine and cannot be read.
 */
export function authorityReadiness(auth: CertificateAuth, region: string, account: Account): Readiness {
  const name = auth.certificateAuthorityArn;
  if (name === undefined) return faulty({ path, actual: 'none', expected: `a certificate authority in ${region}` });
  const arn = parseArn(name);
  if (arn?.service !== 'acm-pca' || !arn.resource.startsWith('certificate-authority/'))
    return faulty({ path, actual: name, expected: 'the ARN of a private certificate authority' });
  if (arn.partition !== account.partition || arn.region !== region)
    return faulty({ path, actual: name, expected: `a certificate authority in ${region}` });
  if (arn.account !== account.id)
    return doubtful({ reason: `the certificate authority belongs to account ${arn.account}, which was not read` });
  return stateOf(name, region, account.snapshot.byRegion[region]?.certificateAuthorities[name]);
}

function stateOf(name: string, region: string, fact: Fact<CertificateAuthority> | undefined): Readiness {
  if (fact === undefined) return doubtful({ reason: `the certificate authority ${name} was not read` });
  if (fact.state === 'unreadable') return doubtful(unread(fact));
  if (fact.state === 'absent')
    return faulty({ path, actual: `${name}, which does not exist`, expected: `a certificate authority in ${region}` });
  const { status, tagKeys, revocation } = fact.value;
  const inactive =
    status === undefined || status === 'ACTIVE'
      ? []
      : [{ path: 'CertificateAuthority.Status', actual: status, expected: 'ACTIVE' }];
  const untagged =
    tagKeys.state === 'unreadable' || (tagKeys.state === 'known' && tagKeys.value.includes(authorityTagKey))
      ? []
      : [{ path: `Tags.${authorityTagKey}`, actual: 'missing', expected: 'present' }];
  // Windows accepts no certificate whose revocation it cannot check (WorkSpaces guide, certificate-based authentication).
  const unrevocable =
    revocation === undefined || revocation.crl || revocation.ocsp
      ? []
      : [
          {
            path: 'CertificateAuthority.RevocationConfiguration',
            actual: 'CRL and OCSP disabled',
            expected: 'a CRL distribution point that clients can reach',
          },
        ];
  return {
    faults: [...inactive, ...untagged, ...unrevocable],
    doubts: [
      ...(status === undefined ? [{ reason: 'AWS gave no status for the certificate authority' }] : []),
      ...(tagKeys.state === 'unreadable' ? [unread(tagKeys)] : []),
    ],
  };
}

/**
 * Whether sign-ins with these `PrincipalTag:` names get in through every role that serves the directory or its stacks:
 * the names for a certificate come as session tags, and a role without `sts:TagSession` refuses the whole sign-in.
 */
export function taggingReadiness(
  serving: readonly ReturnType<typeof rolesServing>[],
  tags: readonly string[],
  account: Account,
): Readiness {
  const roles = new Map<StreamRole, string | undefined>();
  const doubts: Doubt[] = [];
  for (const answer of serving) {
    if (answer.state === 'unreadable') doubts.push(unread(answer));
    if (answer.state !== 'known') continue;
    for (const { role, reason } of answer.value.unsure) if (!roles.has(role)) roles.set(role, reason);
    for (const role of answer.value.sure) roles.set(role, undefined);
  }
  const answers = [...roles].map(([role, reason]) => taggingOf(role, reason, tags, account));
  return togetherReady(doubtful(...doubts), ...answers);
}

/** `unsure`: why it cannot be told whether the role serves it at all; then nothing about it is certain but a pass. */
function taggingOf(
  streamRole: StreamRole,
  unsure: string | undefined,
  tags: readonly string[],
  account: Account,
): Readiness {
  const { role, trust } = streamRole;
  if (trust.state === 'unreadable') return doubtful(unread(trust));
  if (trust.state === 'absent') return doubtful({ reason: `role ${role.name} has no trust policy` });
  const answer = canPassTags(streamRole, account, tags);
  // What keeps every user out of the role is no matter of certificates.
  if (answer === 'locked out') return ready;
  const { truth, refused, diagnosis, unread: fact } = answer;
  if (truth === true) return ready;
  if (unsure !== undefined)
    return doubtful({ reason: `it cannot be told whether role ${role.name} serves it: ${clause(unsure)}` });
  if (truth !== false)
    return doubtful({
      reason: `it cannot be told whether role ${role.name} allows sts:TagSession: ${clause(truth.unclear)}`,
      ...(fact === undefined ? {} : { unread: fact }),
    });
  const names = tags.map((tag) => `PrincipalTag:${tag}`).join(', ');
  return {
    ...faulty({
      path: `${role.name}.AssumeRolePolicyDocument`,
      actual:
        diagnosis === undefined || diagnosis.cause.kind === 'tag-session-not-allowed'
          ? 'without sts:TagSession'
          : clause(diagnosis.message),
      expected: `sts:TagSession with ${names}`,
    }),
    ...(refused === undefined
      ? {}
      : { witness: signInWitness(refused, `that carries ${names} is denied by role ${role.name}`) }),
  };
}

/** Everything that is lacking, in the order given. */
export function togetherReady(...parts: readonly Readiness[]): Readiness {
  const witness = parts.find((part) => part.witness !== undefined)?.witness;
  return {
    faults: parts.flatMap(({ faults }) => faults),
    doubts: parts.flatMap(({ doubts }) => doubts),
    ...(witness === undefined ? {} : { witness }),
  };
}

const ready: Readiness = { faults: [], doubts: [] };
const faulty = (...faults: readonly Evidence[]): Readiness => ({ faults, doubts: [] });
const doubtful = (...doubts: readonly Doubt[]): Readiness => ({ faults: [], doubts });
const unread = (fact: Unreadable): Doubt => ({ reason: clause(fact.detail), unread: fact });
const clause = (sentence: string): string => trimEnd(sentence, '. \n');
