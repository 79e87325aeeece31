import { nearest } from '../text/nearest.ts';

/**
 * Regions, the two services in them and their SAML relay endpoints, as AWS documented them on `asOf`.
 *
 * Sources: WorkSpaces administration guide, "Set up SAML 2.0" (relay hosts) and General Reference (service Regions);
 * AppStream 2.0 developer guide, "Setting up SAML", tables 1 and 2 (relay endpoints); partitions and service Regions
 * from the SDK's endpoint data; AWS Account Management guide, "Enable or disable AWS Regions" (opt-in Regions). A
 * Region with the service but without a relay endpoint is one for which AWS documents none, which is not the same as
 * one where SAML is known to fail.
 */
export const regionTable = {
  asOf: '2026-11',
  partitions: {
    // AWS adds Regions with new beginnings (il, mx): any that no other partition claims.
    aws: { controlRegion: 'us-east-1', form: /^(?!cn-)[a-z]{2}-[a-z]+-\d+$/ },
    'aws-us-gov': { controlRegion: 'us-gov-west-1', form: /^us-gov-[a-z]+-\d+$/ },
    'aws-cn': { controlRegion: 'cn-north-1', form: /^cn-[a-z]+-\d+$/ },
    'aws-iso': { controlRegion: 'us-iso-east-1', form: /^us-iso-[a-z]+-\d+$/ },
    'aws-iso-b': { controlRegion: 'us-isob-east-1', form: /^us-isob-[a-z]+-\d+$/ },
    'aws-iso-e': { controlRegion: 'eu-isoe-west-1', form: /^eu-isoe-[a-z]+-\d+$/ },
    'aws-iso-f': { controlRegion: 'us-isof-south-1', form: /^us-isof-[a-z]+-\d+$/ },
    'aws-eusc': { controlRegion: 'eusc-de-east-1', form: /^eusc-[a-z]+-[a-z]+-\d+$/ },
  } satisfies Record<string, Partition>,
  regions: {
    'af-south-1': { optIn: true, workspaces: 'relay' },
    'ap-east-1': { optIn: true },
    'ap-east-2': { optIn: true },
    'ap-northeast-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ap-northeast-2': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ap-northeast-3': { appstream: 'relay' },
    'ap-south-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ap-south-2': { optIn: true },
    'ap-southeast-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ap-southeast-2': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ap-southeast-3': { optIn: true },
    'ap-southeast-4': { optIn: true },
    'ap-southeast-5': { optIn: true, workspaces: 'offered', appstream: 'relay' },
    'ap-southeast-6': { optIn: true },
    'ap-southeast-7': { optIn: true },
    'ca-central-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'ca-west-1': { optIn: true, appstream: 'relay' },
    'cn-north-1': {},
    'cn-northwest-1': { workspaces: 'offered' },
    'eu-central-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'eu-central-2': { optIn: true, appstream: 'relay' },
    'eu-isoe-west-1': {},
    'eu-north-1': {},
    'eu-south-1': { optIn: true, appstream: 'relay' },
    'eu-south-2': { optIn: true, appstream: 'relay' },
    'eu-west-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'eu-west-2': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'eu-west-3': { workspaces: 'offered', appstream: 'relay' },
    'eusc-de-east-1': {},
    'il-central-1': { optIn: true, workspaces: 'relay', appstream: 'relay' },
    'me-central-1': { optIn: true },
    'me-south-1': { optIn: true },
    'me-west-1': { optIn: true },
    'mx-central-1': { optIn: true },
    'sa-east-1': { workspaces: 'relay', appstream: 'relay', appstreamOld: 'relay' },
    'sa-west-1': { optIn: true },
    'us-east-1': { workspaces: 'relay+fips', appstream: 'relay+fips', appstreamOld: 'relay+fips' },
    'us-east-2': { workspaces: 'offered', appstream: 'relay', appstreamOld: 'relay' },
    'us-gov-east-1': { workspaces: 'relay+fips', appstream: 'relay+fips', appstreamOld: 'relay+fips' },
    'us-gov-west-1': { workspaces: 'relay+fips', appstream: 'relay+fips', appstreamOld: 'relay+fips' },
    'us-iso-east-1': { workspaces: 'offered', appstream: 'offered' },
    'us-iso-west-1': { workspaces: 'offered', appstream: 'offered' },
    'us-isob-east-1': { workspaces: 'offered', appstream: 'offered' },
    'us-isob-west-1': {},
    'us-isof-east-1': {},
    'us-isof-south-1': {},
    'us-west-1': {},
    'us-west-2': { workspaces: 'relay+fips', appstream: 'relay+fips', appstreamOld: 'relay+fips' },
  } satisfies Record<string, RegionRow>,
} as const;

interface Partition {
  /** Where IAM, which knows no Regions, is signed for and answers. */
  readonly controlRegion: string;
  /** The form of its Region names. */
  readonly form: RegExp;
}

/** No member: not offered. `offered`: the service runs there, and AWS documents no SAML relay endpoint. */
type Offer = 'offered' | 'relay' | 'relay+fips';

interface RegionRow {
  /** An account has it only after somebody enabled it there; every account of the partition has the other Regions. */
  readonly optIn?: true;
  readonly workspaces?: Offer;
  readonly appstream?: Offer;
  /** The older relay endpoints, which AWS advises against: they share cookies with the console. */
  readonly appstreamOld?: Offer;
}

