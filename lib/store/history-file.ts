import { severities } from '../model/finding.ts';
import { type History, lifeStatuses } from '../model/history.ts';

/** The file as a whole: one history for each account, by its id. */
export interface HistoryFile {
  readonly kind: typeof kind;
  readonly schemaVersion: typeof schemaVersion;
  readonly accounts: Readonly<Record<string, History>>;
}

const kind = 'euc-saml-audit history';
const schemaVersion = '1';

export const emptyFile: HistoryFile = { kind, schemaVersion, accounts: {} };

/** @throws {Error} saying what is not as it was written: nothing is guessed, left out or repaired. */
export function parseHistoryFile(text: string): HistoryFile {
  const value = parseJson(text);
  check(value);
  return value;
}

function check(value: unknown): asserts value is HistoryFile {
  if (!isObject(value) || value['kind'] !== kind) throw new Error(`expected a file with "kind": "${kind}"`);
  if (value['schemaVersion'] !== schemaVersion) {
    throw new Error(
      `expected schemaVersion "${schemaVersion}", got ${JSON.stringify(value['schemaVersion'])}: another version of this tool wrote it`,
    );
  }
  for (const [id, history] of Object.entries(object('accounts', value['accounts']))) {
    checkHistory(`accounts.${id}`, history);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function checkHistory(path: string, value: unknown): void {
  const { lastScan, lives, waiting } = object(path, value);
  if (lastScan !== undefined) checkLastScan(`${path}.lastScan`, lastScan);
  for (const [index, life] of list(`${path}.lives`, lives).entries()) checkLife(`${path}.lives[${index}]`, life);
  for (const [index, batch] of list(`${path}.waiting`, waiting).entries()) {
    checkBatch(`${path}.waiting[${index}]`, batch);
  }
}

function checkLastScan(path: string, value: unknown): void {
  const { id, at, complete, regions, ruleIds } = object(path, value);
  demand(`${path}.id`, 'text', typeof id === 'string');
  demand(`${path}.at`, 'a moment', isMoment(at));
  demand(`${path}.complete`, 'true or false', typeof complete === 'boolean');
  list(`${path}.regions`, regions);
  list(`${path}.ruleIds`, ruleIds);
}

function checkLife(path: string, value: unknown): void {
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

function checkBatch(path: string, value: unknown): void {
  const { id, occasion, digestTold, notices } = object(path, value);
  demand(`${path}.id`, 'text', typeof id === 'string');
  demand(`${path}.digestTold`, 'true or false', typeof digestTold === 'boolean');
  object(`${path}.occasion.scan`, object(`${path}.occasion`, occasion)['scan']);
  for (const [index, notice] of list(`${path}.notices`, notices).entries()) {
    const { messageId, finding } = object(`${path}.notices[${index}]`, notice);
    demand(`${path}.notices[${index}].messageId`, 'text', typeof messageId === 'string');
    checkFinding(`${path}.notices[${index}].finding`, finding);
  }
}

function object(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new Error(`${path}: expected an object`);
}

function list(path: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${path}: expected a list`);
}

function demand(path: string, expected: string, holds: boolean): void {
  if (!holds) throw new Error(`${path}: expected ${expected}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMoment = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
