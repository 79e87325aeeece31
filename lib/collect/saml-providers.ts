import { absent, type Fact, known, mapFact, unreadable } from '../model/fact.ts';
import type { SamlProvider } from '../model/snapshot.ts';
import { readMetadata, tooLarge } from '../saml/metadata.ts';
import { callName, calls } from './calls.ts';
import { inParallel } from './in-parallel.ts';
import type { Inquiry } from './inquiry.ts';
import { type Shape, ShapeError, sortedBy } from './shape.ts';

type Listed = Pick<SamlProvider, 'arn' | 'name' | 'ownedByIdentityCenter' | 'created'>;
type Details = Pick<SamlProvider, 'uuid' | 'assertionEncryption' | 'metadata'>;

/** Lists the providers, then asks for each one that people manage. */
export async function readSamlProviders(inquiry: Inquiry): Promise<Fact<readonly SamlProvider[]>> {
  const listed = await inquiry.ask(calls.listSamlProviders, 'global', {}, listedProviders);
  if (listed.state !== 'known') return listed;
  const withDetails = async (provider: Listed): Promise<SamlProvider> => ({
    ...provider,
    ...(await readDetails(inquiry, provider)),
  });
  return known(await inParallel(8, listed.value, withDetails));
}

function listedProviders(answer: Shape): readonly Listed[] {
  answer.demandList('SAMLProviderList');
  return sortedBy(answer.shapes('SAMLProviderList').map(listedProvider), (provider) => provider.arn);
}

function listedProvider(provider: Shape): Listed {
  const arn = provider.text('Arn');
  const name = arn.slice(arn.indexOf('/') + 1);
  return {
    arn,
    name,
    ownedByIdentityCenter: /^AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE$/i.test(name),
    created: maybe(provider.maybeDate('CreateDate')),
  };
}

async function readDetails(inquiry: Inquiry, { arn, name, ownedByIdentityCenter }: Listed): Promise<Details> {
  const details: Fact<Details> = ownedByIdentityCenter
    ? absent('owned by IAM Identity Center')
    : await inquiry.ask(
        calls.getSamlProvider,
        'global',
        { resource: name, input: { SAMLProviderArn: arn } },
        providerDetails,
      );
  return details.state === 'known' ? details.value : { uuid: details, assertionEncryption: details, metadata: details };
}

function providerDetails(answer: Shape): Details {
  return {
    uuid: maybe(answer.maybeText('SAMLProviderUUID')),
    assertionEncryption: mapFact(maybe(answer.maybeText('AssertionEncryptionMode')), encryptionMode),
    metadata: mapFact(metadataOf(answer.text('SAMLMetadataDocument', 10_000_000)), (metadata) => ({
      ...metadata,
      issuers: listedIssuers(answer) ?? metadata.issuers,
    })),
  };
}

/** The issuers that IAM lists beside the hashes of their keys, which it does since 2026. */
function listedIssuers(answer: Shape): readonly string[] | undefined {
  const issuers = answer.shapes('SAMLKeyHashes').flatMap((hashes) => hashes.maybeText('IssuerURL') ?? []);
  return issuers.length === 0 ? undefined : [...new Set(issuers)].toSorted();
}

function metadataOf(xml: string): Details['metadata'] {
  const why = tooLarge(xml);
  if (why === undefined) return known(readMetadata(xml));
  const detail = `the metadata document is too large to look through: ${why}`;
  return unreadable(callName(calls.getSamlProvider), 'global', 'unparseable', detail);
}

function encryptionMode(mode: string): 'Required' | 'Allowed' {
  if (mode === 'Required' || mode === 'Allowed') return mode;
  throw new ShapeError('AssertionEncryptionMode', 'Required or Allowed', mode);
}

const maybe = (value: string | undefined): Fact<string> => (value === undefined ? absent() : known(value));
