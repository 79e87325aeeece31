import { Readable } from 'node:stream';
import { AppStreamClient } from '@aws-sdk/client-appstream';
import { DirectoryServiceClient } from '@aws-sdk/client-directory-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SignedRequest } from './signed-request.ts';

/** Keys, asked for again whenever they may have expired. */
export type Credentials = NonNullable<SignedRequest['credentials']>;

/** What is used of an SDK client; all of them have it. */
export interface Client {
  send(command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

export interface ClientOptions {
  readonly credentials: Credentials;
  /** The first attempt counts. */
  readonly maxAttempts: number;
  /** From sending to the first byte of the answer, in milliseconds. */
  readonly timeout: number;
}

/** The services that are read with the SDK's own clients. */
export type ClientService = keyof typeof constructors;

const constructors = {
  sts: STSClient,
  iam: IAMClient,
  workspaces: WorkSpacesClient,
  ds: DirectoryServiceClient,
  appstream: AppStreamClient,
};

/** A client for one service in one Region; before each attempt, retries included, it waits for `turn`. */
export function newClient(
  service: ClientService,
  region: string,
  turn: () => Promise<void>,
  { credentials, maxAttempts, timeout }: ClientOptions,
): Client {
  return new constructors[service]({
    region,
    credentials,
    maxAttempts,
    retryMode: 'adaptive',
    customUserAgent: 'euc-saml-audit',
    requestHandler: new PacedHandler(turn, timeout),
  });
}

/** Answered by something on the way that is not AWS: a proxy, a portal, a wrong AWS_ENDPOINT_URL. */
export class NotAnAwsResponse extends Error {
  override readonly name = 'NotAnAwsResponse';
  /** Tells the SDK that another attempt may help: a proxy's 502 comes and goes, its log-in page stays. */
  readonly $retryable?: { readonly throttling: false };

  constructor(status: number) {
    super(`the endpoint answered something that is not an AWS response (HTTP ${status})`);
    if (status >= 500) this.$retryable = { throttling: false };
  }
}

class PacedHandler extends NodeHttpHandler {
  readonly #turn: () => Promise<void>;

  constructor(turn: () => Promise<void>, timeout: number) {
    super({ connectionTimeout: 5000, requestTimeout: timeout, throwOnRequestTimeout: true });
    this.#turn = turn;
  }

  override async handle(...args: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    await this.#turn();
    const answer = await super.handle(...args);
    const { statusCode, headers, body } = answer.response;
    if (isFromAws(statusCode, headers)) return answer;
    // Nobody reads this one, and a connection with an unread answer would keep the process from ending.
    if (body instanceof Readable) body.destroy();
    throw new NotAnAwsResponse(statusCode);
  }
}

/**
 * AWS gives every answer an id. Without this check a well-formed web page, a JSON text of somebody else's or an empty
 * body would pass for an answer with nothing in it. Refusals may come from AWS's outermost servers, which know no ids.
 */
export function isFromAws(status: number, headers: Readonly<Record<string, string | undefined>>): boolean {
  if (isWebPage(headers['content-type'])) return false;
  return status >= 300 || requestIds.some((name) => headers[name] !== undefined);
}

/** By the headers that the SDK's clients look for. */
const requestIds = ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id'];

const isWebPage = (contentType: string | undefined): boolean => /^text\/html/i.test(contentType ?? '');
