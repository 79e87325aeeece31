import { describe, expect, it } from 'vitest';
import { keys } from '../../../lib/organization/object-store.ts';
import { hand, type Message, type Parcel, sendDigest } from '../../../lib/organization/outbox.ts';
import { report } from '../../support/report.ts';
import { memoryStore, planned } from './support.ts';

const occasion = { scan: report([]).scan, coverage: [] };
const parcel = (accountId: string, id: string): Parcel => ({ account: planned(accountId), id, occasion, changes: [] });
const compose = (parcels: readonly Parcel[]): Message | undefined =>
  parcels.length === 0 ? undefined : { id: parcels.map(({ id }) => id).join('+'), subject: 's', text: 't', chat: '{}' };

describe('the outbox', () => {
  it('sends one digest of everything that waits, once', async () => {
    const store = memoryStore();
    const sent: string[] = [];
    const send = async ({ id }: Message): Promise<void> => void sent.push(id);
    await hand(store, parcel('111122223333', 'a'));
    await hand(store, parcel('111122223333', 'a'));
    await hand(store, parcel('222233334444', 'b'));
    await sendDigest(store, compose, send);
    await sendDigest(store, compose, send);
    expect(sent).toStrictEqual(['a+b']);
    expect(store.objects.size).toBe(0);
  });

  it('loses nothing when sending fails, and sends the same digest under the same id, then the rest', async () => {
    const store = memoryStore();
    const sent: string[] = [];
    const send = async ({ id }: Message): Promise<void> => void sent.push(id);
    await hand(store, parcel('111122223333', 'a'));
    await expect(sendDigest(store, compose, () => Promise.reject(new Error('no topic')))).rejects.toThrow('no topic');
    await hand(store, parcel('222233334444', 'b'));
    await sendDigest(store, compose, send);
    expect(sent).toStrictEqual(['a', 'b']);
    expect(store.objects.size).toBe(0);
  });

  it('repeats a digest under its id when it was sent and could not be put away', async () => {
    const store = memoryStore();
    const sent: string[] = [];
    const send = async ({ id }: Message): Promise<void> => void sent.push(id);
    await hand(store, parcel('111122223333', 'a'));
    store.fail = 'remove';
    await expect(sendDigest(store, compose, send)).rejects.toThrow('remove failed');
    delete store.fail;
    await sendDigest(store, compose, send);
    expect(sent).toStrictEqual(['a', 'a']);
    expect(await store.list(keys.outbox)).toStrictEqual([]);
  });
});
