import type { OrganizationReport } from '../model/organization.ts';

const columns = [
  'account',
  'name',
  'organizational unit',
  'outcome',
  'severity',
  'problem',
  'resource type',
  'resource',
  'region',
  'fix',
];

/** One line per account and failing resource, and one per account without any; for spreadsheets. */
export function organizationCsv({ accounts, leftOut }: OrganizationReport): string {
  const lines = accounts.flatMap(({ accountId, name, path, outcome, why = '', problems }) => {
    const account = [accountId, name, path, outcome];
    const rows = problems.flatMap(({ severity, title, fix, resources }) =>
      resources.map(({ type, name: resource, region }) => [...account, severity, title, type, resource, region, fix]),
    );
    return outcome === 'scanned' && rows.length > 0 ? rows : [...rows, [...account, '', why, '', '', '', '']];
  });
  const rest = leftOut.map(({ accountId, name, path, why }) => [
    accountId,
    name,
    path,
    'not scanned',
    '',
    why,
    '',
    '',
    '',
    '',
  ]);
  return [columns, ...lines, ...rest].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A text that begins like a formula would be one in a spreadsheet. */
function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
