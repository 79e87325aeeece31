import { createHash } from 'node:crypto';
import type { LifeChange } from '../model/history.ts';

/**
 * 64 hexadecimal digits, the same whenever and by whomever the change is told, and no other change's. A life that
 * begins again after its history was lost has another beginning, and so other ids.
 */
export const messageId = ({ kind, life: { finding, firstSeen, version } }: LifeChange): string =>
  digestOf([finding.id, firstSeen, version, kind]);

/** The id of the digest that tells these messages, in whatever order. */
export const digestId = (messageIds: readonly string[]): string => digestOf(messageIds.toSorted());

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
