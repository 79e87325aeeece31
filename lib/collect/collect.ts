import type { Progress, Source } from '../model/ports.ts';
import type { RegionSnapshot, Snapshot } from '../model/snapshot.ts';
import { defaultRegionsOf, mentionedRegions, namedRegions, type ChosenRegions } from '../saml/regions.ts';
import { readAppstream } from './appstream.ts';
import { CertificateAuthorities, namedAuthorities } from './certificate-authorities.ts';
import { readIdentity } from './identity.ts';
import { inParallel } from './in-parallel.ts';
import { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { readRoles } from './roles.ts';
import { policyRegions } from './policy-regions.ts';
import { readSamlProviders } from './saml-providers.ts';
import { readWorkspaces } from './workspaces.ts';

export interface CollectOptions {
  readonly source: Source;
  /** Only these. Default: those that the source holds, else all that offer either service; and those that policies name. */
  readonly regions?: readonly string[];
  /** Names of the calls that the rules of the scan read. Default: all. */
  readonly needed?: ReadonlySet<string>;
  /** Make no other calls than these. Default: leave out only those on which nothing else depends. */
  readonly onlyNeeded?: boolean;
  /** When the reading began, ISO 8601 UTC. */
  readonly asOf: string;
  readonly onProgress?: (progress: Progress) => void;
  /** What people should know about the Regions, one sentence each without a full stop. */
  readonly onNote?: (note: string) => void;
}

/**
 * Reads one account. A call that is denied, throttled or fails never ends it: what hangs on the call is unreadable.
 * The table of Regions chooses where to look when nobody says so, and nothing else: both services are asked in every
 * Region, and "not offered" is AWS's to say.
 *
 * @throws {IdentityError} when not even the account's id can be read.
 * @throws {UnknownRegionError} for a Region that cannot be one of the account's partition.
 */
export async function collect(options: CollectOptions): Promise<Snapshot> {
  const { source, regions, needed, onlyNeeded, asOf, onProgress, onNote } = options;
  const inquiry = new Inquiry(source, { onProgress, needed, onlyNeeded });
  const account = await readIdentity(inquiry);
  const authorities = new CertificateAuthorities(inquiry);
  const readAll = (chosen: readonly string[]) =>
    inParallel(12, chosen, (region) => readRegion(inquiry, { account, region }, authorities));
  const chosen = chooseRegions(account.partition, regions, source);
  for (const note of chosen.notes) onNote?.(note);

  const [roles, samlProviders, first] = await Promise.all([
    readRoles(inquiry),
    readSamlProviders(inquiry),
    readAll(chosen.regions),
  ]);
  const named = regions === undefined ? mentionedRegions(account.partition, policyRegions(roles, account)).regions : [];
  const more = named.filter((region) => !chosen.regions.includes(region));
  const snapshots = [...first, ...(source.kind === 'live' ? await readAll(more) : [])];
  if (source.kind === 'export') {
    for (const region of more)
      inquiry.notExported(region, `the export has no folder ${region}, which policies specify`);
    if (snapshots.length === 0) inquiry.notExported('every Region', 'the export has no folder of a Region');
  }
  return {
    account,
    source: source.kind,
    asOf,
    regions: snapshots.map(({ region }) => region).toSorted(),
    roles,
    samlProviders,
    byRegion: Object.fromEntries(snapshots.map((snapshot) => [snapshot.region, snapshot])),
    coverage: inquiry.coverage,
  };
}

function chooseRegions(partition: string, named: readonly string[] | undefined, source: Source): ChosenRegions {
  if (named !== undefined) return namedRegions(partition, named);
  return mentionedRegions(partition, source.regions ?? defaultRegionsOf(partition));
}

async function readRegion(
  inquiry: Inquiry,
  place: Place,
  authorities: CertificateAuthorities,
): Promise<RegionSnapshot> {
  const { region } = place;
  const [workspaces, appstream] = await Promise.all([readWorkspaces(inquiry, place), readAppstream(inquiry, place)]);
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
