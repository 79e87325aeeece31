import { parseJson } from '../collect/json.ts';
import { isRecord } from '../collect/shape.ts';
import { checkLastScan, checkLife, checkNotice, checkScan, demand, list, object } from '../model/check-history.ts';
import type { FindingLife, History, LastScan, Notice, Occasion } from '../model/history.ts';
import type { Scan } from '../model/report.ts';
import type { Coverage } from '../model/snapshot.ts';

/**
 * How a history lies in the table: under its account's id as partition key `pk`, one item `SCAN` for the last scan, one
 * item `BATCH#<run>` for each run whose changes have not all been told, and one item `FINDING#<finding id>` for each
 * finding that fails or has failed. The latter holds its changes that are to be told, too, in the map `untold`, so that
 * one write puts down the change and the mark. Objects lie there as JSON text. A finding that is resolved or gone has the
 * moment `expires` (seconds since 1970), from which on DynamoDB can delete it.
 */
export const keys = {
  scan: 'SCAN',
  batch: (id: string): string => `BATCH#${id}`,
  finding: (id: string): string => `FINDING#${id}`,
};

/** A value as DynamoDB's JSON protocol has it. */
type Attribute =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly M: Readonly<Record<string, Attribute>> };

export const text = (value: string): Attribute => ({ S: value });
export const number = (value: number): Attribute => ({ N: String(value) });
export const flag = (value: boolean): Attribute => ({ BOOL: value });
export const map = (value: Readonly<Record<string, Attribute>>): Attribute => ({ M: value });
export const json = (value: object): Attribute => text(JSON.stringify(value));

/** A change that is to be told, the run that has it in its batch, and the scan that saw it. */
export interface Untold {
  readonly batchId: string;
  readonly scan: Scan;
  readonly notice: Notice;
}

/** @throws {Error} naming an item that was not written like this. */
export function historyIn(items: readonly unknown[]): History {
  const read = items.map((item) => {
    const key = stringIn(item, 'sk') ?? '';
    try {
      return itemOf(item, key);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`item ${key} is not as this version writes it: ${reason}`, { cause: error });
    }
  });
  const batches = read.flatMap(({ batch }) => batch ?? []);
  const untold = Map.groupBy(
    read.flatMap((item) => item.untold ?? []),
    ({ batchId }) => batchId,
  );
  const lastScan = read.find((item) => item.lastScan !== undefined)?.lastScan;
  return {
    ...(lastScan === undefined ? {} : { lastScan }),
    lives: read.flatMap(({ life }) => life ?? []),
    waiting: [...new Set([...batches.map(({ id }) => id), ...untold.keys()])].flatMap((id) => {
      const batch = batches.find((batch) => batch.id === id);
      const marks = untold.get(id) ?? [];
      const scan = marks[0]?.scan;
      const occasion = batch?.occasion ?? (scan === undefined ? undefined : { scan, coverage: [] });
      if (occasion === undefined) return [];
      const digestTold = batch?.digestTold ?? false;
      return [{ id, occasion, digestTold, notices: marks.map(({ notice }) => notice) }];
    }),
  };
}

interface Item {
  readonly lastScan?: LastScan;
  readonly life?: FindingLife;
  readonly untold?: readonly Untold[];
  readonly batch?: { readonly id: string; readonly digestTold: boolean; readonly occasion: Occasion | undefined };
}

function itemOf(item: unknown, key: string): Item {
  if (key === keys.scan) {
    const lastScan = parsed('scan', item);
    checkLastScan('scan', lastScan);
    return { lastScan };
  }
  if (key.startsWith(keys.finding(''))) {
    const life = parsed('life', item);
    checkLife('life', life);
    return { life, untold: untoldIn(item) };
  }
  return key.startsWith(keys.batch('')) ? { batch: batchOf(item, key.slice(keys.batch('').length)) } : {};
}

function batchOf(item: unknown, id: string): NonNullable<Item['batch']> {
  const digestTold = memberOf(memberOf(item, 'digestTold'), 'BOOL') === true;
  if (stringIn(item, 'occasion') === undefined) return { id, digestTold, occasion: undefined };
  const { scan, coverage } = object('occasion', parsed('occasion', item));
  checkScan('occasion.scan', scan);
  return { id, digestTold, occasion: { scan, coverage: list('occasion.coverage', coverage).map(coverageOf) } };
}

function coverageOf(value: unknown, index: number): Coverage {
  const path = `occasion.coverage[${index}]`;
  const { region, call, outcome } = object(path, value);
  demand(
    path,
    'region, call and outcome',
    [region, call, outcome].every((part) => typeof part === 'string'),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as a digest reads it
  return value as Coverage;
}

/** The marks in the item of a finding. */
export function untoldIn(item: unknown): readonly Untold[] {
  const marks = memberOf(memberOf(item, 'untold'), 'M');
  if (!isRecord(marks)) return [];
  return Object.keys(marks).map((messageId) => {
    const path = `untold.${messageId}`;
    const { batchId, scan, notice } = object(path, parsed(messageId, marks));
    if (typeof batchId !== 'string') throw new Error(`${path}.batchId: expected text`);
    checkScan(`${path}.scan`, scan);
    checkNotice(`${path}.notice`, notice);
    return { batchId, scan, notice };
  });
}

/** What was written as JSON under a name. */
function parsed(name: string, item: unknown): unknown {
  const text = stringIn(item, name);
  if (text === undefined) throw new Error(`${name}: expected JSON text`);
  const value = parseJson(text);
  if ('problem' in value) throw new Error(`${name}: not JSON, ${value.problem}`);
  return value.value;
}

function stringIn(item: unknown, name: string): string | undefined {
  const value = memberOf(memberOf(item, name), 'S');
  return typeof value === 'string' ? value : undefined;
}

const memberOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
