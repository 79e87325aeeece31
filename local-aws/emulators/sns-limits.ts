import { AwsError } from '../aws-error.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import type { WireCall } from '../protocols/protocol.ts';
import { attributesOf, entriesOf } from './publish-batch.ts';

/** https://docs.aws.amazon.com/general/latest/gr/sns.html; a batch's entries share the limit of one message. */
const maxBatchBytes = 262_144;

/**
 * Limits of SNS that the emulator does not know: the size of a batch as a whole, the form of a subject, and the
 * `default` text that the `json` message structure must have.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @throws {AwsError} as SNS would refuse it
 */
export function checkPublish(call: WireCall): void {
  if (call.operation !== 'Publish' && call.operation !== 'PublishBatch') return;
  const entries = entriesOf(call);
  for (const entry of entries) checkEntry(entry);
  const bytes = entries.reduce((sum, entry) => sum + size(entry), 0);
  if (call.operation === 'PublishBatch' && bytes > maxBatchBytes) {
    throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
  }
}

function checkEntry({ Subject, MessageStructure, Message }: JsonObject): void {
  const subject = textOf(Subject);
  if (subject.length >= 100 || /\p{Cc}/u.test(subject)) throw invalid('Subject');
  if (MessageStructure === 'json' && typeof defaultText(textOf(Message)) !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
}

function defaultText(message: string): unknown {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value['default'] : undefined;
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
}

const invalid = (what: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

function size(entry: JsonObject): number {
  return [textOf(entry['Message']), ...attributesOf(entry).flat()].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
}
