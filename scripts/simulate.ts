/**
 * Simulates a run over an organization and prints what it takes, with all assumptions.
 * Usage: npm run simulate -- [--accounts 10000] [--regions 17] [--concurrency 500] [--desktops 10]
 */
import { parseArgs } from 'node:util';
import { listedAccounts } from '../lib/organization/listed-accounts.ts';
import { planAccounts } from '../lib/organization/plan.ts';
import { defaultRegionsOf } from '../lib/saml/regions.ts';
import { limits, prices } from './simulate/limits.ts';
import { callTime, readingOf } from './simulate/measure.ts';
import { simulate } from './simulate/run.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    regions: { type: 'string', default: '17' },
    concurrency: { type: 'string', default: '500' },
    desktops: { type: 'string', default: '10' },
  },
});
const accounts = wholeNumber(values.accounts);
const regionCount = wholeNumber(values.regions);
const concurrency = wholeNumber(values.concurrency);
const desktops = wholeNumber(values.desktops);

/** Between a function and the API of another Region, and what a function needs to start and to judge. */
const network = 0.08;
const coldStart = 1.5;
const judging = { empty: 0.2, desktops: 2 };

const here = (await callTime()) / 1_000;
const latency = here + network;
const regions = defaultRegionsOf('aws').slice(0, regionCount);
const plan = planAccounts({
  listed: listedAccounts(
    Array.from({ length: accounts }, (_, index) => ({
      Id: String(100_000_000_000 + index),
      Name: `Account ${index}`,
      // One in a hundred is closed, as in organizations that make and close accounts.
      State: index % 100 === 99 ? 'CLOSED' : 'ACTIVE',
      Paths: [`o-simulated1/r-sim1/${100_000_000_000 + index}/`],
    })),
  ),
  known: [],
  scope: {},
});
const [empty, full] = await Promise.all([readingOf(regions, false, latency), readingOf(regions, true, latency)]);
const isFull = (index: number): boolean => index % 100 < desktops;
const children = plan.accounts.map((_, index) => ({
  // AssumeRole, history, result and report are five calls more.
  seconds: (isFull(index) ? full.seconds + judging.desktops : empty.seconds + judging.empty) + 5 * latency + coldStart,
}));
const run = simulate({ children, maxConcurrency: concurrency, latency });
const digest = Math.ceil(plan.accounts.length / 32) * 0.03 + 2;
const fullCount = plan.accounts.filter((_, index) => isFull(index)).length;
const services = [...new Set([...Object.keys(empty.requests), ...Object.keys(full.requests)])].toSorted();
const requestsOf = (service: string): number =>
  fullCount * (full.requests[service] ?? 0) + (plan.accounts.length - fullCount) * (empty.requests[service] ?? 0);
const transitions = plan.accounts.length * 2 + 3;
const longest = Math.max(...children.map(({ seconds }) => seconds));
const cost = {
  'Step Functions': transitions * prices.perTransition,
  Lambda:
    (run.lambdaSeconds + run.planSeconds + digest) * prices.perGbSecond +
    (plan.accounts.length + 2) * prices.perInvocation,
  DynamoDB: plan.accounts.length * (2 * prices.perReadUnit + 2 * prices.perWriteUnit),
};
const warnings = [
  ...(run.peak > limits.lambdaConcurrency
    ? [
        `${run.peak} functions at once exceed the default Lambda concurrency quota of ${limits.lambdaConcurrency}: lower maxConcurrency or raise the quota`,
      ]
    : []),
  ...(longest > limits.lambdaSeconds
    ? [
        `an account takes ${longest.toFixed(0)} s, more than the ${limits.lambdaSeconds} s of Lambda: scan fewer Regions`,
      ]
    : []),
  ...(run.transitionsAtPeak > limits.transitionsPerSecond
    ? [
        `${run.transitionsAtPeak} state transitions a second exceed the quota of ${limits.transitionsPerSecond}: some wait`,
      ]
    : []),
  ...(plan.accounts.length * 130 > limits.outputBytes
    ? [
        `the results of all children (about ${Math.round((plan.accounts.length * 130) / 1_024)} KiB) exceed the 256 KiB of a state: the ResultWriter of the state machine is needed, and is there`,
      ]
    : []),
];
const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;

console.log(`${accounts} accounts, ${regions.length} Regions, ${concurrency} at once

Plan      ${minutes(run.planSeconds)}  (${Math.ceil(accounts / limits.listAccounts.page)} pages of organizations:ListAccounts; ${plan.accounts.length} accounts to scan, ${plan.leftOut.length} left out)
Accounts  ${minutes(run.mapSeconds)}  (${empty.seconds.toFixed(1)} s of reading without desktops, ${full.seconds.toFixed(1)} s with; at most ${run.peak} functions at once)
Digest    ${minutes(digest)}
Run       ${minutes(run.planSeconds + run.mapSeconds + digest)}

Requests
${services.map((service) => `  ${service.padEnd(12)} ${requestsOf(service)}`).join('\n')}

Cost of a run, US East, prices of ${prices.asOf}: ${Object.values(cost)
  .reduce((sum, value) => sum + value, 0)
  .toFixed(2)} USD
${Object.entries(cost)
  .map(([name, value]) => `  ${name.padEnd(15)} ${value.toFixed(2)} USD`)
  .join('\n')}
  Without SNS, SQS, S3, KMS, CloudWatch and data transfer.

Quotas (${limits.asOf})
${warnings.length === 0 ? '  none is exceeded' : warnings.map((warning) => `  ${warning}`).join('\n')}

Assumptions
  A call takes ${(latency * 1_000).toFixed(0)} ms: ${(here * 1_000).toFixed(1)} ms measured now against local-aws, ${network * 1_000} ms of network assumed.
  ${desktops} % of the accounts have desktops, like the example account, in one Region; the others have none.
  A function needs ${coldStart} s to start and ${judging.empty} to ${judging.desktops} s to check; memory is 1 GB, arm64.
  Two state transitions for each account: starting a child counts as one.
  The map starts ${limits.childrenPerSecond} children a second. No throttling besides the product's own pacing.`);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Error(`Expected a whole number, but got ${text}. Usage: npm run simulate -- --accounts 10000 --regions 17`);
}
