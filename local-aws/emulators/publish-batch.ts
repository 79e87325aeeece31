import { XMLParser } from 'fast-xml-parser';
import { isObject, textOf, type JsonObject } from '../json.ts';
import type { WireCall, WireReply } from '../protocols/protocol.ts';

/** What SNS says about the entries of a PublishBatch; every member is text. */
export interface BatchResult {
  readonly Successful: readonly JsonObject[];
  readonly Failed: readonly JsonObject[];
}

/** The messages of a Publish (one) or PublishBatch (its entries). */
export function entriesOf({ operation, input }: WireCall): readonly JsonObject[] {
  if (operation === 'Publish') return [input];
  const entries = input['PublishBatchRequestEntries'];
  return Array.isArray(entries) ? entries.filter(isObject) : [];
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'member' });

/** The members of `<OperationResult>`. */
export function resultOf(operation: string, { body }: WireReply): JsonObject {
  const document: unknown = parser.parse(Buffer.from(body).toString('utf8'));
  return child(child(isObject(document) ? document : {}, `${operation}Response`), `${operation}Result`);
}

export function batchResultOf(reply: WireReply): BatchResult {
  const result = resultOf('PublishBatch', reply);
  return { Successful: members(result, 'Successful'), Failed: members(result, 'Failed') };
}

function members(result: JsonObject, name: string): readonly JsonObject[] {
  const list = child(result, name)['member'];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function child(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}

/** Name, data type and value of each message attribute. */
export function attributesOf(entry: JsonObject): readonly (readonly [name: string, type: string, value: string])[] {
  return Object.entries(child(entry, 'MessageAttributes')).map(([name, value]) => {
    const attribute = isObject(value) ? value : {};
    return [name, textOf(attribute['DataType']), textOf(attribute['StringValue'] ?? attribute['BinaryValue'])];
  });
}
