import { describe, expect, it } from 'vitest';
import {
  appstreamRelayEndpoint,
  controlRegionOf,
  defaultRegionsOf,
  isOffered,
  isOptIn,
  mentionedRegions,
  namedRegions,
  partitionOfRegion,
  regionsOf,
  regionTable,
  workspacesRelayHost,
} from '../../../lib/saml/regions.ts';

describe('partitions', () => {
  it.each([
    ['eu-central-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['sa-west-9', 'aws'],
    ['global', undefined],
    ['eu-central-1x', undefined],
    ['', undefined],
  ])('puts %j into %j', (region, partition) => {
    expect(partitionOfRegion(region)).toBe(partition);
  });

  it('gives every Region of the table exactly one partition', () => {
    const partitions = Object.keys(regionTable.partitions);
    const everywhere = partitions.flatMap((partition) => regionsOf(partition));
    expect(everywhere.toSorted()).toEqual(Object.keys(regionTable.regions).toSorted());
    for (const partition of partitions) expect(regionsOf(partition)).toContain(controlRegionOf(partition));
  });

  it('signs for IAM in us-east-1 when it does not know the partition', () => {
    expect(controlRegionOf('aws-moon')).toBe('us-east-1');
    expect(controlRegionOf('constructor')).toBe('us-east-1');
  });
});

describe('where the services are', () => {
  it('looks by default in the Regions that have either service', () => {
    expect(defaultRegionsOf('aws')).toEqual(
      (
        'af-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ' +
        'ap-southeast-5 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-south-1 eu-south-2 eu-west-1 eu-west-2 ' +
        'eu-west-3 il-central-1 sa-east-1 us-east-1 us-east-2 us-west-2'
      ).split(' '),
    );
    expect(defaultRegionsOf('aws-us-gov')).toEqual(['us-gov-east-1', 'us-gov-west-1']);
    expect(defaultRegionsOf('aws-cn')).toEqual(['cn-northwest-1']);
    expect(defaultRegionsOf('aws-eusc')).toEqual([]);
    expect(defaultRegionsOf('nonsense')).toEqual([]);
  });

  it('tells the two services apart', () => {
    expect(isOffered('workspaces', 'af-south-1')).toBe(true);
    expect(isOffered('appstream', 'af-south-1')).toBe(false);
    expect(isOffered('workspaces', 'ca-west-1')).toBe(false);
    expect(isOffered('appstream', 'ca-west-1')).toBe(true);
    expect(isOffered('workspaces', 'eu-north-1')).toBe(false);
    expect(isOffered('workspaces', 'constructor')).toBe(false);
  });
});

describe('Regions that an account may be without', () => {
  it('are those that AWS opened after March 2019, in the commercial partition only', () => {
    expect(Object.keys(regionTable.regions).filter(isOptIn)).toEqual(
      (
        'af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ' +
        'ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 me-west-1 ' +
        'mx-central-1 sa-west-1'
      ).split(' '),
    );
  });

  it('are not the default Regions, nor any that the table does not hold', () => {
    expect(regionsOf('aws').filter((region) => !isOptIn(region))).toEqual(
      (
        'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 ' +
        'eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2'
      ).split(' '),
    );
    expect(isOptIn('eu-newest-9')).toBe(false);
    expect(isOptIn('constructor')).toBe(false);
  });
});

describe('relay endpoints', () => {
  it('documents sixteen WorkSpaces hosts, four of them with FIPS', () => {
    const regions = Object.keys(regionTable.regions);
    expect(regions.filter((region) => workspacesRelayHost(region) !== undefined)).toHaveLength(16);
    expect(regions.filter((region) => workspacesRelayHost(region, { fips: true }) !== undefined)).toEqual([
      'us-east-1',
      'us-gov-east-1',
      'us-gov-west-1',
      'us-west-2',
    ]);
  });

  it.each([
    ['eu-central-1', false, 'workspaces.euc-sso.eu-central-1.aws.amazon.com'],
    ['eu-central-1', true, undefined],
    ['us-west-2', true, 'workspaces.euc-sso-fips.us-west-2.aws.amazon.com'],
    ['us-gov-east-1', false, 'workspaces.euc-sso.us-gov-east-1.amazonaws-us-gov.com'],
    ['us-gov-west-1', true, 'workspaces.euc-sso-fips.us-gov-west-1.amazonaws-us-gov.com'],
    ['us-east-2', false, undefined],
    ['cn-northwest-1', false, undefined],
    ['moon-1', false, undefined],
  ])('WorkSpaces in %s, FIPS %j: %j', (region, fips, host) => {
    expect(workspacesRelayHost(region, { fips })).toBe(host);
  });

  it('documents 23 AppStream endpoints, 15 of them in the old form as well', () => {
    const regions = Object.keys(regionTable.regions);
    expect(regions.filter((region) => appstreamRelayEndpoint(region) !== undefined)).toHaveLength(23);
    expect(regions.filter((region) => appstreamRelayEndpoint(region, { old: true }) !== undefined)).toHaveLength(15);
  });

  it.each([
    ['us-east-2', {}, 'https://appstream2.euc-sso.us-east-2.aws.amazon.com/saml'],
    ['us-east-1', { fips: true }, 'https://appstream2.euc-sso-fips.us-east-1.aws.amazon.com/saml'],
    ['us-east-2', { fips: true }, undefined],
    ['us-east-2', { old: true }, 'https://appstream2.us-east-2.aws.amazon.com/saml'],
    ['us-gov-west-1', { old: true, fips: true }, 'https://appstream2-fips.us-gov-west-1.amazonaws-us-gov.com/saml'],
    ['us-gov-east-1', {}, 'https://appstream2.euc-sso.us-gov-east-1.amazonaws-us-gov.com/saml'],
    ['ca-west-1', { old: true }, undefined],
    ['us-iso-east-1', {}, undefined],
  ])('AppStream in %s, %j: %j', (region, options, endpoint) => {
    expect(appstreamRelayEndpoint(region, options)).toBe(endpoint);
  });
});

describe('Regions that a person names', () => {
  it('sorts them and drops repeats', () => {
    expect(namedRegions('aws', ['us-east-1', 'eu-north-1', 'us-east-1'])).toEqual({
      regions: ['eu-north-1', 'us-east-1'],
      notes: [],
    });
  });

  it.each([
    [
      'zz-middle-77',
      "Region zz-middle-77 is not in this tool's table of 2026-11: it is newer. It is scanned like the others",
    ],
    [
      'eu-cental-1',
      "Region eu-cental-1 is not in this tool's table of 2026-11: it is newer, or eu-central-1 was meant. It is scanned like the others",
    ],
  ])('takes one that has the form of a Region, and says what it can be: %s', (region, note) => {
    expect(namedRegions('aws', ['us-east-1', region])).toEqual({
      regions: ['us-east-1', region].toSorted(),
      notes: [note],
    });
  });

  it('guesses what a mistyped one meant', () => {
    expect(() => namedRegions('aws', ['us-east-1', 'eu-central1'])).toThrow(
      'Unknown Region "eu-central1". Did you mean eu-central-1?',
    );
  });

  it('lists what there is when nothing is near', () => {
    expect(() => namedRegions('aws-us-gov', ['frankfurt'])).toThrow(
      'Unknown Region "frankfurt". Regions of partition aws-us-gov: us-gov-east-1, us-gov-west-1.',
    );
  });

  it('refuses a Region of another partition', () => {
    expect(() => namedRegions('aws', ['cn-north-1'])).toThrow(
      'Region cn-north-1 is in partition aws-cn; this account is in partition aws.',
    );
  });
});

describe('Regions that an export or a policy names', () => {
  it('leaves out what cannot be a Region of the partition', () => {
    expect(mentionedRegions('aws', ['us-east-1', 'cn-north-1', 'me-west-1', 'us-east-1'])).toEqual({
      regions: ['me-west-1', 'us-east-1'],
      notes: ['cn-north-1 is not a Region of partition aws and was left out'],
    });
  });
});
