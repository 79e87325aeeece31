import { parseArn } from '../model/arn.ts';
import { type Fact, known, type Unreadable, unreadable } from '../model/fact.ts';
import type { CertificateAuthority, Directory, RegionSnapshot } from '../model/snapshot.ts';
import { partitionOfRegion } from '../saml/regions.ts';
import { callName, calls } from './calls.ts';
import type { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { compare, listOf, present, type Shape } from './shape.ts';

/** Certificate-based sign-in of a WorkSpaces directory or an AppStream directory config; left out means DISABLED. */
export function certificateAuthOf(owner: Shape): Directory['certificateAuth'] {
  const properties = owner.maybeShape('CertificateBasedAuthProperties');
  return present({
    status: properties?.maybeText('Status') ?? 'DISABLED',
    certificateAuthorityArn: properties?.maybeText('CertificateAuthorityArn'),
  });
}

type Named = Pick<RegionSnapshot, 'directories' | 'directoryConfigs'>;

/** The ARNs of the certificate authorities that the directories of a Region name, sorted. */
export function namedAuthorities({ directories, directoryConfigs }: Named): readonly string[] {
  const owners = [
    ...(directories.state === 'known' ? directories.value : []),
    ...(directoryConfigs.state === 'known' ? directoryConfigs.value : []),
  ];
  const arns = owners.flatMap((owner) => owner.certificateAuth.certificateAuthorityArn ?? []);
  return [...new Set(arns)].toSorted(compare);
}

/** Reads certificate authorities by ARN, each one once however many directories and Regions name it. */
export class CertificateAuthorities {
  readonly #inquiry: Inquiry;
  readonly #answers = new Map<string, Promise<Fact<CertificateAuthority>>>();

  constructor(inquiry: Inquiry) {
    this.#inquiry = inquiry;
  }

  /** Asked in the Region of the ARN, whichever Region names it; another account's authority is not asked for. */
  read(arn: string, place: Place): Promise<Fact<CertificateAuthority>> {
    const answer = this.#answers.get(arn) ?? this.#read(arn, place);
    this.#answers.set(arn, answer);
    return answer;
  }

  async #read(arn: string, place: Place): Promise<Fact<CertificateAuthority>> {
    const target = targetOf(arn, place);
    if ('state' in target) return target;
    const { region, id } = target;
    const question = { resource: id, input: { CertificateAuthorityArn: arn } };
    const described = await this.#inquiry.ask(calls.describeCertificateAuthority, region, question, (answer) => {
      const authority = answer.shape('CertificateAuthority');
      return { status: authority.maybeText('Status'), revocation: revocationOf(authority) };
    });
    if (described.state !== 'known') return described;
    const tagKeys = await this.#inquiry.ask(calls.listTags, region, question, tagKeysOf);
    return known(present({ arn, ...described.value, tagKeys }));
  }
}

function revocationOf(authority: Shape): CertificateAuthority['revocation'] {
  const configuration = authority.maybeShape('RevocationConfiguration');
  if (configuration === undefined) return undefined;
  const isEnabled = (name: string) => configuration.maybeShape(name)?.maybeFlag('Enabled') === true;
  return { crl: isEnabled('CrlConfiguration'), ocsp: isEnabled('OcspConfiguration') };
}

const tagKeysOf = (answer: Shape): readonly string[] =>
  listOf(answer, 'Tags')
    .map((tag) => tag.text('Key'))
    .toSorted(compare);

interface Target {
  readonly region: string;
  readonly id: string;
}

function targetOf(text: string, { account, region }: Place): Target | Unreadable {
  const notAsked = (detail: string): Unreadable =>
    unreadable(callName(calls.describeCertificateAuthority), region, 'failed', detail);
  const arn = parseArn(text);
  const id = arn?.resource.match(/^certificate-authority\/([\w-]+)$/)?.[1];
  if (arn?.service !== 'acm-pca' || id === undefined || partitionOfRegion(arn.region) === undefined)
    return notAsked(`"${text}" is not the ARN of a certificate authority`);
  if (arn.partition !== account.partition)
    return notAsked(`the certificate authority is in partition ${arn.partition}, which was not asked`);
  if (arn.account !== account.id)
    return notAsked(`the certificate authority belongs to account ${arn.account}, which was not asked`);
  return { region: arn.region, id };
}
