import type { Snapshot } from '../model/snapshot.ts';

/**
 * The SHA-256 of what was read, whenever and however: the same data gives the same hash, live or from an export.
 */
export async function dataHash(snapshot: Snapshot): Promise<string> {
  const { account, regions, roles, samlProviders, byRegion } = snapshot;
  const text = JSON.stringify({ account, regions, roles, samlProviders, byRegion }, sorted);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('hex');
}

/** A replacer for `JSON.stringify`: members by name. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
