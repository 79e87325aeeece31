import { refusal } from '../aws-error.ts';
import type { WireReply } from '../protocols/protocol.ts';
import type { SignedCall } from '../signed-call.ts';
import type { Emulator } from './emulator.ts';
import { endToEnd } from './headers.ts';
import { publishedMessages, type PublishedMessage } from './published.ts';
import { checkPublish } from './sns-limits.ts';

export interface MessagingOptions {
  /** ARNs of topics that exist from the start: `arn:aws:sns:<region>:000000000000:<name>`. */
  readonly topics?: readonly string[];
  /** Names of S3 buckets that exist from the start. */
  readonly buckets?: readonly string[];
}

/**
 * SNS, SQS and S3, by fauxqs, in memory and without a port of its own. Its account is always 000000000000, and its
 * topics deliver to SQS queues only. Its queue URLs name a host of their own: SQS clients need their `endpoint` set, or
 * `useQueueUrlAsEndpoint: false`.
 * @param onPublished takes what SNS accepted, in order
 */
export async function startMessaging(
  { topics = [], buckets = [] }: MessagingOptions,
  onPublished: (messages: readonly PublishedMessage[]) => void,
): Promise<Emulator> {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false });

  async function pass({ request }: SignedCall): Promise<WireReply> {
    const method = methods.find((known) => known === request.method);
    if (method === undefined) throw refusal('unknown-operation', `No operation is called by ${request.method}`);
    const { url, headers, body } = request;
    const answer = await app.inject({ method, url, headers, payload: body });
    return { status: answer.statusCode, headers: endToEnd(answer.headers), body: answer.rawPayload };
  }

  for (const arn of topics) {
    const [, region, name] = /^arn:aws:sns:([^:]+):000000000000:([^:]+)$/.exec(arn) ?? [];
    if (name === undefined)
      throw new Error(`Expected a topic arn:aws:sns:<region>:000000000000:<name>, but got ${arn}`);
    const fifo = name.endsWith('.fifo') ? '&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true' : '';
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20000101/${region}/sns/aws4_request, SignedHeaders=, Signature=`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    await app.inject({ method: 'POST', url: '/', headers, payload: `Action=CreateTopic&Name=${name}${fifo}` });
  }
  for (const bucket of buckets) await app.inject({ method: 'PUT', url: `/${bucket}` });

  return {
    services: ['sns', 'sqs', 's3'],
    async answer(call) {
      if (call.scope.service !== 'sns') return pass(call);
      checkPublish(call.call);
      const reply = await pass(call);
      if (reply.status === 200) onPublished(publishedMessages(call, reply));
      return reply;
    },
    close: async () => app.close(),
  };
}

const methods = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'] as const;
