// Runs in a process of its own, as Lambda would: node invoke.ts FUNCTION EVENT CONTEXT, answer to the parent process.
/** By the name of their file, so that a bundle holds them. */
const functions = {
  'digest-organization': () => import('../../handlers/digest-organization.ts'),
  'on-change': () => import('../../handlers/on-change.ts'),
  'on-demand-scan': () => import('../../handlers/on-demand-scan.ts'),
  'plan-organization': () => import('../../handlers/plan-organization.ts'),
  'scan-account': () => import('../../handlers/scan-account.ts'),
  'scheduled-scan': () => import('../../handlers/scheduled-scan.ts'),
};

const [, , name = '', event = '', context = ''] = process.argv;
const load = Object.entries(functions).find(([known]) => known === name)?.[1];
if (load === undefined) throw new Error(`There is no function ${name}.`);
const { handler } = await load();
const inTime = { ...JSON.parse(context), getRemainingTimeInMillis: () => 900_000 };
process.send?.(await handler(JSON.parse(event), inTime));
