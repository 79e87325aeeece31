import { severities } from './finding.ts';
import { type FindingLife, type LastScan, lifeStatuses, type Notice } from './history.ts';
import type { Scan } from './report.ts';

/**
 * Checks of what a store gives back, which others could have written. Each says where something is not as it was written:
 * nothing is guessed, left out or repaired.
 */

/** @throws {Error} */
export function checkLastScan(path: string, value: unknown): asserts value is LastScan {
  const { id, at, complete, regions, ruleIds } = object(path, value);
  demand(`${path}.id`, 'text', typeof id === 'string');
  demand(`${path}.at`, 'a moment', isMoment(at));
  demand(`${path}.complete`, 'true or false', typeof complete === 'boolean');
  list(`${path}.regions`, regions);
  list(`${path}.ruleIds`, ruleIds);
}

/** @throws {Error} */
export function checkLife(path: string, value: unknown): asserts value is FindingLife {
  const { finding, status, firstSeen, lastChanged, lastConfirmed, version } = object(path, value);
  checkFinding(`${path}.finding`, finding);
  demand(
    `${path}.status`,
    `one of ${lifeStatuses.join(', ')}`,
    lifeStatuses.some((known) => known === status),
  );
  for (const [name, moment] of Object.entries({ firstSeen, lastChanged, lastConfirmed })) {
    demand(`${path}.${name}`, 'a moment', isMoment(moment));
  }
  demand(`${path}.version`, 'a whole number from 1', Number.isInteger(version) && Number(version) >= 1);
}

function checkFinding(path: string, value: unknown): void {
  const { id, ruleId, severity, resource, message } = object(path, value);
  for (const [name, text] of Object.entries({ id, ruleId, message })) {
    demand(`${path}.${name}`, 'text', typeof text === 'string');
  }
  demand(
    `${path}.severity`,
    `one of ${severities.join(', ')}`,
    severities.some((known) => known === severity),
  );
  const { type, arn, region } = object(`${path}.resource`, resource);
  demand(
    `${path}.resource`,
    'type, arn and region',
    [type, arn, region].every((part) => typeof part === 'string'),
  );
}

/** @throws {Error} */
export function checkNotice(path: string, value: unknown): asserts value is Notice {
  const { messageId, finding } = object(path, value);
  demand(`${path}.messageId`, 'text', typeof messageId === 'string');
  checkFinding(`${path}.finding`, finding);
}

/** @throws {Error} */
export function checkScan(path: string, value: unknown): asserts value is Scan {
  const { id, startedAt } = object(path, value);
  demand(`${path}.id`, 'text', typeof id === 'string');
  demand(`${path}.startedAt`, 'a moment', isMoment(startedAt));
}

/** The value, which must be an object. @throws {Error} */
export function object(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new Error(`${path}: expected an object`);
}

/** The value, which must be a list. @throws {Error} */
export function list(path: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${path}: expected a list`);
}

/** @throws {Error} unless it holds */
export function demand(path: string, expected: string, holds: boolean): void {
  if (!holds) throw new Error(`${path}: expected ${expected}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMoment = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
