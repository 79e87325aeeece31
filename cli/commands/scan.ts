import { randomUUID } from 'node:crypto';
import { onlyNew } from '../../lib/engine/compare.ts';
import type { Source } from '../../lib/model/ports.ts';
import type { Report } from '../../lib/model/report.ts';
import { formatNames } from '../../lib/model/format.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import { withoutSignIns } from '../../lib/rule/sign-ins.ts';
import { scan as scanAccount } from '../../lib/scan/scan.ts';
import { selectRules } from '../../lib/scan/select-rules.ts';
import { isoTime } from '../../lib/text/iso-time.ts';
import { rules as allRules } from '../../rules/index.ts';
import { listOf, oneOf, parseArguments } from '../arguments.ts';
import { type Baseline, baselineOf } from '../baseline.ts';
import type { Command } from '../command.ts';
import { configOf } from '../config.ts';
import { exitCodeOf, thresholds } from '../fail-on.ts';
import { asksForMany, organizationOptions, scanMany } from '../organization.ts';
import { progressLine } from '../progress-line.ts';
import { reportsTo } from '../reports.ts';
import { rulesFor } from '../rules-for.ts';
import { say } from '../say.ts';
import { signInsOf } from '../sign-ins.ts';
import { sourceOf } from '../source.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const help = `Usage: euc-saml-audit scan [options]

Scans the AWS account of your credentials, or an export. Reports what blocks or exposes SAML sign-in. Makes no changes.

Input:
  --export DIR         Scan this export instead of AWS (created by "euc-saml-audit export")
  --as-of TIME         With --export: count ages as of this time, such as 2026-11-25T08:00Z (default: when the
                       export was created, as its export.json says, else now)
  --regions a,b        Scan only these Regions (default: all Regions that offer WorkSpaces or AppStream)
  --rule ID            Check only this rule; repeat, or separate IDs with commas
  --control ID         Check only rules that support this control, such as AC-3 or 2.8 (docs/controls.md)
  --events PATH        Also check recorded sign-ins: CloudTrail log files, lookup-events output, EventBridge events
  --sign-ins DAYS      Also check the sign-ins in the event history of CloudTrail (at most 90 days; docs/sign-ins.md)
  --organization       Scan every account of the organization (docs/organization.md)
  --role NAME          With --organization: role to assume in each account (default: euc-saml-audit)
  --external-id ID     With --organization: external ID that the role requires
  --accounts a,b       With --organization: scan only these accounts
  --ou ID              With --organization: scan only accounts below this organizational unit; repeat for several
  --exports DIR        Scan each export in this folder and report on all of them together
  --config FILE        Configuration file (default: euc-saml-audit.config.json in the current folder, if it exists)

Output:
  --all                Show every finding, not only problems and advice
  --format FORMAT      ${formatNames.slice(0, -1).join(', ')}, or ${formatNames.at(-1)} (default: table)
  --output FILE        Write the report to FILE; repeat for several files (docs/formats.md)
  --baseline FILE      Compare with the findings saved in FILE, then save this scan to it
  --new-only           With --baseline: report new findings only, also for the exit code
  --fail-on SEVERITY   ${thresholds.slice(0, -1).join(', ')}, or ${thresholds.at(-1)} (default: low)
  --no-progress        Do not show progress

Exit codes:
  0  No findings at or above --fail-on
  1  Findings at or above --fail-on
  2  Usage, configuration, or unexpected error
  3  No findings at or above --fail-on, but some data could not be read

Examples:
  euc-saml-audit scan                                    Can users sign in, and is it safe?
  euc-saml-audit scan --output report.html --output findings.csv
  euc-saml-audit scan --export ./acme --format sarif --output acme.sarif

