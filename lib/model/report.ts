import type { Coverage } from './snapshot.ts';
import type { Finding, Summary } from './finding.ts';

/** The JSON report, schema version 1 (design 4.2). Additive changes only; anything else is a new version. */
export interface Report {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'euc-saml-audit'; readonly version: string };
  readonly scan: Scan;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

export interface Scan {
  readonly id: string;
  readonly accountId: string;
  readonly partition: string;
  readonly regions: readonly string[];
  readonly source: 'live' | 'export';
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
}
