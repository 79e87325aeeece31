import type { Report, Scan } from '../model/report.ts';
import { skipped } from './skipped.ts';
import type { Skipped } from './skipped.ts';
import { readableTime, serviceLabel } from './words.ts';

/** What was looked at, when, and where there was nothing to look at: name and text of each line of a report's head. */
export function scopeOf({ scan, coverage }: Report): readonly (readonly [name: string, text: string])[] {
  const source = scan.source === 'live' ? 'AWS' : 'an export';
  const lines = [
    ['Account', `${scan.accountId}, partition ${scan.partition}`],
    ['Regions', scan.regions.join(', ') || 'none'],
    ['Source', `${source}, scanned ${readableTime(scan.startedAt)} to ${readableTime(scan.finishedAt)}`],
    ['Data as of', scan.dataAsOf === undefined ? 'unknown' : readableTime(scan.dataAsOf)],
    ['Only rules', scan.onlyRules?.join(', ') ?? ''],
    ['Disabled rules', scan.configured?.off.join(', ') ?? ''],
    ['Changed severities', severitiesOf(scan)],
    ['Regions not enabled', places(skipped(coverage, 'not-enabled'))],
    ['Services not offered', places(skipped(coverage, 'not-offered'))],
  ] as const;
  return lines.filter(([, text]) => text !== '');
}

/** Severities that a configuration file set. */
const severitiesOf = ({ configured }: Scan): string =>
  Object.entries(configured?.severities ?? {})
    .map(([id, severity]) => `${id} = ${severity}`)
    .join(', ');

const places = (groups: readonly Skipped[]): string =>
  groups
    .map(
      ({ service, regions }) => `${service === undefined ? '' : `${serviceLabel(service)} in `}${regions.join(', ')}`,
    )
    .join('; ');
