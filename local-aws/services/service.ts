import type { Folder } from '../export-data.ts';
import type { JsonObject } from '../json.ts';

/** A service that is answered out of an export: what it is called on the wire and how each operation is answered. */
export interface Service {
  /** Global services answer alike whatever Region the client signs for. */
  readonly scope: 'global' | 'regional';
  /** JSON target prefix and CBOR service name, or the version of the query API. */
  readonly target: string;
  /** XML namespace of a query API. */
  readonly namespace?: string;
  /** Names of all members that hold timestamps. */
  readonly timestamps: ReadonlySet<string>;
  readonly operations: Readonly<Record<string, Operation>>;
}

export interface Operation {
  /** The request members that are honoured. Any other is refused: ignoring it would give a wrong answer. */
  readonly inputs: readonly string[];
  /** @throws {AwsError} for what AWS would refuse. */
  answer(call: ServiceCall): JsonObject;
}

export interface ServiceCall {
  readonly operation: string;
  readonly input: JsonObject;
  /** The folder that answers: the Region's, or `global`. */
  readonly folder: Folder;
  /** The export's root, which holds `account.json`. */
  readonly root: Folder;
  /** See {@link PageRequest.cap}. */
  readonly pageCap: number | undefined;
}
