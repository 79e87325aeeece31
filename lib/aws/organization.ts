import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './clients.ts';
import { callJson } from './json-call.ts';
import { rateLimit } from './rate-limit.ts';

export interface ListAccountsOptions {
  readonly partition: string;
  readonly credentials?: Credentials;
  readonly maxAttempts?: number;
  readonly timeout?: number;
}

/** Where AWS Organizations answers; in China that is not where IAM does. */
const regions: Readonly<Record<string, string>> = { 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-northwest-1' };

/** 8 requests a second with bursts of 12 (AWS Organizations user guide, quotas). */
const rate = { perSecond: 8, burst: 12 };

/** AWS gives at most 20 a page. */
const pageSize = 20;

/**
 * Every account of the organization, as AWS lists them.
 *
 * @throws {Error} named by AWS's error code: the caller must be the management account or a delegated administrator.
 */
export async function listAccounts(options: ListAccountsOptions): Promise<readonly unknown[]> {
  const { partition, credentials, maxAttempts = 6, timeout = 20_000 } = options;
  const pace = rateLimit(rate, { now: () => performance.now(), sleep });
  const accounts: unknown[] = [];
  let token: unknown;
  do {
    const page = await callJson(
      {
        service: 'organizations',
        region: regions[partition] ?? 'us-east-1',
        protocol: '1.1',
        target: 'AWSOrganizationsV20161128',
        operation: 'ListAccounts',
        input: { MaxResults: pageSize, ...(typeof token === 'string' ? { NextToken: token } : {}) },
      },
      { maxAttempts, timeout, sleep, pace, ...(credentials === undefined ? {} : { credentials }) },
    );
    const { Accounts: items, NextToken: next } = page;
    if (!Array.isArray(items)) throw new TypeError('organizations:ListAccounts answered without a list of accounts');
    accounts.push(...items);
    if (next !== undefined && next !== null && next === token) {
      throw new TypeError('organizations:ListAccounts repeats the token of a page, so that its pages have no end');
    }
    token = next;
  } while (typeof token === 'string' && token !== '');
  return accounts;
}
