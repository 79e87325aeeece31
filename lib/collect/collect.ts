import type { Progress, Source } from '../model/ports.ts';
import type { RegionSnapshot, Snapshot } from '../model/snapshot.ts';
import { checkRegions, defaultRegionsOf, isOffered } from '../saml/regions.ts';
import { noAppstream, readAppstream } from './appstream.ts';
import { CertificateAuthorities, namedAuthorities } from './certificate-authorities.ts';
import { readIdentity } from './identity.ts';
import { inParallel } from './in-parallel.ts';
import { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { readRoles } from './roles.ts';
import { readSamlProviders } from './saml-providers.ts';
import { noWorkspaces, readWorkspaces } from './workspaces.ts';

export interface CollectOptions {
  readonly source: Source;
  /** Default: the Regions that the source holds, else all of the partition that offer either service. */
  readonly regions?: readonly string[];
  /** Names of the calls that the rules of the scan read. Default: all. */
  readonly needed?: ReadonlySet<string>;
  /** When the reading began, ISO 8601 UTC. */
  readonly asOf: string;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Reads one account. A call that is denied, throttled or fails never ends it: what hangs on the call is unreadable.
 *
 * @throws {IdentityError} when not even the account's id can be read.
 * @throws {UnknownRegionError} for a Region that the account's partition does not have.
 */
export async function collect({ source, regions, needed, asOf, onProgress }: CollectOptions): Promise<Snapshot> {
  const inquiry = new Inquiry(source, onProgress, needed);
  const account = await readIdentity(inquiry);
  const places = checkRegions(account.partition, regions ?? source.regions ?? defaultRegionsOf(account.partition)).map(
    (region) => ({ account, region }),
  );
  const authorities = new CertificateAuthorities(inquiry);
  const [roles, samlProviders, snapshots] = await Promise.all([
    readRoles(inquiry),
    readSamlProviders(inquiry),
    inParallel(12, places, (place) => readRegion(inquiry, place, authorities)),
  ]);
  return {
    account,
    source: source.kind,
    asOf,
    regions: places.map((place) => place.region),
    roles,
    samlProviders,
    byRegion: Object.fromEntries(snapshots.map((snapshot) => [snapshot.region, snapshot])),
    coverage: inquiry.coverage,
  };
}

async function readRegion(
  inquiry: Inquiry,
  place: Place,
  authorities: CertificateAuthorities,
): Promise<RegionSnapshot> {
  const { region } = place;
  const [workspaces, appstream] = await Promise.all([
    isOffered('workspaces', region) ? readWorkspaces(inquiry, place) : noWorkspaces(inquiry, region),
    isOffered('appstream', region) ? readAppstream(inquiry, place) : noAppstream(inquiry, region),
  ]);
  const named = namedAuthorities({ ...workspaces, ...appstream });
  const certificateAuthorities = await Promise.all(
    named.map(async (arn) => [arn, await authorities.read(arn, place)] as const),
  );
  return {
    region,
    ...workspaces,
    ...appstream,
    certificateAuthorities: Object.fromEntries(certificateAuthorities),
  };
}
