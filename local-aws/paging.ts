import { refusal } from './aws-error.ts';

/** How many items go into one page. */
export interface PageLimits {
  /** Without a wish of the caller; AWS's own default. */
  readonly usual: number;
  /** The most a caller may ask for; asking for more is refused, as AWS does. */
  readonly most: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

export interface PageRequest {
  /** Tells the listings apart, so that a token of one is refused by another. */
  readonly listing: string;
  readonly wanted: number | undefined;
  readonly token: string | undefined;
  /** A smaller page than AWS's, so that a few items already make several pages. */
  readonly cap: number | undefined;
}

/** Cuts one page out of a listing. @throws {AwsError} for a token of another listing or a page size out of range. */
export function cutPage<T>(all: readonly T[], limits: PageLimits, request: PageRequest): Page<T> {
  const wanted = request.wanted ?? limits.usual;
  if (wanted < 1 || wanted > limits.most) {
    throw refusal('invalid-input', `Expected a page size from 1 to ${limits.most}, but got ${wanted}`);
  }
  const size = Math.min(wanted, request.cap ?? wanted);
  const start = request.token === undefined ? 0 : startOf(request.token, request.listing);
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: tokenFor(request.listing, end) } : { items };
}

const tokenFor = (listing: string, start: number): string => Buffer.from(`${listing} ${start}`).toString('base64url');

function startOf(token: string, listing: string): number {
  const [tokenListing, start] = Buffer.from(token, 'base64url').toString().split(' ');
  if (tokenListing !== listing || !/^\d+$/.test(start ?? '')) {
    throw refusal('invalid-input', `The paging token was not given by ${listing}`);
  }
  return Number(start);
}
