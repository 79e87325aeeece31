import { allCalls, type Call } from '../../lib/collect/calls.ts';
import { AwsError, refusal } from '../aws-error.ts';
import { isObject, type JsonObject } from '../json.ts';
import { cutPage, type PageLimits } from '../paging.ts';
import { integer, text, texts } from './input.ts';
import type { Operation, ServiceCall } from './service.ts';

export interface Listing {
  /** The export's file: the CLI's service and command, or derived from the request. */
  readonly file: string | ((call: ServiceCall) => string);
  /** The answer's member that holds the list. */
  readonly list: string;
  readonly pages: PageLimits;
  /** The request member with the wanted page size, where the operation has one. */
  readonly pageSize?: 'Limit' | 'MaxResults';
  /** Request member → member of an item that must be (one of) the wanted. */
  readonly match?: Readonly<Record<string, string>>;
  /** Error code for a wanted item that is not there; without it, such an item is simply not in the answer. */
  readonly unknownItem?: string;
}

/** Where the answers of a call stand in the export, and the list in them. */
export const fileOf = ({
  service,
  command,
  pages: [list = ''] = [],
}: Call): Pick<Listing, 'list'> & { file: string } => ({
  file: `${service}.${command}`,
  list,
});

interface Defaults {
  readonly pages: PageLimits;
  readonly pageSize?: Listing['pageSize'];
}

/** The calls of a service that list what one file of the export holds, as the table of calls has them. */
export const listingsOf = (
  service: Call['service'],
  { pages, pageSize }: Defaults,
  details: Readonly<Record<string, Partial<Listing>>>,
): Readonly<Record<string, Operation>> =>
  Object.fromEntries(
    allCalls
      .filter((call) => call.service === service && call.perResource === undefined)
      .map((call) => [
        call.operation,
        listing({
          ...fileOf(call),
          pages,
          ...(pageSize === undefined ? {} : { pageSize }),
          ...details[call.operation],
        }),
      ]),
  );

/** An operation that lists what one file of the export holds, in pages linked by `NextToken`. */
export function listing({ file, list, pages, pageSize, match = {}, unknownItem }: Listing): Operation {
  return {
    inputs: ['NextToken', ...(pageSize === undefined ? [] : [pageSize]), ...Object.keys(match)],
    answer(call) {
      const { input, operation, folder, pageCap: cap } = call;
      const all = listIn(folder.read(typeof file === 'string' ? file : file(call)), list);
      const found = select(all, input, match, unknownItem);
      const wanted = pageSize === undefined ? undefined : integer(input, pageSize);
      const page = cutPage(found, pages, { listing: operation, wanted, token: text(input, 'NextToken'), cap });
      return page.next === undefined ? { [list]: page.items } : { [list]: page.items, NextToken: page.next };
    },
  };
}

/** A list of a recorded answer. @throws {Error} when the export holds something else there. */
export function listIn(answer: JsonObject, name: string): readonly unknown[] {
  const value = answer[name];
  if (Array.isArray(value)) return value;
  throw new Error(`The export should hold a list ${name}, but has ${JSON.stringify(value)}`);
}

function select(
  items: readonly unknown[],
  input: JsonObject,
  match: Readonly<Record<string, string>>,
  unknownItem: string | undefined,
): readonly unknown[] {
  return Object.entries(match).reduce((left, [wish, member]) => {
    const wanted = texts(input, wish);
    if (wanted === undefined) return left;
    if (wanted.length === 0) throw refusal('invalid-input', `Expected ${wish} to hold something, or to be left out`);
    const has = (item: unknown, value: string): boolean => isObject(item) && item[member] === value;
    const missing = wanted.find((value) => !left.some((item) => has(item, value)));
    if (missing !== undefined && unknownItem !== undefined)
      throw new AwsError(unknownItem, `${missing} does not exist`);
    return left.filter((item) => wanted.some((value) => has(item, value)));
  }, items);
}
