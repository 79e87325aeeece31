import type { Report } from '../model/report.ts';
import type { Overview, Target } from './overview.ts';
import { resourceLabel, readableMinute, counted } from './words.ts';

/** One question that every reader has, and its answer: the first sentences of a report. */
export interface Answer {
  readonly question: string;
  readonly tone: 'good' | 'bad' | 'unsure';
  readonly answer: string;
  /** Details by name, each a list that a reader can stop reading. */
  readonly details: readonly (readonly [name: string, text: string])[];
}

/** Account, Regions and the date of the data, in a sentence or two. */
export function scopeSentence({ scan }: Pick<Report, 'scan'>): string {
  const regions = scan.regions.length === 0 ? 'no Region' : scan.regions.join(', ');
  return `Account ${scan.accountId}, ${regions}. ${dataSentence(scan)}`;
}

function dataSentence({ source, dataAsOf, startedAt }: Report['scan']): string {
  if (dataAsOf !== undefined) {
    return `AWS data of ${readableMinute(dataAsOf)}${source === 'export' ? ' (export)' : ''}.`;
  }
  return `AWS data of an export without a date, evaluated as of ${readableMinute(startedAt)}.`;
}

/** Does sign-in work, is it safe, is the scan complete. */
export const answersOf = (overview: Overview): readonly Answer[] => [
  doesItWork(overview),
  isItSafe(overview),
  isItComplete(overview),
];

function doesItWork({ targets, paths, lockedOut, complete, unknown, limited, mapped }: Overview): Answer {
  const question = 'Does sign-in work?';
  if (!mapped && lockedOut.length === 0) {
    const answer = 'Not checked. The scan was limited to some rules, and read only what these need.';
    return { question, tone: 'unsure', answer, details: [] };
  }
  const having = (state: Target['state']) => targets.filter((target) => target.state === state);
  const [blocked, inPart, undecided, works] = [
    having('blocked'),
    having('in-part'),
    having('unknown'),
    having('works'),
  ] as const;
  const counting = [...blocked, ...inPart, ...undecided, ...works];
  const details = (
    [
      ['Blocked', blocked],
      ['In part', inPart],
      ['Unknown', undecided],
      ['Works', works],
    ] as const
  )
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => [name, targetNames(list)] as const);
  if (counting.length === 0) {
    if (targets.length === 0 && paths.length === 0 && lockedOut.length === 0) {
      return complete
        ? {
            question,
            tone: 'good',
            answer: 'Not applicable. The scan found no directory with SAML and no stack.',
            details,
          }
        : {
            question,
            tone: 'unsure',
            answer: 'Unknown. The scan is incomplete and found no directory or stack.',
            details,
          };
    }
    return { question, tone: 'unsure', answer: 'Unknown. No sign-in path leads to a directory or stack.', details };
  }
  const all = counted(counting.length, 'directory or stack', 'directories and stacks');
  if (blocked.length > 0) {
    const answer =
      blocked.length === counting.length
        ? `No. Users cannot sign in to ${counting.length === 1 ? 'the only directory or stack' : `any of ${all}`}.`
        : `No. Users cannot sign in to ${blocked.length} of ${all}.`;
    return { question, tone: 'bad', answer, details };
  }
  if (inPart.length > 0) {
    return {
      question,
      tone: 'bad',
      answer: `In part. Some users cannot sign in to ${inPart.length} of ${all}.`,
      details,
    };
  }
  if (undecided.length > 0) {
    return { question, tone: 'unsure', answer: `Unknown for ${undecided.length} of ${all}.`, details };
  }
  const so = limited
    ? limitedWords
    : complete && unknown === 0
      ? 'as far as AWS shows'
      : 'as far as the scan could read';
  return { question, tone: limited ? 'unsure' : 'good', answer: `Yes, ${so}: ${all}, no blocked path.`, details };
}