export type EndUserService = 'workspaces' | 'appstream';

const partitions: Readonly<Record<string, Partition>> = regionTable.partitions;
const rows: Readonly<Record<string, RegionRow>> = regionTable.regions;
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** A Region name that the account's partition does not have; the message names the one that was probably meant. */
export class UnknownRegionError extends Error {
  override readonly name = 'UnknownRegionError';
}

/** By the form of the name, so that a Region newer than the table has its partition too; `undefined` for no Region. */
export function partitionOfRegion(region: string): string | undefined {
  return Object.keys(partitions).find((name) => partitions[name]?.form.test(region));
}

/** The Region in which IAM of a partition is signed for; `us-east-1` for a partition that the table does not hold. */
export const controlRegionOf = (partition: string): string => own(partitions, partition)?.controlRegion ?? 'us-east-1';

export const isOffered = (service: EndUserService, region: string): boolean =>
  own(rows, region)?.[service] !== undefined;

/** Whether the table holds the Region; it can be older than the Region. */
export const isListed = (region: string): boolean => own(rows, region) !== undefined;

/**
 * Whether an account can be without this Region. False for one that the table does not hold: a key that is no longer
 * valid must not look like a Region that is not enabled.
 */
export const isOptIn = (region: string): boolean => own(rows, region)?.optIn === true;

/** Every Region of a partition that the table holds, with or without the two services; sorted. */
export const regionsOf = (partition: string): readonly string[] =>
  Object.keys(rows).filter((region) => partitionOfRegion(region) === partition);

/** Where a scan looks unless told otherwise: the Regions in which at least one of the two services is offered. */
export const defaultRegionsOf = (partition: string): readonly string[] =>
  regionsOf(partition).filter((region) => isOffered('workspaces', region) || isOffered('appstream', region));

/** The host of a WorkSpaces relay state URL, lower case; `undefined` where AWS documents none. */
export function workspacesRelayHost(region: string, { fips = false } = {}): string | undefined {
  return hasRelay(own(rows, region)?.workspaces, fips)
    ? `workspaces.euc-sso${fips ? '-fips' : ''}.${region}.${relaySuffix(region)}`
    : undefined;
}

/**
 * The AppStream 2.0 relay state URL without its parameters; `undefined` where AWS documents none.
 * `old` asks for the endpoints that AWS now advises against.
 */
export function appstreamRelayEndpoint(region: string, { fips = false, old = false } = {}): string | undefined {
  const row = own(rows, region);
  if (!hasRelay(old ? row?.appstreamOld : row?.appstream, fips)) return undefined;
  const dashFips = fips ? '-fips' : '';
  const host = old ? `appstream2${dashFips}` : `appstream2.euc-sso${dashFips}`;
  return `https://${host}.${region}.${relaySuffix(region)}/saml`;
}

const hasRelay = (offer: Offer | undefined, fips: boolean): boolean =>
  offer === 'relay+fips' || (offer === 'relay' && !fips);

const relaySuffix = (region: string): string =>
  partitionOfRegion(region) === 'aws-us-gov' ? 'amazonaws-us-gov.com' : 'aws.amazon.com';

/** Regions to look at, sorted and without repeats, and what people should know about them, one sentence each. */
export interface ChosenRegions {
  readonly regions: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Regions that a person named. One that has the form of the partition's Regions is looked at, in the table or not: the
 * table can be older than the Region.
 * @throws {UnknownRegionError} for the first name that cannot be a Region of the partition.
 */
export function namedRegions(partition: string, names: readonly string[]): ChosenRegions {
  const stranger = names.find((name) => partitionOfRegion(name) !== partition);
  if (stranger !== undefined) throw new UnknownRegionError(strangerMessage(partition, stranger));
  const regions = [...new Set(names)].toSorted();
  return { regions, notes: regions.flatMap((region) => unlistedNote(partition, region)) };
}

/** Regions that an export or a policy names: what cannot be a Region of the partition is left out, and said so. */
export function mentionedRegions(partition: string, names: readonly string[]): ChosenRegions {
  const all = [...new Set(names)].toSorted();
  const regions = all.filter((name) => partitionOfRegion(name) === partition);
  return {
    regions,
    notes: all.flatMap((name) =>
      regions.includes(name)
        ? unlistedNote(partition, name)
        : [`${name} is not a Region of partition ${partition} and was left out`],
    ),
  };
}

function unlistedNote(partition: string, region: string): readonly string[] {
  if (isListed(region)) return [];
  const meant = nearest(region, regionsOf(partition));
  const question = meant === undefined ? '' : `, or ${meant} was meant`;
  return [
    `Region ${region} is not in this tool's table of ${regionTable.asOf}: it is newer${question}. It is scanned like the others`,
  ];
}

function strangerMessage(partition: string, stranger: string): string {
  const other = partitionOfRegion(stranger);
  if (other !== undefined)
    return `Region ${stranger} is in partition ${other}; this account is in partition ${partition}.`;
  const regions = regionsOf(partition);
  const meant = nearest(stranger, regions);
  return meant === undefined
    ? `Unknown Region "${stranger}". Regions of partition ${partition}: ${regions.join(', ')}.`
    : `Unknown Region "${stranger}". Did you mean ${meant}?`;
}
