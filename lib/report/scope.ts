import type { Report } from '../model/report.ts';
import { skippedRegions } from './skipped.ts';
import { readableTime, serviceLabel } from './words.ts';

/** What was looked at, when, and where there was nothing to look at: name and text of each line of a report's head. */
export function scopeOf({ scan, coverage }: Report): readonly (readonly [name: string, text: string])[] {
  const { notEnabled, notOffered } = skippedRegions(coverage);
  const source = scan.source === 'live' ? 'AWS' : 'an export';
  return [
    ['Account', `${scan.accountId}, partition ${scan.partition}`],
    ['Regions', scan.regions.join(', ') || 'none'],
    ['Read from', `${source}, ${readableTime(scan.startedAt)} to ${readableTime(scan.finishedAt)}`],
    ...(notEnabled.length > 0 ? ([['Not enabled', notEnabled.join(', ')]] as const) : []),
    ...(notOffered.length > 0
      ? ([
          [
            'Not offered',
            notOffered.map(({ service, regions }) => `${serviceLabel(service)} in ${regions.join(', ')}`).join('; '),
          ],
        ] as const)
      : []),
  ];
}
