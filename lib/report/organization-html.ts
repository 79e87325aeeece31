import { type OrganizationProblem, type OrganizationReport } from '../model/organization.ts';
import { visible } from './visible.ts';
import { readableTime, resourceLabel } from './words.ts';
import { accountCounts, accountLabel, failureCounts, spread } from './organization-words.ts';

/** The report as one page that loads nothing and runs nothing. */
export function organizationHtml(report: OrganizationReport): string {
  const { summary, accounts, leftOut, problems } = report;
  const incomplete = accounts.filter(({ outcome }) => outcome === 'incomplete');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SAML sign-in of the organization</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #16191f; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d5dbdb; }
summary { cursor: pointer; }
.severity { font-weight: 600; text-transform: uppercase; }
</style>
</head>
<body>
<h1>SAML sign-in to WorkSpaces and AppStream</h1>
<p>${text(accountCounts(summary))}. Failing checks: ${text(failureCounts(summary))}. Unknown: ${summary.unknown}.</p>
<p>Run ${text(report.runId)}, ${text(readableTime(report.finishedAt))}</p>
${table(
  'Incomplete accounts',
  ['Account', 'Reason'],
  incomplete.map((account) => [accountLabel(account), account.why ?? '']),
)}
<h2>Problems</h2>
${problems.length === 0 ? '<p>None.</p>' : problems.map(problemHtml).join('\n')}
${table(
  'Accounts',
  ['Account', 'Organizational unit', 'Outcome', 'Failing checks'],
  accounts.map((account) => [
    accountLabel(account),
    account.path,
    account.outcome,
    account.summary === undefined ? '' : failureCounts({ ...report.summary, fail: account.summary.fail }),
  ]),
)}
${table(
  'Accounts that were not scanned',
  ['Account', 'Reason'],
  leftOut.map((account) => [accountLabel(account), account.why]),
)}
</body>
</html>
`;
}

function problemHtml(problem: OrganizationProblem): string {
  const rows = problem.accounts.flatMap((account) =>
    account.resources.map(({ type, name, region }) => [accountLabel(account), resourceLabel(type), name, region]),
  );
  return `<details>
<summary><span class="severity">${text(problem.severity)}</span> ${text(problem.title)}: ${text(spread(problem))}</summary>
<p>Fix: ${text(problem.fix)}</p>
${table(undefined, ['Account', 'Type', 'Resource', 'Region'], rows)}
</details>`;
}

function table(title: string | undefined, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;
  return `${title === undefined ? '' : `<h2>${text(title)}</h2>\n`}<table>
<thead>${row(head, 'th')}</thead>
<tbody>
${rows.map((cells) => row(cells, 'td')).join('\n')}
</tbody>
</table>`;
}

const text = (value: string): string =>
  visible(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
