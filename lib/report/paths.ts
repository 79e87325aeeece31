import type { PathStatus } from '../model/path.ts';
import type { Page } from './page.ts';
import type { Style } from './painter.ts';
import { pathLabels, type PathView } from './path-view.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

const styles: Readonly<Record<PathStatus, Style>> = {
  blocked: 'high',
  'works-unsafe': 'medium',
  unknown: 'muted',
  limited: 'low',
  works: 'good',
};

/** More than this many paths of the same SAML provider, status and problems are one line. */
const single = 3;

const indent = ' '.repeat(21);

/** The federation map for a person: each path on a line, worst first, with the numbers of its problems. */
export function pathLines(paths: readonly PathView[], page: Page, reasons: boolean): readonly string[][] {
  if (paths.length === 0) return [];
  const title = `SIGN-IN PATHS: ${paths.length} from SAML provider to directory or stack (numbers are problems)`;
  const groups = [...Map.groupBy(paths, keyOf).values()];
  return [
    [
      ...wrap(title, page.width, '', '  ').map((line) => page.paint('title', line)),
      ...groups
        .flatMap((group) =>
          group.length > single && !reasons
            ? [groupLines(group, page)]
            : group.map((path) => onePath(path, page, reasons)),
        )
        .flat(),
    ],
  ];
}

const keyOf = ({ provider, status, problems }: PathView): string => [status, provider, problems.join(' ')].join('\n');

function onePath(path: PathView, page: Page, reasons: boolean): string[] {
  const { provider, role, target, region, status, inUse } = path;
  const used =
    inUse === undefined ? '' : `, in use: ${counted(inUse.signIns, 'sign-in')}, the last ${inUse.last.slice(0, 10)}`;
  return [
    ...headed(path, `${provider} → ${role} → ${target} (${region})${used}`, page),
    ...(reasons && status !== 'works'
      ? path.reasons.flatMap(({ step, text, userSees }) => [
          ...wrap(text, page.width, `${indent}${step}: `),
          ...(userSees === undefined ? [] : wrap(userSees, page.width, `${indent}Users see: `)),
        ])
      : []),
  ];
}

function groupLines(group: readonly PathView[], page: Page): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const roles = new Set(group.map(({ role }) => role)).size;
  const targets = new Set(group.map(({ targetArn }) => targetArn)).size;
  const to = counted(targets, 'directory or stack', 'directories and stacks');
  return headed(first, `${first.provider} → ${counted(roles, 'role')} → ${to} (${group.length} paths)`, page);
}

function headed({ status, problems }: PathView, text: string, { width, paint }: Page): string[] {
  const label = `  ${pathLabels[status].padEnd(9)}`;
  const numbers = problems.join(',').padEnd(indent.length - label.length);
  const [first = '', ...rest] = wrap(
    visible(text),
    width,
    `${label}${numbers}${numbers.endsWith(' ') ? '' : ' '}`,
    indent,
  );
  return [paint(styles[status], first.slice(0, label.length)) + first.slice(label.length), ...rest];
}
