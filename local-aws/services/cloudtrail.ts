import { listing } from './listing.ts';
import type { Service } from './service.ts';

const events = listing({
  file: 'cloudtrail.lookup-events',
  list: 'Events',
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html (MaxResults)
  pages: { usual: 50, most: 50 },
  pageSize: 'MaxResults',
});

/**
 * The event history, which an account export does not hold: a file of its own in `global` gives it. It is the same in
 * every Region, so whoever reads all of them has to count an event once. Attributes and times are taken, and not applied.
 */
export const cloudtrail: Service = {
  scope: 'global',
  target: 'CloudTrail_20131101',
  timestamps: new Set(['EventTime']),
  operations: {
    LookupEvents: { ...events, inputs: [...events.inputs, 'LookupAttributes', 'StartTime', 'EndTime'] },
  },
};
