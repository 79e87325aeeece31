import { severities, type Severity } from '../model/finding.ts';
import type { Batch } from '../model/history.ts';
import type { HistoryStore, Publisher } from '../model/ports.ts';
import { digestId } from './message-id.ts';

export interface Channels {
  readonly publisher: Publisher;
  /** People hear of changes of this severity and worse; machines of all. */
  readonly minimumSeverity: Severity;
}

export interface Delivery {
  /** Changes that still wait for one of the channels. */
  readonly waiting: number;
  readonly problems: readonly string[];
}

/**
 * Tells a batch to machines, then to people, and only then takes the marks off. Whatever fails on the way stays marked,
 * and is told again by the next run under the same ids.
 */
export async function deliver(
  accountId: string,
  batch: Batch,
  store: HistoryStore,
  { publisher, minimumSeverity }: Channels,
): Promise<Delivery> {
  const { id, occasion, notices } = batch;
  const undelivered = await publisher.publishChanges(notices);
  const problems = undelivered.length === 0 ? [] : [`${undelivered.length} of ${notices.length} changes`];
  const told = notices.filter(({ messageId }) => !undelivered.includes(messageId));
  try {
    if (!batch.digestTold) {
      const forPeople = notices.filter(({ finding }) => isAtLeast(finding.severity, minimumSeverity));
      const idOfDigest = digestId(forPeople.map(({ messageId }) => messageId));
      if (forPeople.length > 0) await publisher.publishDigest(idOfDigest, occasion, forPeople);
      if (notices.length > 0) await store.markDigested(accountId, id);
    }
  } catch (error) {
    return { waiting: notices.length, problems: [...problems, `the digest: ${reasonOf(error)}`] };
  }
  try {
    await store.markTold(accountId, id, told, undelivered.length);
  } catch (error) {
    return { waiting: notices.length, problems: [...problems, `the marks of what was told: ${reasonOf(error)}`] };
  }
  return { waiting: undelivered.length, problems };
}

const isAtLeast = (severity: Severity, minimum: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(minimum);

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
