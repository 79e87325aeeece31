export type Members = Readonly<Record<string, unknown>>;

export interface Paging {
  /** The member that asks for the next page; the answer carries it under the same name. */
  readonly token: string;
  /** The members that go on from page to page. */
  readonly lists: readonly string[];
}

/** Pages that lead nowhere: what was read so far is not the whole answer. */
class EndlessPagesError extends Error {
  override readonly name = 'EndlessPages';
}

const pageLimit = 10_000;

/** Pages of AWS can be empty while more follow, but not so many of them. */
const emptyLimit = 100;

/** For all pages of one answer, in milliseconds. */
const timeLimit = 1_800_000;

/**
 * All pages as one answer. One loop for every operation rather than the SDK's paginators: several operations have
 * none, and tokens that lead nowhere must end as an error, not as a short list or never.
 *
 * @param now in milliseconds
 * @throws {EndlessPagesError}
 */
export async function allPages(
  send: (input: Members) => Promise<Members>,
  input: Members,
  { token, lists }: Paging,
  now: () => number = () => performance.now(),
): Promise<Members> {
  const pages: Members[] = [];
  const seen = new Set<unknown>();
  const end = now() + timeLimit;
  let next: unknown;
  let last = '';
  let empty = 0;
  for (;;) {
    const page = await send(next === undefined ? input : { ...input, [token]: next });
    pages.push(page);
    next = page[token] ?? undefined;
    if (next === undefined || next === '') break;
    const items = lists.flatMap((list) => page[list] ?? []);
    const content = items.length === 0 ? '' : JSON.stringify(items);
    empty = content === '' ? empty + 1 : 0;
    if (seen.has(next)) throw new EndlessPagesError(`page ${pages.length} names a page that was already read`);
    if (content !== '' && content === last)
      throw new EndlessPagesError(`page ${pages.length} holds the same as the page before it`);
    if (empty >= emptyLimit) throw new EndlessPagesError(`${emptyLimit} pages in a row hold nothing`);
    if (pages.length >= pageLimit) throw new EndlessPagesError(`more than ${pageLimit} pages`);
    if (now() >= end) throw new EndlessPagesError(`not all pages came within ${timeLimit / 1000} seconds`);
    seen.add(next);
    last = content;
  }
  return merge(pages, token, lists);
}

/** A list that no page has is left out rather than taken for empty. */
function merge(pages: readonly Members[], token: string, lists: readonly string[]): Members {
  const merged = lists
    .filter((list) => pages.some((page) => page[list] !== undefined))
    .map((list) => [list, pages.flatMap((page) => page[list] ?? [])] as const);
  const { [token]: _, ...last } = pages.at(-1) ?? {};
  return { ...last, ...Object.fromEntries(merged) };
}