function isItSafe({ exposed, complete, unknown, paths, targets, limited, accepted }: Overview): Answer {
  const question = 'Is it safe?';
  const [worst] = exposed;
  const known: Answer['details'] = accepted === 0 ? [] : [['Accepted', `${counted(accepted, 'finding')} by exception`]];
  if (worst !== undefined) {
    return {
      question,
      tone: 'bad',
      answer: `No. ${counted(exposed.length, 'problem')} ${exposed.length === 1 ? 'lets' : 'let'} users do more than the AWS guides allow.`,
      details: [...known, ['Worst', `${worst.title} (problem ${worst.number})`]],
    };
  }
  const open = paths.filter(({ status }) => status === 'works-unsafe');
  if (open.length > 0) {
    return {
      question,
      tone: 'bad',
      answer: `No. ${counted(open.length, 'sign-in path')} ${open.length === 1 ? 'is' : 'are'} exposed.`,
      details: known,
    };
  }
  if (limited) return { question, tone: 'unsure', answer: `No exposure found ${limitedWords}.`, details: known };
  if (complete && unknown === 0) {
    const none = paths.length === 0 && targets.length === 0;
    return {
      question,
      tone: 'good',
      answer: none ? 'No exposure found.' : 'No exposure found in what AWS shows.',
      details: known,
    };
  }
  return { question, tone: 'unsure', answer: 'No exposure found in what could be read and decided.', details: known };
}

function isItComplete({ missing, unknown, complete, undecided, limited }: Overview): Answer {
  const question = 'Is the scan complete?';
  if (!complete || missing.length > 0) {
    const so = unknown === 0 ? '' : `, so ${counted(unknown, 'result')} ${unknown === 1 ? 'is' : 'are'} unknown`;
    return {
      question,
      tone: 'unsure',
      answer: `No. ${counted(missing.length, 'API call')} had no answer${so}.`,
      details: [],
    };
  }
  if (undecided.length > 0) {
    const answer = `All data was read. ${counted(undecided.length, 'result')} could not be decided.`;
    return { question, tone: 'unsure', answer, details: [] };
  }
  if (limited) {
    const answer = 'All data was read, but not all rules and findings are in this report.';
    return { question, tone: 'unsure', answer, details: [] };
  }
  return { question, tone: 'good', answer: 'Yes. Every API call was answered.', details: [] };
}

const limitedWords = 'by the rules and findings in this report, which are not all';

/** More than this many targets are counted by type, not named. */
const namedAtMost = 10;

function targetNames(targets: readonly Target[]): string {
  if (targets.length > namedAtMost) {
    return [...Map.groupBy(targets, ({ type }) => type)]
      .map(([type, list]) => counted(list.length, resourceLabel(type), plurals[type]))
      .join(', ');
  }
  return [...Map.groupBy(targets, ({ region }) => region)]
    .map(([region, list]) => {
      const directories = list.filter(({ type }) => type === 'workspaces.directory').map(({ name }) => name);
      const stacks = list.filter(({ type }) => type === 'appstream.stack').map(({ name }) => name);
      const named = stacks.length === 0 ? [] : [`${stacks.length === 1 ? 'stack' : 'stacks'} ${stacks.join(', ')}`];
      return `${[...directories, ...named].join(', ')} (${region})`;
    })
    .join('; ');
}

const plurals = {
  'workspaces.directory': 'WorkSpaces directories',
  'appstream.stack': 'AppStream stacks',
} as const;

/** What AWS cannot show, and so no scan can check: for users who cannot sign in although all is right here. */
export const checkNext = [
  'Role attribute of the assertion: the ARNs of role and SAML provider, as a pair',
  'Relay state: the URL of the directory or stack (euc-saml-audit relay-state prints it)',
  'NameID: format persistent; the user name in the directory, for domain-joined fleets domain\\user or the UPN',
  'PrincipalTag:Email: required for WorkSpaces, equal to the email address in the directory',
  'Service control policies of the organization: they can deny sts:AssumeRoleWithSAML or streaming',
  'The user: a WorkSpace in state AVAILABLE, or an entitlement to the stack',
] as const;
