import { randomUUID } from 'node:crypto';
import { onlyNew } from '../../lib/engine/compare.ts';
import type { Report } from '../../lib/model/report.ts';
import { json } from '../../lib/report/json.ts';
import { markdown } from '../../lib/report/markdown.ts';
import type { Page } from '../../lib/report/page.ts';
import { table } from '../../lib/report/table.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import { scan as scanAccount } from '../../lib/scan/scan.ts';
import { selectRules } from '../../lib/scan/select-rules.ts';
import { rules as allRules } from '../../rules/index.ts';
import { listOf, oneOf, parseArguments } from '../arguments.ts';
import { type Baseline, baselineOf } from '../baseline.ts';
import type { Command } from '../command.ts';
import { configOf } from '../config.ts';
import { exitCodeOf, thresholds } from '../fail-on.ts';
import { outputFile } from '../output-file.ts';
import { pageFor } from '../page.ts';
import { progressLine } from '../progress-line.ts';
import { say } from '../say.ts';
import { sourceOf } from '../source.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['table', 'json', 'markdown'] as const;
type Format = (typeof formats)[number];

const help = `Usage: euc-saml-audit scan [options]

Reads the account that your AWS credentials belong to, or an export of one, judges it and prints a report.

  --export DIR        read this export instead of AWS (euc-saml-audit export makes one)
  --regions a,b       look into these Regions only; default: all that offer WorkSpaces or AppStream 2.0
  --rule ID           judge by this rule only; repeat it or separate ids by commas
  --config FILE       switch rules off, set severities and thresholds; default euc-saml-audit.config.json, if there is
                      one in the current folder (docs/configuration.md)
  --format FORMAT     ${formats.join(', ')}; default table
  --output FILE       write the report to a file instead of standard output
  --baseline FILE     compare with what this file remembers of earlier scans, and take this scan into it; a first
                      scan creates the file (docs/history.md)
  --new-only          with --baseline: show, and count for the exit code, only failures that are new
  --paths             show the federation map as well: each way from provider to desktop or application
  --fail-on SEVERITY  ${thresholds.join(', ')}; default low
  --no-progress       no progress line, even on a terminal

Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or configuration;
3 no such findings, but not everything could be read.

Environment: the AWS SDK's variables (AWS_PROFILE, AWS_REGION, …); NO_COLOR for no colour.
`;

export const scan: Command = {
  help,
  async run(args, terminal) {
    const { values } = parseArguments(args, {
      export: { type: 'string' },
      regions: { type: 'string', multiple: true },
      rule: { type: 'string', multiple: true },
      config: { type: 'string' },
      format: { type: 'string', default: 'table' },
      output: { type: 'string' },
      baseline: { type: 'string' },
      'new-only': { type: 'boolean', default: false },
      paths: { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'low' },
      'no-progress': { type: 'boolean', default: false },
    });
    const format = oneOf('format', values.format, formats);
    const failOn = oneOf('fail-on', values['fail-on'], thresholds);
    const config = await configOf(values.config, terminal);
    const rules = selectRules(allRules, listOf('rule', values.rule), config);
    const regions = listOf('regions', values.regions);
    const file = values.output === undefined ? undefined : await outputFile(values.output, terminal);
    const baseline = await baselineFor(values, rules, terminal);
    if (baseline !== undefined && baseline.path === file?.path)
      throw new UsageError('--baseline and --output: expected two files, but both name the same');
    const source = await sourceOf(values.export, terminal);

    for (const note of source.notes ?? []) say(terminal, `Note: ${note}.`);
    const progress = progressLine(terminal.stderr, !values['no-progress']);
    const whole = await scanAccount({
      source,
      rules,
      config,
      scanId: randomUUID(),
      clock: () => new Date(),
      onRuleError: (ruleId, { arn }, error) =>
        say(terminal, `Fault of this tool: rule ${ruleId} could not check ${arn}: ${String(error)}`),
      onProgress: (step) => progress.show(step),
      ...(regions === undefined ? {} : { regions }),
    }).finally(() => progress.clear());

    const compared = (await baseline?.compare(whole)) ?? whole;
    const report = values['new-only'] ? onlyNew(compared) : compared;
    if (file === undefined) terminal.stdout.write(printed(report, format, values.paths, pageFor(terminal)));
    else {
      await file.write(printed(report, format, values.paths));
      say(terminal, `The report is in ${file.path}`);
    }
    // Afterwards nothing of it is news, so whoever reads it must have it.
    await terminal.stdout.flush?.();
    await baseline?.update(whole);
    return exitCodeOf(report, failOn);
  },
};

/** @throws {UsageError} when there is nothing that could tell what is new. */
async function baselineFor(
  { baseline, 'new-only': newOnly }: { readonly baseline?: string; readonly 'new-only': boolean },
  rules: readonly Rule[],
  terminal: Terminal,
): Promise<Baseline | undefined> {
  if (baseline !== undefined)
    return baselineOf(
      baseline,
      rules.map(({ id }) => id),
      terminal,
    );
  if (newOnly) throw new UsageError('--new-only: expected --baseline FILE with it, which tells what is new');
  return undefined;
}

function printed(report: Report, format: Format, paths: boolean, page?: Page): string {
  if (format === 'json') return json(report);
  return format === 'markdown' ? markdown(report) : table(report, { ...page, paths });
}
