import { describe, expect, it } from 'vitest';
import { allPages, type Members } from '../../../lib/aws/pages.ts';

const paging = { token: 'NextToken', lists: ['Stacks', 'Others'] };

/** Sends the pages in turn, whatever it is asked. */
function sender(pages: readonly Members[]) {
  const inputs: Members[] = [];
  const send = async (input: Members): Promise<Members> => {
    inputs.push(input);
    return pages[inputs.length - 1] ?? {};
  };
  return { inputs, send };
}

describe('allPages', () => {
  it('follows the token to the end and merges the lists', async () => {
    const { inputs, send } = sender([
      { Stacks: [1, 2], NextToken: 'a' },
      { Stacks: [], NextToken: 'b' },
      { Stacks: [3], Others: [4], More: true },
    ]);
    expect(await allPages(send, { Limit: 2 }, paging)).toEqual({ Stacks: [1, 2, 3], Others: [4], More: true });
    expect(inputs).toEqual([{ Limit: 2 }, { Limit: 2, NextToken: 'a' }, { Limit: 2, NextToken: 'b' }]);
  });

  it('ends at an empty or null token', async () => {
    expect(await allPages(sender([{ Stacks: [1], NextToken: '' }]).send, {}, paging)).toEqual({ Stacks: [1] });
    expect(await allPages(sender([{ Stacks: [1], NextToken: null }]).send, {}, paging)).toEqual({ Stacks: [1] });
  });

  it('does not make an empty list of one that never came', async () => {
    expect(await allPages(sender([{}]).send, {}, paging)).toEqual({});
  });

  it('gives up when a token comes again', async () => {
    const { inputs, send } = sender(['a', 'b', 'a', 'b'].map((NextToken) => ({ Stacks: [], NextToken })));
    await expect(allPages(send, {}, paging)).rejects.toThrow('page 3 names a page that was already read');
    expect(inputs).toHaveLength(3);
  });

  it('gives up when there is no end', async () => {
    let page = 0;
    const send = async (): Promise<Members> => ({ Stacks: [page], NextToken: `${page++}` });
    await expect(allPages(send, {}, paging)).rejects.toThrow('more than 10000 pages');
    expect(page).toBe(10_000);
  });

  it('gives up when the token changes for ever and nothing comes with it', async () => {
    let page = 0;
    const send = async (): Promise<Members> => ({ Stacks: [], NextToken: `${page++}` });
    await expect(allPages(send, {}, paging)).rejects.toThrow('100 pages in a row hold nothing');
    expect(page).toBe(100);
  });

  it('gives up when the same page comes again under another token', async () => {
    let page = 0;
    const send = async (): Promise<Members> => ({ Stacks: [{ Name: 'App' }], NextToken: `${page++}` });
    await expect(allPages(send, {}, paging)).rejects.toThrow('page 2 holds the same as the page before it');
  });

  it('goes on over some pages that hold nothing', async () => {
    const empty = (name: string) =>
      Array.from({ length: 99 }, (_, index) => ({ Stacks: [], NextToken: `${name}${index}` }));
    const { send } = sender([...empty('a'), { Stacks: [1], NextToken: 'x' }, ...empty('b'), { Stacks: [2] }]);
    expect(await allPages(send, {}, paging)).toEqual({ Stacks: [1, 2] });
  });

  it('gives up when the pages take longer than half an hour', async () => {
    let page = 0;
    let time = 0;
    const send = async (): Promise<Members> => {
      time += 60_000;
      return { Stacks: [page], NextToken: `${page++}` };
    };
    await expect(allPages(send, {}, paging, () => time)).rejects.toThrow('not all pages came within 1800 seconds');
    expect(page).toBe(30);
  });
});
