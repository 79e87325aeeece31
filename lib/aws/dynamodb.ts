import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { type Client } from './clients.ts';
import { type Operation, sdkCommand } from './operations.ts';
import type { Members } from './pages.ts';
import { AwsRequestHandler } from './request-handler.ts';

export interface DynamodbOptions {
  /** How often a request is sent at most, first attempt included. */
  readonly maxAttempts: number;
  /** From sending to the first byte of the answer, in milliseconds. */
  readonly timeout: number;
}

const commands = {
  DeleteItem: sdkCommand(DeleteItemCommand),
  PutItem: sdkCommand(PutItemCommand),
  Query: sdkCommand(QueryCommand),
  UpdateItem: sdkCommand(UpdateItemCommand),
} satisfies Record<string, Operation>;

/** Calls of DynamoDB in one Region, with the SDK's own client; what fails is repeated when that may help. */
export function dynamodb(region: string, { maxAttempts, timeout }: DynamodbOptions) {
  const client: Client = new DynamoDBClient({
    region,
    maxAttempts,
    credentials: defaultProvider(),
    customUserAgent: 'euc-saml-audit',
    requestHandler: new AwsRequestHandler({ timeout }),
  });
  return async (operation: keyof typeof commands, input: Members): Promise<Members> => {
    const command: Operation = commands[operation];
    return { ...(await client.send(command.command(input))) };
  };
}
