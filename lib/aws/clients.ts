import { AppStreamClient } from '@aws-sdk/client-appstream';
import { DirectoryServiceClient } from '@aws-sdk/client-directory-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { Pace } from './rate-limit.ts';
import { AwsRequestHandler, type RequestHandlerOptions } from './request-handler.ts';
import type { SignedRequest } from './signed-request.ts';

/** Keys, asked for again whenever they may have expired. */
export type Credentials = NonNullable<SignedRequest['credentials']>;

/** What is used of an SDK client; all of them have it. */
export interface Client {
  send(command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

export interface ClientOptions extends Omit<RequestHandlerOptions, 'pace'> {
  readonly credentials: Credentials;
  /** The first attempt counts. */
  readonly maxAttempts: number;
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

/** A client for one service in one Region; each attempt, retries included, keeps the pace. */
export const newClient = (service: ClientService, region: string, pace: Pace, options: ClientOptions): Client =>
  new constructors[service](clientSettings(region, pace, options));

/** What every SDK client is made with; functions carry the clients of those services only that a scan reads. */
export const clientSettings = (region: string, pace: Pace, { credentials, maxAttempts, ...limits }: ClientOptions) => ({
  region,
  credentials,
  maxAttempts,
  retryMode: 'adaptive',
  customUserAgent: 'euc-saml-audit',
  requestHandler: new AwsRequestHandler({ ...limits, pace }),
});
