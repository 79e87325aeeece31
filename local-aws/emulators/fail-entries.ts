import { type JsonObject, textOf } from '../json.ts';
import type { WireReply } from '../protocols/protocol.ts';
import { query } from '../protocols/query-xml.ts';
import type { Backend, SignedCall } from '../signed-call.ts';
import { batchResultOf, entriesOf } from './publish-batch.ts';

/**
 * Publishes a batch but for the entries at some positions (from 1), which the answer reports in `Failed`, as SNS does
 * with HTTP 200. Any other call is answered as usual.
 * @param told what the answer says of those entries
 */
export async function failEntries(
  call: SignedCall,
  positions: readonly number[],
  answer: Backend,
  told: (entries: readonly JsonObject[]) => readonly JsonObject[] = asFailed,
): Promise<WireReply> {
  const failing = entriesOf(call.call).filter((_, index) => positions.includes(index + 1));
  if (call.call.operation !== 'PublishBatch' || failing.length === 0) return answer(call);
  const rest = without(call, positions);
  const reply = entriesOf(rest.call).length === 0 ? undefined : await answer(rest);
  if (reply !== undefined && reply.status !== 200) return reply;
  const { Successful, Failed } = reply === undefined ? { Successful: [], Failed: [] } : batchResultOf(reply);
  const value = { Successful, Failed: [...Failed, ...told(failing)] };
  const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
  return query.result({ operation: 'PublishBatch', value, timestamps: new Set(), namespace }, call.requestId);
}

const asFailed = (entries: readonly JsonObject[]): readonly JsonObject[] =>
  entries.map(({ Id }) => ({ Id: textOf(Id), Code: 'InternalError', SenderFault: false }));

/** The same request with fewer entries. */
function without(call: SignedCall, positions: readonly number[]): SignedCall {
  const dropped = positions.map((position) => `PublishBatchRequestEntries.member.${position}.`);
  const form = [...new URLSearchParams(call.request.body.toString('utf8'))];
  const kept = form.filter(([name]) => !dropped.some((prefix) => name.startsWith(prefix)));
  const body = Buffer.from(new URLSearchParams(kept).toString());
  const headers = { ...call.request.headers, 'content-length': String(body.length) };
  const request = { ...call.request, headers, body };
  return { ...call, request, call: query.parse(request) };
}
