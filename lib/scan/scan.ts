import type { Progress, Source } from '../model/ports.ts';
import type { ResourceRef } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { collect } from '../collect/collect.ts';
import { assess } from '../engine/assess.ts';
import { accountOf, type Account } from '../federation/account.ts';
import type { Fact } from '../model/fact.ts';
import type { SignIns } from '../model/sign-ins.ts';
import type { Coverage, Snapshot } from '../model/snapshot.ts';
import { withoutSignIns } from '../rule/sign-ins.ts';
import { summarizeSignIns } from '../evidence/summary.ts';
import { relayStates } from '../federation/relay-state.ts';
import { summarise } from '../engine/summarise.ts';
import { defaultConfig, type Config } from '../config/config.ts';
import { ruleReferences } from '../rule/reference.ts';
import type { Rule } from '../rule/rule.ts';
import { dataHash } from './data-hash.ts';
import { neededCalls } from './needed-calls.ts';
import { toolVersion } from './version.ts';

export interface ScanOptions {
  readonly source: Source;
  /** The rules to judge by; see `selectRules`, which also leaves out those that are off. */
  readonly rules: readonly Rule[];
  /** Ids of the rules that somebody asked for, when not for all: then only what these need is read. */
  readonly onlyRules?: readonly string[] | undefined;
  /** Default: all that the source offers (live: every Region of the partition where the services are). */
  readonly regions?: readonly string[];
  /** When what the source holds was read; default: when the source says so, else now. */
  readonly asOf?: string;
  readonly scanId: string;
  readonly clock: () => Date;
  /** Default: every rule as it is. */
  readonly config?: Config;
  /** Reads and sums up what was recorded of sign-ins. Without it, rules about sign-ins are left out. */
  readonly signIns?: (account: Account) => Promise<ReadSignIns>;
  readonly onProgress?: (progress: Progress) => void;
  /** What people should know about the Regions that are scanned, one sentence each without a full stop. */
  readonly onNote?: (note: string) => void;
  readonly onRuleError?: (ruleId: string, resource: ResourceRef, error: unknown) => void;
}

interface ReadSignIns {
  readonly fact: Fact<SignIns>;
  readonly coverage: readonly Coverage[];
}

/**
 * One scan of one account: read, judge, report. Reads that fail are in the report as coverage and unknown findings.
 * @throws {IdentityError} when not even the account can be told, so that nothing can be judged.
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const { source, regions, clock, onProgress, onNote, onRuleError, config = defaultConfig } = options;
  const startedAt = clock().toISOString();
  const dataAsOf = options.asOf ?? source.createdAt ?? (source.kind === 'live' ? startedAt : undefined);
  const isLimited = options.onlyRules !== undefined;
  const rules = options.signIns === undefined ? withoutSignIns(options.rules) : options.rules;
  const collected = await collect({
    source,
    needed: neededCalls(rules),
    onlyNeeded: isLimited,
    asOf: dataAsOf ?? startedAt,
    ...(regions === undefined ? {} : { regions }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(onNote === undefined ? {} : { onNote }),
  });
  const signIns = await options.signIns?.(accountOf(collected));
  const snapshot: Snapshot =
    signIns === undefined
      ? collected
      : { ...collected, signIns: signIns.fact, coverage: [...collected.coverage, ...signIns.coverage] };
  const account = accountOf(snapshot);
  const { findings, paths, problems, advice, notices } = assess(account, rules, {
    settings: config.settings,
    severities: config.severities,
    exceptions: config.exceptions,
    ...(onRuleError === undefined
      ? {}
      : { onRuleError: (rule, resource, error) => onRuleError(rule.id, resource, error) }),
  });
  return {
    schemaVersion: '1',
    tool: { name: 'euc-saml-audit', version: toolVersion },
    scan: {
      id: options.scanId,
      accountId: snapshot.account.id,
      partition: snapshot.account.partition,
      regions: snapshot.regions,
      source: snapshot.source,
      ...(dataAsOf === undefined ? {} : { dataAsOf }),
      dataHash: await dataHash(snapshot),
      ...(options.onlyRules === undefined ? {} : { onlyRules: options.onlyRules.toSorted() }),
      configured: {
        off: config.off.filter((id) => rules.every((rule) => rule.id !== id)),
        severities: config.severities,
      },
      startedAt,
      finishedAt: clock().toISOString(),
    },
    coverage: snapshot.coverage,
    rules: ruleReferences(rules, config.severities),
    problems,
    advice,
    findings,
    // They would need calls that the chosen rules do not.
    ...(isLimited ? {} : { paths, relayStates: relayStates(snapshot) }),
    ...(snapshot.signIns?.state === 'known' ? { signIns: summarizeSignIns(snapshot.signIns.value) } : {}),
    notices: [...config.notices, ...notices],
    summary: summarise(findings, snapshot.coverage),
  };
}
