import { checkLastScan, checkLife, checkNotice, checkScan, demand, list, object } from '../model/check-history.ts';
import type { History } from '../model/history.ts';

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

function checkBatch(path: string, value: unknown): void {
  const { id, occasion, digestTold, notices } = object(path, value);
  demand(`${path}.id`, 'text', typeof id === 'string');
  demand(`${path}.digestTold`, 'true or false', typeof digestTold === 'boolean');
  checkScan(`${path}.occasion.scan`, object(`${path}.occasion`, occasion)['scan']);
  for (const [index, notice] of list(`${path}.notices`, notices).entries()) {
    checkNotice(`${path}.notices[${index}]`, notice);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
