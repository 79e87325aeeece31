import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { AwsError, refusal } from './aws-error.ts';
import { openAccounts } from './accounts.ts';
import { type CredentialScope, credentialScope } from './credential-scope.ts';
import type { Emulator } from './emulators/emulator.ts';
import { startMessaging, type MessagingOptions } from './emulators/messaging.ts';
import type { PublishedMessage } from './emulators/published.ts';
import { startTables, type TablesOptions } from './emulators/tables.ts';
import type { ExportInput } from './export-data.ts';
import { Faults, type ActiveFault, type Fault } from './faults.ts';
import { underFault, type Outcome } from './inject.ts';
import type { Organization } from './organization.ts';
import { protocolOf } from './protocols/choose.ts';
import type { WireReply, WireRequest } from './protocols/protocol.ts';
import { RequestLog } from './requests.ts';
import type { SignedCall } from './signed-call.ts';
import { tcpPort } from './tcp-port.ts';

export interface LocalAwsOptions {
  /** The account that is served. */
  readonly account: ExportInput;
  /** Accounts beside it, by id; their roles can be assumed, as the trust policies in their exports allow. */
  readonly members?: Readonly<Record<string, ExportInput>>;
  /** What AWS Organizations says; without it there is no organization. */
  readonly organization?: Organization;
  /** A free port by default. */
  readonly port?: number;
  /** Caps every page, so that a few items already make several; AWS's own page sizes by default. */
  readonly pageSize?: number;
  /** Serve SNS, SQS and S3 too. */
  readonly messaging?: MessagingOptions;
  /** Serve DynamoDB too. */
  readonly dynamodb?: boolean | TablesOptions;
  /** Faults in force from the start; more can be added later. */
  readonly faults?: readonly Fault[];
}

/** A running endpoint. Whoever starts it must close it. */
export interface LocalAws {
  /** For `AWS_ENDPOINT_URL`, or a client's `endpoint`. */
  readonly url: string;
  readonly requests: RequestLog;
  /** What SNS accepted, in order; grows as messages come. */
  readonly published: readonly PublishedMessage[];
  addFault(fault: Fault): ActiveFault;
  /** Cuts every connection, hanging ones too, and stops listening. Can be called again. */
  close(): Promise<void>;
}

/**
 * Serves an account export on loopback, in the wire protocols of AWS, to unmodified SDK clients. Signatures are read
 * for service and Region, but not checked: any credentials will do.
 * @throws {Error} when the export cannot be read or the port is taken.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const accounts = await openAccounts(options);
  const published: PublishedMessage[] = [];
  const emulators: Emulator[] = [];
  if (options.messaging !== undefined) {
    emulators.push(await startMessaging(options.messaging, (messages) => published.push(...messages)));
  }
  const requests = new RequestLog();
  const faults = new Faults(options.faults);
  const closing = new AbortController();

  async function outcomeOf(request: WireRequest): Promise<Outcome> {
    const protocol = protocolOf(request);
    const requestId = randomUUID();
    const refused = (error: unknown): WireReply => protocol.error(asAwsError(error), requestId);
    try {
      const scope = signedScope(request);
      const call = protocol.parse(request);
      const signed: SignedCall = { scope, call, protocol, request, requestId };
      const account = accounts.of(scope.accessKeyId);
      const { service, region } = scope;
      const target = { service, region, operation: call.operation, account: account.id };
      const fault = faults.meet(target);
      requests.add({ ...target, input: call.input, ...(fault === undefined ? {} : { fault: fault.kind }) });
      const backend = emulators.find(({ services }) => services.includes(scope.service))?.answer ?? account.backend;
      const answer = (asked: SignedCall): Promise<WireReply> => backend(asked).catch(refused);
      return await (fault === undefined ? answer(signed) : underFault(fault, target, signed, answer, closing.signal));
    } catch (error) {
      return refused(error);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = await outcomeOf(await readRequest(request));
    if (outcome === 'cut') request.socket.destroy();
    else if (outcome !== 'hang') response.writeHead(outcome.status, outcome.headers).end(outcome.body);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  if (options.dynamodb) emulators.push(await startTables(options.dynamodb === true ? {} : options.dynamodb));

  async function stop(): Promise<void> {
    closing.abort();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await Promise.all(emulators.map((emulator) => emulator.close()));
  }
  let stopped: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${tcpPort(server)}`,
    requests,
    published,
    addFault: (fault) => faults.add(fault),
    close: () => (stopped ??= stop()),
  };
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: await buffer(request) };
}

function signedScope({ headers }: WireRequest): CredentialScope {
  const scope = credentialScope(headers.authorization);
  if (scope === undefined) throw refusal('denied', 'The request is not signed with Signature Version 4');
  return scope;
}

/** What goes wrong here and not in the account, such as an export with the wrong shape, is told like a 500 of AWS. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  return refusal('internal', error instanceof Error ? error.message : String(error));
}
