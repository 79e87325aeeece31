import type { ControlReference } from './control.ts';
import type { Coverage } from './snapshot.ts';
import type { Comparison } from './comparison.ts';
import type { ExceptionNotice } from './exception.ts';
import type { FederationPath } from './path.ts';
import type { RelayState } from './relay-state.ts';
import type { Problem } from './problem.ts';
import type { Finding, Severity, Summary } from './finding.ts';

/**
 * The JSON report, schema version 1: additive changes only, anything else is a new version. lib/report/schema.ts says
 * the same for machines, and does not compile when it differs.
 */
export interface Report {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'euc-saml-audit'; readonly version: string };
  readonly scan: Scan;
  readonly coverage: readonly Coverage[];
  /** The rules that were checked, by id. */
  readonly rules: readonly RuleReference[];
  /** Locked out, exposed or at risk, worst first. */
  readonly problems: readonly Problem[];
  /** As problems, of effect `advice`. */
  readonly advice: readonly Problem[];
  readonly findings: readonly Finding[];
  /** Every way from an identity provider to a desktop or an application. */
  readonly paths?: readonly FederationPath[];
  /** What to configure as relay state in the identity provider. */
  readonly relayStates?: readonly RelayState[];
  /** What CloudTrail recorded of sign-ins; absent: nobody asked for it. */
  readonly signIns?: ReportedSignIns;
  /** What changed since the baseline that the scan was compared with. */
  readonly comparison?: Comparison;
  /** What people should know about the exceptions of the configuration file. */
  readonly notices?: readonly ExceptionNotice[];
  readonly summary: Summary;
}

/** Recorded sign-ins of an account, by role. Nothing in it names a person. */
export interface ReportedSignIns {
  /** Sign-ins that were read. */
  readonly count: number;
  /** ISO 8601 UTC: the first and the last one. */
  readonly from?: string;
  readonly to?: string;
  readonly roles: readonly RoleSignIns[];
}

export interface RoleSignIns {
  /** ARN. */
  readonly role: string;
  readonly admitted: number;
  readonly refused: number;
  readonly lastAdmitted?: string;
  readonly lastRefused?: string;
  /** ARNs of SAML providers. */
  readonly providers: readonly string[];
  readonly subjectTypes: readonly string[];
  readonly audiences: readonly string[];
  /** Names of the session tags. */
  readonly tags: readonly string[];
}

/** What a report says of a rule, so that it can be read without this tool at hand. */
export interface RuleReference {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The page of AWS's documentation that it checks. */
  readonly url: string;
  /** Ids of the requirements in docs/coverage.md that it decides. */
  readonly statements: readonly string[];
  readonly controls: readonly ControlReference[];
}

export interface Scan {
  readonly id: string;
  readonly accountId: string;
  readonly partition: string;
  readonly regions: readonly string[];
  readonly source: 'live' | 'export';
  /** When the data was read from AWS, ISO 8601 UTC; absent for an export that does not say. */
  readonly dataAsOf?: string;
  /** SHA-256 of what was read, in hexadecimal: the same data has the same, whenever and however it was read. */
  readonly dataHash?: string;
  /** Ids of the rules that the scan was limited to; absent: all that are not off. */
  readonly onlyRules?: readonly string[];
  /** What a configuration file said about the rules, when there was one: ids that are off, severities by id. */
  readonly configured?: {
    readonly off: readonly string[];
    readonly severities: Readonly<Record<string, Severity>>;
  };
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
}
