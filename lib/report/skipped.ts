import type { Coverage } from '../model/snapshot.ts';

/** Regions where there was nothing to ask: not a fault, but part of what the report covers. */
export interface Skipped {
  /** Regions that the account has not enabled. */
  readonly notEnabled: readonly string[];
  /** Services by their IAM prefix (`workspaces`, `appstream` …), with the Regions that do not offer them. */
  readonly notOffered: readonly { readonly service: string; readonly regions: readonly string[] }[];
}

export function skippedRegions(coverage: readonly Coverage[]): Skipped {
  const notEnabled = new Set<string>();
  const notOffered = new Map<string, Set<string>>();
  for (const { call, outcome, region } of coverage) {
    if (outcome === 'not-enabled') notEnabled.add(region);
    if (outcome === 'not-offered') {
      const service = call.split(':')[0] ?? call;
      notOffered.set(service, (notOffered.get(service) ?? new Set()).add(region));
    }
  }
  return {
    notEnabled: [...notEnabled].toSorted(),
    notOffered: [...notOffered].map(([service, regions]) => ({ service, regions: [...regions].toSorted() })),
  };
}
