import type { Coverage } from '../model/snapshot.ts';

/** Regions where there was nothing to ask: not a fault, but part of what the report covers. */
export interface Skipped {
  /** Absent: the whole Region. Else one service of it, by its IAM prefix (`workspaces`, `appstream` …). */
  readonly service?: string;
  readonly regions: readonly string[];
}

/**
 * Where every call of a Region, or every call of a service there, had this outcome. A single call that is not offered
 * beside others that are (a feature that this Region lacks) is no skipped service.
 */
export function skipped(coverage: readonly Coverage[], outcome: 'not-enabled' | 'not-offered'): readonly Skipped[] {
  const groups = new Map<string | undefined, string[]>([[undefined, []]]);
  for (const [region, entries] of grouped(coverage, (entry) => entry.region)) {
    const services = grouped(entries, ({ call }) => call.split(':')[0] ?? call);
    const without = services.filter(([, calls]) => calls.every((entry) => entry.outcome === outcome));
    const whole = without.length === services.length;
    for (const name of whole ? [undefined] : without.map(([service]) => service)) {
      groups.set(name, [...(groups.get(name) ?? []), region]);
    }
  }
  return [...groups]
    .filter(([, regions]) => regions.length > 0)
    .map(([service, regions]) => ({ ...(service === undefined ? {} : { service }), regions: regions.toSorted() }));
}

const grouped = (entries: readonly Coverage[], key: (entry: Coverage) => string): [string, Coverage[]][] =>
  Object.entries(Object.groupBy(entries, key)).map(([name, group = []]) => [name, group]);
