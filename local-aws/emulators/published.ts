import { textOf, type JsonObject } from '../json.ts';
import type { WireReply } from '../protocols/protocol.ts';
import type { SignedCall } from '../signed-call.ts';
import { attributesOf, batchResultOf, entriesOf, resultOf } from './publish-batch.ts';

/** One message that SNS accepted, on its own or as an entry of a batch. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly region: string;
  readonly messageId: string;
  readonly message: string;
  readonly subject?: string;
  /** `json` when the message holds one text per protocol. */
  readonly messageStructure?: string;
  /** Name → value, whatever its data type. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The messages of a Publish or PublishBatch call that its reply says were accepted; none for other operations. */
export function publishedMessages({ scope, call }: SignedCall, reply: WireReply): readonly PublishedMessage[] {
  const ids = acceptedIds(call.operation, reply);
  return entriesOf(call).flatMap((entry) => {
    const messageId = ids.get(textOf(entry['Id']));
    if (messageId === undefined) return [];
    return [{ topicArn: textOf(call.input['TopicArn']), region: scope.region, messageId, ...content(entry) }];
  });
}

/** Entry id → message id; a single message has no entry id. */
function acceptedIds(operation: string, reply: WireReply): ReadonlyMap<string, string> {
  if (operation === 'Publish') return new Map([['', textOf(resultOf(operation, reply)['MessageId'])]]);
  if (operation !== 'PublishBatch') return new Map();
  return new Map(batchResultOf(reply).Successful.map((entry) => [textOf(entry['Id']), textOf(entry['MessageId'])]));
}

function content(entry: JsonObject): Omit<PublishedMessage, 'topicArn' | 'region' | 'messageId'> {
  const { Subject, MessageStructure } = entry;
  return {
    message: textOf(entry['Message']),
    ...(typeof Subject === 'string' ? { subject: Subject } : {}),
    ...(typeof MessageStructure === 'string' ? { messageStructure: MessageStructure } : {}),
    attributes: Object.fromEntries(attributesOf(entry).map(([name, , value]) => [name, value])),
  };
}
