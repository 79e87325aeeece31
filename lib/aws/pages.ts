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

/**
 * All pages as one answer. One loop for every operation rather than the SDK's paginators: several operations have
 * none, and a token that comes again must end as an error, not as a short list.
 *
 * @throws {EndlessPagesError}
 */
export async function allPages(
  send: (input: Members) => Promise<Members>,
  input: Members,
  { token, lists }: Paging,
): Promise<Members> {
  const pages: Members[] = [];
  const seen = new Set<unknown>();
  let next: unknown;
  do {
    const page = await send(next === undefined ? input : { ...input, [token]: next });
    pages.push(page);
    next = page[token] ?? undefined;
    if (seen.has(next)) throw new EndlessPagesError(`page ${pages.length} names a page that was already read`);
    if (pages.length >= pageLimit) throw new EndlessPagesError(`more than ${pageLimit} pages`);
    seen.add(next);
  } while (next !== undefined && next !== '');
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
