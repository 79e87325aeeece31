import { createHash } from 'node:crypto';
import type { Finding, Status } from '../../model/finding.ts';
import type { Problem } from '../../model/problem.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import { frameworkSources } from '../../rule/controls.ts';
import { acceptedBy } from '../accepted.ts';
import { type Answer, answersOf, checkNext, scopeSentence } from '../answers.ts';
import { comparisonTitle, listedChanges, placeOf } from '../comparison.ts';
import { fixFor } from '../fix-for.ts';
import { federationMap } from '../html/map.ts';
import { html as markup, type Markup, trusted } from '../html/markup.ts';
import { script } from '../html/script.ts';
import { style } from '../html/style.ts';
import { type Overview, overviewOf } from '../overview.ts';
import { pathLabels, type PathView } from '../path-view.ts';
import { changeLabels, counted, readableMinute, readableTime, resourceLabel } from '../words.ts';
import type { Format } from './format.ts';
import { problemIndex, ruleIndex, sourceParts } from './shared.ts';

/**
 * One file that needs nothing else and asks for nothing: its own policy forbids every request, and every script and
 * style but the two that stand in it. It says everything without the script, which only filters.
 */
export const html: Format = {
  extensions: ['.html', '.htm'],
  mediaType: 'text/html',
  write: (report) => `<!doctype html>\n${page(report).markup}\n`,
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function page(report: Report): Markup {
  const { scan, tool, findings, relayStates = [] } = report;
  const overview = overviewOf(report);
  const title = `SAML sign-in audit of AWS account ${scan.accountId}`;
  const passed = findings.filter(({ status }) => status === 'pass');
  return markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${title}</h1>
<p>${scopeSentence(report)}</p>
</header>
<nav aria-label="Sections"><ul>
${sections.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}
</ul></nav>
<main id="main">
${answers(answersOf(overview))}
${first(overview)}
${facts(report, overview)}
${map(overview.paths, scan.accountId)}
${problems(report, overview)}
${advice(overview)}
${missing(overview)}
<h2 id="next">Check next: what AWS cannot show</h2>
<p>If users still cannot sign in, check these settings. They are outside the account.</p>
<ul>${checkNext.map((line) => markup`<li>${line}</li>`)}</ul>
${relayStates.length === 0 ? undefined : relayStateTable(report)}
${changes(report)}
${results(report)}
${passedTable(report, passed)}
${rulesTable(report)}
<h2 id="sign-off">Sign-off</h2>
<p>Report ${scan.id}${scan.dataHash === undefined ? '' : `, data SHA-256 ${scan.dataHash}`}.</p>
<div class="sign"><div>Reviewed by</div><div>Date</div><div>Signature</div></div>
</main>
<footer><p>${tool.name} ${tool.version}, scan ${scan.id}, ${readableTime(scan.finishedAt)}. A rule that passes is evidence for the controls that it supports, never compliance with them.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>`;
}

const sections = [
  ['paths', 'Sign-in paths'],
  ['problems', 'Problems'],
  ['advice', 'Advice'],
  ['missing', 'Missing data'],
  ['next', 'Check next'],
  ['results-title', 'All results'],
  ['passed', 'What passed'],
  ['rules', 'Rules and controls'],
  ['sign-off', 'Sign-off'],
] as const;

function facts({ scan, summary, notices = [] }: Report, { missing }: Overview): Markup {
  const rows: readonly (readonly [string, string])[] = [
    ['Account', `${scan.accountId}, partition ${scan.partition}`],
    ['Regions', scan.regions.join(', ')],
    ['Data as of', scan.dataAsOf === undefined ? 'unknown: the export does not say' : readableTime(scan.dataAsOf)],
    ['Source', scan.source === 'live' ? 'AWS, read by this scan' : 'an export of the account'],
    ['Scanned', `${readableTime(scan.startedAt)} to ${readableTime(scan.finishedAt)}`],
    ['Complete', summary.complete ? 'yes' : `no: ${counted(missing.length, 'API call')} had no answer`],
    ['Data SHA-256', scan.dataHash ?? ''],
    ['Only rules', scan.onlyRules?.join(', ') ?? ''],
    ['Disabled rules', scan.configured?.off.join(', ') ?? ''],
    ['Exceptions', notices.map(({ message }) => message).join(' ')],
  ];
  return markup`<dl>${rows.filter(([, text]) => text !== '').map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
}

const answers = (list: readonly Answer[]): Markup =>
  markup`<div class="answers">${list.map(
    ({ question, tone, answer, details }) =>
      markup`<section class="answer ${tone}"><h2>${question}</h2><p>${answer}</p>${
        details.length === 0
          ? undefined
          : markup`<dl>${details.map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`
      }</section>`,
  )}</div>`;

function first({ lockedOut, exposed, atRisk }: Overview): Markup {
  const all = [...lockedOut, ...exposed, ...atRisk];
  const [problem] = all;
  if (problem === undefined) {
    return markup`<section class="first good"><h2>Start here</h2><p>AWS shows no problem. If a user still cannot sign in, see <a href="#next">Check next</a>.</p></section>`;
  }
  return markup`<section class="first"><h2>Start here: problem ${problem.number} of ${all.length}</h2>
<p><a href="#problem-${problem.number}">${problem.title}</a></p>${fields(problem)}</section>`;
}

const fields = ({ summary, userSees, fix, suggestion }: Problem): Markup =>
  markup`<dl><dt>Effect</dt><dd>${summary}</dd>${
    userSees === undefined ? undefined : markup`<dt>Users see</dt><dd>${userSees}</dd>`
  }<dt>Fix</dt><dd>${fix}</dd>${
    suggestion === undefined ? undefined : markup`<dt>Probably meant</dt><dd>${suggestion}</dd>`
  }</dl>`;

const pathTones = { blocked: 'bad', unknown: '', 'works-unsafe': 'warn', limited: 'warn', works: 'good' } as const;

function map(paths: readonly PathView[], accountId: string): Markup {
  const rows = paths.map(
    ({ provider, role, target, region, status, problems, reasons }) =>
      markup`<tr><td><span class="tag ${pathTones[status]}">${pathLabels[status]}</span></td><td>${provider}</td><td>${role}</td><td>${target} (${region})</td><td>${problems.map((number) => markup`<a href="#problem-${number}">${number}</a> `)}</td><td>${reasons.map(
        ({ step, text, userSees }) =>
          markup`<p>${step}: ${text}${userSees === undefined ? undefined : markup`<br>Users see: ${userSees}`}</p>`,
      )}</td></tr>`,
  );
  return markup`<h2 id="paths">Sign-in paths: ${paths.length}</h2>${
    paths.length === 0
      ? markup`<p>No sign-in path from a SAML provider to a directory or stack was found.</p>`
      : markup`${federationMap(paths, accountId)}
<div class="scroll" tabindex="0" role="region" aria-label="Table of the sign-in paths"><table id="path-table"><caption>The same as the map, with the numbers of the problems.</caption>
<thead><tr><th scope="col">Status</th><th scope="col">SAML provider</th><th scope="col">Role</th><th scope="col">Directory or stack</th><th scope="col">Problems</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }`;
}

function problems(report: Report, { lockedOut, exposed, atRisk }: Overview): Markup {
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  const ruleOf = ruleIndex(report);
  const groups = [
    ['Users cannot sign in', 'bad', lockedOut],
    ['Exposed', 'warn', exposed],
    ['At risk', 'warn', atRisk],
  ] as const;
  const all = lockedOut.length + exposed.length + atRisk.length;
  return markup`<h2 id="problems" class="newpage">Problems: ${all}</h2>${all === 0 ? markup`<p>No problem was found.</p>` : undefined}${groups.flatMap(
    ([name, tone, list]) =>
      list.map(
        (problem) => markup`<article class="problem" id="problem-${problem.number}">
<div class="title"><span>${problem.number}</span><h3>${problem.title}</h3><span class="tag ${tone}">${name}</span></div>
${fields(problem)}
<dl><dt>Where</dt><dd>${problem.resources.map(({ type, name, region }) => `${resourceLabel(type)} ${name}${region === 'global' ? '' : ` (${region})`}`).join(', ')}</dd></dl>
<details><summary>Evidence: ${counted(problem.findings.length, 'finding')}</summary>${problem.findings.flatMap((id) => {
          const finding = findings.get(id);
          return finding === undefined ? [] : [evidence(finding, ruleOf(finding.ruleId))];
        })}</details></article>`,
      ),
  )}`;
}

function evidence(finding: Finding, rule: RuleReference | undefined): Markup {
  const { resource, message, witness, statement, sources, ruleId, severity } = finding;
  return markup`<p><strong>${resourceLabel(resource.type)} ${resource.name}</strong>: ${message}</p>
<dl><dt>ARN</dt><dd><code>${resource.arn}</code></dd><dt>Rule</dt><dd>${ruleId} (${severity}): ${rule?.title}</dd>${
    statement === undefined
      ? undefined
      : markup`<dt>Statement</dt><dd>${statement.policy}, statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`}${statement.element === undefined ? '' : `, ${statement.element}`}</dd>`
  }${finding.evidence.map(
    ({ path, actual, expected }) =>
      markup`<dt>Found</dt><dd><code>${path}</code>: <code>${actual}</code>${expected === undefined ? undefined : markup`, expected <code>${expected}</code>`}</dd>`,
  )}${witness === undefined ? undefined : markup`<dt>Example</dt><dd>${witness.sentence}</dd>`}<dt>Sources</dt><dd>${links(sources)}</dd></dl>`;
}

const links = (sources: readonly string[]): readonly Markup[] =>
  sources.map((source, index) => {
    const { title, url } = sourceParts(source);
    const separator = index === 0 ? '' : ' · ';
    return url === undefined
      ? markup`${separator}${title}`
      : markup`${separator}<a href="${url}" rel="noreferrer">${title}</a>`;
  });

const advice = ({ advice }: Overview): Markup =>
  markup`<h2 id="advice">Advice: ${counted(advice.length, 'point')}</h2><p>Denies and admits no user.</p><ul>${advice.map(
    ({ title, fix }) => markup`<li>${title}: ${fix}</li>`,
  )}</ul>`;

function missing({ missing: calls, undecided }: Overview): Markup {
  const rows = calls.map(
    (call) =>
      markup`<tr><th scope="row"><code>${call.call}</code></th><td>${call.outcome}</td><td>${call.regions.join(', ')}${call.resources.length === 0 ? '' : `; ${call.resources.join(', ')}`}</td><td>${fixFor(call)}</td><td>${call.rules.map(({ ruleId, count }) => `${ruleId} (${count})`).join(', ')}</td></tr>`,
  );
  return markup`<h2 id="missing">Missing data</h2>${
    calls.length === 0
      ? markup`<p>Every API call was answered.</p>`
      : markup`<table class="cards"><caption>${counted(calls.length, 'API call')} without an answer. What depends on one is unknown.</caption><thead><tr><th scope="col">Call</th><th scope="col">Outcome</th><th scope="col">Where</th><th scope="col">To fix</th><th scope="col">Rules with unknown results</th></tr></thead><tbody>${rows}</tbody></table>`
  }${
    undecided.length === 0
      ? undefined
      : markup`<h3>Not decided although all data was read: ${counted(undecided.length, 'result')}</h3><ul>${undecided.map(
          ({ resource, ruleId, message }) =>
            markup`<li>${resourceLabel(resource.type)} ${resource.name}, ${ruleId}: ${message}</li>`,
        )}</ul>`
  }`;
}

const relayStateTable = ({ relayStates = [] }: Report): Markup =>
  markup`<table class="cards"><caption>Relay state to configure at the identity provider</caption><thead><tr><th scope="col">Directory or stack</th><th scope="col">Relay state</th></tr></thead><tbody>${relayStates.map(
    ({ type, name, region, url, notes }) =>
      markup`<tr><th scope="row">${resourceLabel(type)} ${name} (${region})</th><td>${url === undefined ? undefined : markup`<code>${url}</code>`}${notes.map((note) => markup`<p>${note}</p>`)}</td></tr>`,
  )}</tbody></table>`;

function changes({ comparison }: Report): Markup | undefined {
  if (comparison === undefined) return undefined;
  return markup`<h2 id="changes">Changes</h2><p>${comparisonTitle(comparison)}</p><ul>${listedChanges(comparison).map(
    (change) => markup`<li>${changeLabels[change.kind]}, ${change.severity}: ${placeOf(change)}, ${change.ruleId}</li>`,
  )}</ul>`;
}

const statusWords: Readonly<Record<Status, string>> = {
  fail: 'Failed',
  unknown: 'Unknown',
  pass: 'Passed',
  'not-applicable': 'Not applicable',
};
const statuses = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Status[];
const statusTones = { fail: 'bad', unknown: '', pass: 'good', 'not-applicable': '' } as const;

function results(report: Report): Markup {
  const problemOf = problemIndex(report);
  const severities = [...new Set(report.findings.map(({ severity }) => severity))];
  const rows = report.findings.map((finding) => {
    const { status, severity, ruleId, resource, message, accepted, remediation } = finding;
    const problem = problemOf(finding.id);
    return markup`<tr data-status="${status}" data-severity="${severity}"><td><span class="tag ${statusTones[status]}">${accepted === undefined ? statusWords[status] : 'Accepted'}</span></td><td>${severity}</td><td>${resourceLabel(resource.type)} ${resource.name}${resource.region === 'global' ? '' : ` (${resource.region})`}</td><td>${ruleId}</td><td>${message}${
      status !== 'fail'
        ? undefined
        : accepted === undefined
          ? markup`<br>Fix: ${remediation}`
          : markup`<br>Accepted ${acceptedBy(accepted)}`
    }${problem === undefined || problem.effect === 'advice' ? undefined : markup`<br><a href="#problem-${problem.number}">Problem ${problem.number}</a>`}</td></tr>`;
  });
  return markup`<h2 id="results-title" class="newpage">All results: ${rows.length}</h2>
<div class="filter" hidden>
<div><label for="search">Text</label><input id="search" type="search" autocomplete="off"></div>
<div><label for="status">Result</label><select id="status"><option value="">all</option>${Object.entries(statusWords).map(([value, word]) => markup`<option value="${value}">${word}</option>`)}</select></div>
<div><label for="severity">Severity</label><select id="severity"><option value="">all</option>${severities.map((severity) => markup`<option value="${severity}">${severity}</option>`)}</select></div>
<p id="shown" role="status"></p>
</div>
<table id="results" class="cards"><caption>Every result, worst severity first</caption><thead><tr><th scope="col">Result</th><th scope="col">Severity</th><th scope="col">Resource</th><th scope="col">Rule</th><th scope="col">What was found</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function passedTable({ rules }: Report, passed: readonly Finding[]): Markup {
  const byRule = Map.groupBy(passed, ({ ruleId }) => ruleId);
  const rows = rules.flatMap(({ id, title }) => {
    const own = byRule.get(id);
    if (own === undefined) return [];
    const names = own.map(({ resource }) => resource.name);
    const shown =
      names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')}, and ${names.length - 8} more`;
    return [markup`<tr><th scope="row">${title}</th><td>${own.length}</td><td>${shown}</td></tr>`];
  });
  return markup`<h2 id="passed">What passed: ${counted(passed.length, 'result')}</h2><table class="cards"><caption>By rule, with the resources that meet it</caption><thead><tr><th scope="col">Rule</th><th scope="col">Resources</th><th scope="col">Names</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function rulesTable({ rules, findings, scan }: Report): Markup {
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId);
  const rows = rules.map(({ id, title, severity, url, statements, controls }) => {
    const own = byRule.get(id) ?? [];
    const counts = statuses
      .map((status) => [own.filter((finding) => finding.status === status).length, statusWords[status]] as const)
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word.toLowerCase()}`);
    return markup`<tr><th scope="row"><a href="${url}" rel="noreferrer">${title}</a><br><code>${id}</code></th><td>${severity}</td><td>${counts.join(', ')}</td><td>${statements.join(', ')}</td><td>${controls.map((control) => markup`<p>${frameworkSources[control.framework].title} ${control.id}</p>`)}</td></tr>`;
  });
  return markup`<h2 id="rules">Rules and controls</h2><p>What each rule checks, with the page of the AWS documentation, the requirements of docs/coverage.md, and the controls that it supports. Data of ${readableMinute(scan.dataAsOf ?? scan.finishedAt)}.</p><table class="cards"><caption>${counted(rules.length, 'rule')} checked</caption><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Results</th><th scope="col">Requirements</th><th scope="col">Supports</th></tr></thead><tbody>${rows}</tbody></table>`;
}
