import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { refused } from '../../../lib/collect/outcomes.ts';
import { newPseudonyms } from '../../../lib/collect/pseudonyms.ts';
import { scrub } from '../../../lib/collect/scrub.ts';
import { errorPathOf, pathOf } from '../../../lib/export/layout.ts';
import type { ReadRequest, ReadResult, Source } from '../../../lib/model/ports.ts';
import type { Report } from '../../../lib/model/report.ts';
import { scan } from '../../../lib/scan/scan.ts';
import { openExport } from '../../../local-aws/export-data.ts';
import { rules } from '../../../rules/index.ts';
import { isAnotherAccount, kindOf, mutantsOf, mutated } from './mutate.ts';

/** Every so-many-th mutant from a first one: `MUTANT_STEP=1` tries all, which takes hours. */
const step = Number(process.env['MUTANT_STEP'] ?? 25);
const first = Number(process.env['MUTANT_FIRST'] ?? 0);

const files = await openExport('examples/demo-account');

/** The account as the files say, read as an export is. */
function sourceOf(account: ReadonlyMap<string, unknown>): Source {
  const pseudonyms = newPseudonyms();
  const answer = (request: ReadRequest): ReadResult => {
    const path = pathOf(request);
    const error = account.get(errorPathOf(path)) as { code: string; message: string } | undefined;
    if (error !== undefined)
      return refused({ ...error, service: request.service, region: request.region, requests: 0 });
    const value = account.get(path) as Record<string, unknown> | undefined;
    return value === undefined
      ? { outcome: 'not-exported', code: 'NotExported', detail: `no ${path}`, requests: 0 }
      : { outcome: 'read', value, requests: 0 };
  };
  return {
    kind: 'export',
    regions: ['eu-central-1', 'eu-west-3', 'us-east-1'],
    read: async (request) => scrub(request, answer(request), pseudonyms),
  };
}

/** Moves to pass that are right, and why. */
const explained: readonly (readonly [kind: RegExp, why: string])[] = [
  [/Document\./, 'a policy document says what it says, also without a member'],
  [/ DirectoryConfigs\.\*\.CertificateBasedAuthProperties: left out$/, 'AWS leaves out what is disabled'],
];

const faults: string[] = [];

const reportOf = (account: ReadonlyMap<string, unknown>): Promise<Report> =>
  scan({
    source: sourceOf(account),
    rules,
    scanId: 'mutant',
    clock: () => new Date('2026-11-21T08:00:00.000Z'),
    onRuleError: (ruleId, { arn }, error) => faults.push(`${ruleId} on ${arn}: ${String(error)}`),
  });

it('no mutant crashes a rule or takes 10 seconds, and what becomes a pass is told', async () => {
  const before = new Map((await reportOf(files)).findings.map(({ id, status }) => [id, status]));
  const all = mutantsOf(files).filter(({ file }) => file !== 'account.json' && !file.endsWith('.error.json'));
  const tried = all.filter((_, index) => index % step === first);
  const broken: string[] = [];
  const passes = new Map<string, string>();
  let slowest = 0;
  for (const mutant of tried) {
    const account = new Map(files).set(mutant.file, mutated(files.get(mutant.file), mutant));
    const start = performance.now();
    faults.length = 0;
    try {
      const { findings } = await reportOf(account);
      for (const { id, ruleId, status } of findings) {
        const was = before.get(id);
        if (
          status === 'pass' &&
          was !== undefined &&
          was !== 'pass' &&
          !isAnotherAccount(mutant, files.get(mutant.file))
        )
          passes.set(`${ruleId} | ${kindOf(mutant)}`, `${was} of ${id} at ${mutant.file} ${mutant.path.join('.')}`);
      }
    } catch (error) {
      faults.push(String(error));
    }
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    if (took > 10_000) faults.push(`took ${Math.round(took)} ms`);
    for (const fault of faults) broken.push(`${kindOf(mutant)} at ${mutant.path.join('.')}: ${fault}`);
  }
  console.log(
    `${tried.length} of ${all.length} mutants, slowest ${Math.round(slowest)} ms, ${passes.size} kinds of moves to pass`,
  );
  expect(broken).toEqual([]);
  expect([...passes].filter(([kind]) => !explained.some(([pattern]) => pattern.test(kind)))).toEqual([]);
});
