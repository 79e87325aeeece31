import { isRecord } from '../collect/shape.ts';
import type { FindingLife, History, LastScan, Notice, Occasion } from '../model/history.ts';
import type { Scan } from '../model/report.ts';

/**
 * How a history lies in the table: under its account's id as partition key `pk`, one item `SCAN` for the last scan, one
 * item `BATCH#<run>` for each run whose changes have not all been told, and one item `FINDING#<finding id>` for each
 * finding that fails or has failed. The latter holds its changes that are to be told, too, in the map `untold`, so that
 * one write puts down the change and the mark. Objects lie there as JSON text.
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
  if (key === keys.scan) return { lastScan: parsed(stringIn(item, 'scan')) };
  if (key.startsWith(keys.finding(''))) return { life: parsed(stringIn(item, 'life')), untold: untoldIn(item) };
  if (!key.startsWith(keys.batch(''))) return {};
  const occasion = stringIn(item, 'occasion');
  return {
    batch: {
      id: key.slice(keys.batch('').length),
      digestTold: memberOf(memberOf(item, 'digestTold'), 'BOOL') === true,
      occasion: occasion === undefined ? undefined : parsed(occasion),
    },
  };
}

/** The marks in the item of a finding. */
export function untoldIn(item: unknown): readonly Untold[] {
  const marks = memberOf(memberOf(item, 'untold'), 'M');
  return isRecord(marks) ? Object.keys(marks).map((messageId) => parsed(stringIn(marks, messageId))) : [];
}

/** What was written there; items of other makes are told by their keys. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the type for JSON.parse's `any`
function parsed<T>(text: string | undefined): T {
  if (text === undefined) throw new Error('a member is missing');
  const value: T = JSON.parse(text);
  return value;
}

function stringIn(item: unknown, name: string): string | undefined {
  const value = memberOf(memberOf(item, name), 'S');
  return typeof value === 'string' ? value : undefined;
}

const memberOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
