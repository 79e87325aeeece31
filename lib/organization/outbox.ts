import type { Change } from '../model/change.ts';
import type { Occasion } from '../model/history.ts';
import type { KnownAccount } from '../model/organization.ts';
import { keys, type ObjectStore } from './object-store.ts';

/** Changes of one account that a digest has to tell. */
export interface Parcel {
  readonly account: KnownAccount;
  /** Of the account's own digest: the same changes have the same id. */
  readonly id: string;
  readonly occasion: Occasion;
  readonly changes: readonly Change[];
}

/** A digest as the alerts topic takes it. */
export interface Message {
  /** The same for the same digest, however often it is sent. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly chat: string;
}

/** Keeps changes until a digest has told them. The same changes are kept once. */
export async function hand(store: ObjectStore, parcel: Parcel): Promise<void> {
  await store.put(`${keys.outbox}${parcel.account.accountId}-${parcel.id}.json`, JSON.stringify(parcel));
}

interface Envelope {
  readonly message: Message;
  readonly parcels: readonly string[];
}

/**
 * Sends one digest of everything that waits. What is sent is put down first, with the parcels that it tells: a run that
 * ends in between is followed by one that sends the same digest under the same id, and goes on from there.
 *
 * @param compose `undefined` when there is nothing to tell.
 */
export async function sendDigest(
  store: ObjectStore,
  compose: (parcels: readonly Parcel[]) => Message | undefined,
  send: (message: Message) => Promise<void>,
): Promise<Message | undefined> {
  const unfinished = await store.get(keys.envelope);
  if (unfinished !== undefined) {
    const envelope: Envelope = JSON.parse(unfinished);
    await finish(store, envelope, send);
  }
  const waiting = await store.list(keys.outbox);
  const parcels: Parcel[] = [];
  for (const key of waiting) {
    const text = await store.get(key);
    if (text !== undefined) parcels.push(JSON.parse(text));
  }
  const message = compose(parcels);
  if (message === undefined) return undefined;
  const envelope = { message, parcels: waiting };
  await store.put(keys.envelope, JSON.stringify(envelope));
  await finish(store, envelope, send);
  return message;
}

async function finish(
  store: ObjectStore,
  { message, parcels }: Envelope,
  send: (message: Message) => Promise<void>,
): Promise<void> {
  await send(message);
  for (const key of parcels) await store.remove(key);
  await store.remove(keys.envelope);
}
