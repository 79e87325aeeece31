import { cbor } from './cbor.ts';
import { json } from './json.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { query } from './query-xml.ts';
import { restXml } from './rest-xml.ts';

const json10 = json('1.0');
const json11 = json('1.1');

/** The protocol that a request speaks, by its headers; what names none is S3's. */
export function protocolOf({ headers }: WireRequest): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-amz-json-1.0')) return json10;
  if (type.startsWith('application/x-amz-json')) return json11;
  return type.startsWith('application/x-www-form-urlencoded') ? query : restXml;
}