Environment: AWS_PROFILE, AWS_REGION, and the other AWS SDK variables; NO_COLOR turns off colors.
`;

export const scan: Command = {
  help,
  async run(args, terminal) {
    const { values } = parseArguments(args, {
      export: { type: 'string' },
      'as-of': { type: 'string' },
      regions: { type: 'string', multiple: true },
      rule: { type: 'string', multiple: true },
      control: { type: 'string', multiple: true },
      config: { type: 'string' },
      all: { type: 'boolean', default: false },
      format: { type: 'string' },
      output: { type: 'string', multiple: true },
      baseline: { type: 'string' },
      'new-only': { type: 'boolean', default: false },
      events: { type: 'string' },
      'sign-ins': { type: 'string' },
      paths: { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'low' },
      'no-progress': { type: 'boolean', default: false },
      ...organizationOptions,
    });
    const failOn = oneOf('fail-on', values['fail-on'], thresholds);
    const config = await configOf(values.config, terminal);
    const onlyRules = rulesFor(listOf('rule', values.rule), listOf('control', values.control));
    const asksSignIns = values.events !== undefined || values['sign-ins'] !== undefined;
    const selected = selectRules(allRules, onlyRules, config);
    const rules = asksSignIns ? selected : withoutSignIns(selected);
    if (rules.length === 0 && selected.length > 0)
      throw new UsageError(`--rule ${selected[0]?.id ?? ''}: expected --events PATH or --sign-ins DAYS with it`);
    const regions = listOf('regions', values.regions);
    const asOf = timeOf(values);
    if (asksForMany(values)) {
      const asOne = ['export', 'baseline', 'events', 'sign-ins'].find((name) => Object.hasOwn(values, name));
      if (asOne !== undefined) throw new UsageError(`--${asOne} is for one account; leave it out here`);
      const look = (source: Source): Promise<Report> =>
        scanAccount({
          source,
          rules,
          onlyRules,
          config,
          scanId: randomUUID(),
          clock: () => new Date(),
          ...(regions === undefined ? {} : { regions }),
        });
      return scanMany(values, failOn, look, terminal);
    }
    const reports = await reportsTo(values, terminal);
    const baseline = await baselineFor(values, rules, terminal);
    if (baseline !== undefined && reports.paths.includes(baseline.path))
      throw new UsageError('--baseline and --output must be different files');
    const source = await sourceOf(values.export, terminal);

    const signIns = await signInsOf(
      { events: values.events, days: values['sign-ins'], isExport: values.export !== undefined },
      terminal,
    );
    const tell = (note: string) => say(terminal, `Note: ${note}.`);
    for (const note of source.notes ?? []) tell(note);
    const progress = progressLine(terminal.stderr, !values['no-progress']);
    const whole = await scanAccount({
      source,
      rules,
      onlyRules,
      config,
      scanId: randomUUID(),
      clock: () => new Date(),
      onRuleError: (ruleId, { arn }, error) =>
        say(terminal, `Fault of this tool: rule ${ruleId} could not check ${arn}: ${String(error)}`),
      onProgress: (step) => progress.show(step),
      onNote: tell,
      ...(asOf === undefined ? {} : { asOf }),
      ...(regions === undefined ? {} : { regions }),
      ...(signIns === undefined ? {} : { signIns }),
    }).finally(() => progress.clear());

    const compared = (await baseline?.compare(whole)) ?? whole;
    const report = values['new-only'] ? onlyNew(compared) : compared;
    await reports.write(report, { all: values.all || values.paths });
    // Afterwards nothing of it is news, so whoever reads it must have it.
    await terminal.stdout.flush?.();
    await baseline?.update(whole);
    return exitCodeOf(report, failOn);
  },
};

/** @throws {UsageError} for a text that is no time, and beside a live account, which is always read now. */
function timeOf({ 'as-of': text, export: folder }: { readonly 'as-of'?: string; readonly export?: string }) {
  if (text === undefined) return undefined;
  if (folder === undefined) throw new UsageError('--as-of: expected --export with it; a live account is read now');
  const time = isoTime(text);
  if (time === undefined) throw new UsageError(`--as-of: expected a time such as 2026-11-25T08:00Z, got "${text}"`);
  return time;
}

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
