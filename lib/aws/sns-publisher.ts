import { setTimeout as pause } from 'node:timers/promises';
import { type BatchResultErrorEntry, PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Change } from '../model/change.ts';
import type { Occasion } from '../model/history.ts';
import type { Publisher } from '../model/ports.ts';
import { AwsRequestHandler } from './request-handler.ts';
import { type FindingMessage, findingMessage, type MessageAccount, messageLimit } from './finding-message.ts';

export interface SnsPublisherOptions {
  /** May be a FIFO topic. */
  readonly findingsTopicArn: string;
  /** A standard topic: mail and chat cannot subscribe to others. */
  readonly alertsTopicArn: string;
  /** Writes the message for people. */
  readonly compose: (id: string, occasion: Occasion, changes: readonly Change[]) => Alert;
  /** Hears why SNS did not take messages, once per reason and batch. */
  readonly onRefused?: (reason: string, findingIds: readonly string[]) => void;
  /** The account of all findings, in an organization. */
  readonly account?: MessageAccount;
  readonly client?: SNSClient;
  /** Milliseconds to wait before trying the refused entries of a batch again, one per further try. */
  readonly retryDelays?: readonly number[];
}

/**
 * Publishes to two SNS topics: each change on its own to the findings topic, one digest to the alerts topic, nothing
 * to either when nothing changed.
 *
 * `publishChanges` never rejects: what a batch refuses for SNS's own reasons is sent again, and what is refused to the
 * end, or for the sender's fault, is returned and told to `onRefused`. `publishDigest` rejects with the SDK's error.
 */
export function snsPublisher(options: SnsPublisherOptions): Publisher {
  const { findingsTopicArn, alertsTopicArn, compose } = options;
  const { onRefused = () => {}, retryDelays = [250, 1_000, 4_000] } = options;
  const entry = findingsTopicArn.endsWith('.fifo') ? fifoEntryOf : entryOf;
  const client = options.client ?? snsClient();

  /** The entries that SNS did not take, by the reason it gave. */
  async function send(batch: readonly FindingMessage[]): Promise<readonly Refusal[]> {
    try {
      const { Successful = [], Failed = [] } = await client.send(
        new PublishBatchCommand({ TopicArn: findingsTopicArn, PublishBatchRequestEntries: batch.map(entry) }),
      );
      const taken = new Set(Successful.filter(({ MessageId }) => MessageId !== undefined).map(({ Id }) => Id));
      return batch
        .filter(({ id }) => !taken.has(id))
        .map((message) =>
          refusalOf(
            message,
            Failed.find(({ Id }) => Id === message.id),
          ),
        );
    } catch (error) {
      // The SDK has already repeated whatever is worth repeating.
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return batch.map((message) => ({ message, reason, final: true }));
    }
  }

  async function deliver(batch: readonly FindingMessage[]): Promise<readonly string[]> {
    const refused: Refusal[] = [];
    let waiting = batch;
    for (const delay of [...retryDelays, undefined]) {
      const refusals = await send(waiting);
      const final = delay === undefined ? refusals : refusals.filter((refusal) => refusal.final);
      refused.push(...final);
      waiting = refusals.filter((refusal) => !final.includes(refusal)).map(({ message }) => message);
      if (waiting.length === 0) break;
      await pause(delay);
    }
    for (const [reason, refusals] of Map.groupBy(refused, ({ reason }) => reason)) {
      onRefused(
        reason,
        refusals.map(({ message }) => message.findingId),
      );
    }
    return refused.map(({ message }) => message.id);
  }

  return {
    async publishChanges(notices) {
      const messages = new Map(notices.map((notice) => [notice.messageId, findingMessage(notice, options.account)]));
      const undelivered: string[] = [];
      for (const batch of batches([...messages.values()])) undelivered.push(...(await deliver(batch)));
      return undelivered;
    },

    async publishDigest(id, occasion, changes) {
      if (changes.length === 0) return;
      await publishAlert(client, alertsTopicArn, compose(id, occasion, changes));
    },
  };
}

/** A message for people; `chat` is JSON for the topic's HTTPS subscribers. */
export interface Alert {
  readonly subject: string;
  readonly text: string;
  readonly chat: string;
}

/** @throws {Error} the SDK's, or one that says that the answer was not one of SNS. */
export async function publishAlert(client: SNSClient, topicArn: string, { subject, text, chat }: Alert): Promise<void> {
  const { MessageId } = await client.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify({ default: text, email: text, https: chat }),
    }),
  );
  if (MessageId === undefined) throw new Error('the answer of SNS names no message');
}

export const snsClient = (): SNSClient =>
  new SNSClient({
    maxAttempts: 5,
    requestHandler: new AwsRequestHandler({ timeout: 10_000, bodyTimeout: 10_000 }),
  });

interface Refusal {
  readonly message: FindingMessage;
  readonly reason: string;
  /** Sending it again would not help. */
  readonly final: boolean;
}

/** Delivered is only what the answer says so of; an entry that it does not name at all is sent again. */
const refusalOf = (message: FindingMessage, failed: BatchResultErrorEntry | undefined): Refusal => ({
  message,
  reason:
    failed === undefined
      ? 'the answer of SNS does not name this message'
      : [failed.Code, failed.Message].filter(Boolean).join(': '),
  final: failed?.SenderFault === true,
});

/** In order, each at most ten messages and at most `messageLimit` bytes. */
export function batches(messages: readonly FindingMessage[]): readonly (readonly FindingMessage[])[] {
  const full: FindingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const last = full.at(-1);
    if (last === undefined || last.length === 10 || message.size > room) {
      full.push([message]);
      room = messageLimit - message.size;
    } else {
      last.push(message);
      room -= message.size;
    }
  }
  return full;
}

const entryOf = ({ id, body, attributes }: FindingMessage) => ({
  Id: id,
  Message: body,
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  ),
});

/** The topic drops what it heard within the last five minutes, and keeps the order of each rule's messages. */
const fifoEntryOf = (message: FindingMessage) => ({
  ...entryOf(message),
  MessageGroupId: message.group,
  MessageDeduplicationId: message.id,
});
