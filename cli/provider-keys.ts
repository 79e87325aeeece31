import { calls } from '../lib/collect/calls.ts';
import { providerKeys, type ProviderKey } from '../lib/doctor/provider-keys.ts';
import { known, unreadable, type Fact } from '../lib/model/fact.ts';
import type { Source } from '../lib/model/ports.ts';
import type { Snapshot } from '../lib/model/snapshot.ts';

/** The signing certificates of every provider, which a snapshot does not keep. */
export async function keysOf(
  { samlProviders }: Snapshot,
  source: Source,
): Promise<ReadonlyMap<string, Fact<readonly ProviderKey[]>>> {
  const providers = samlProviders.state === 'known' ? samlProviders.value : [];
  const { service, operation } = calls.getSamlProvider;
  const read = async (arn: string, resource: string): Promise<Fact<readonly ProviderKey[]>> => {
    const result = await source.read({
      service,
      operation,
      region: 'global',
      resource,
      input: { SAMLProviderArn: arn },
    });
    if (result.outcome !== 'read') {
      return unreadable(
        `${service}:${operation}`,
        'global',
        'failed',
        'the metadata of the provider could not be read',
      );
    }
    const document = result.value['SAMLMetadataDocument'];
    return known(typeof document === 'string' ? providerKeys(document) : []);
  };
  return new Map(
    await Promise.all(
      providers
        .filter(({ ownedByIdentityCenter }) => !ownedByIdentityCenter)
        .map(async ({ arn, name }) => [arn, await read(arn, name)] as const),
    ),
  );
}
