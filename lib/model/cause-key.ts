import type { Cause } from './finding.ts';

/** A text that two causes share exactly when they are the same cause. */
export const causeKey = ({ kind, parameters }: Cause): string =>
  JSON.stringify([kind, ...Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
