import type { FederationPath, PathStatus, PathStep, StepName } from '../model/path.ts';
import type { Page } from './page.ts';
import type { Style } from './painter.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

const words: Readonly<Record<PathStatus, { readonly label: string; readonly style: Style }>> = {
  blocked: { label: 'BLOCKED', style: 'high' },
  'works-unsafe': { label: 'UNSAFE', style: 'medium' },
  unknown: { label: 'UNKNOWN', style: 'muted' },
  limited: { label: 'LIMITED', style: 'low' },
  works: { label: 'WORKS', style: 'good' },
};
const worstFirst: readonly PathStatus[] = ['blocked', 'works-unsafe', 'unknown', 'limited', 'works'];
const indent = ' '.repeat(11);

/** The federation map for a person: each way on a line, worst first, and below it what is in the way or unsafe. */
export function pathLines(paths: readonly FederationPath[], page: Page): string[][] {
  const counts = worstFirst
    .map(
      (status) => [paths.filter((path) => path.status === status).length, words[status].label.toLowerCase()] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  const title = `SIGN-IN PATHS: ${counted(paths.length, 'way')} from provider to desktop or application`;
  const ways = worstFirst.flatMap((status) =>
    paths.filter((path) => path.status === status).flatMap((path) => wayLines(path, page)),
  );
  return [[page.paint('title', counts.length === 0 ? title : `${title} (${counts.join(', ')})`), ...ways]];
}

function wayLines({ provider, role, target, region, status, steps }: FederationPath, { width, paint }: Page): string[] {
  const { label, style } = words[status];
  const first = `  ${label}`.padEnd(indent.length);
  const way = wrap(visible(`${last(provider)} → ${last(role)} → ${last(target)} (${region})`), width, first, indent);
  const reasons = steps.flatMap((step) => reasonLines(step, width));
  return [...way.map((line) => line.replace(first, () => paint(style, first))), ...reasons];
}

const stepLabels: Readonly<Record<StepName, string>> = {
  start: 'start',
  assertion: 'SAML provider',
  role: 'sign-in',
  permission: 'permission',
  target: 'target',
  network: 'network',
  session: 'session',
};

function reasonLines({ step, status, causes = [], uncertainties = [], rules }: PathStep, width: number): string[] {
  if (status === 'works') return [];
  const head = `${indent}${stepLabels[step]}: `;
  return [
    ...causes.flatMap(({ message, userSees }) => [
      ...wrap(visible(message), width, head),
      ...(userSees === undefined ? [] : wrap(visible(userSees), width, `${indent}users see: `)),
    ]),
    ...uncertainties.flatMap(({ message, call }) =>
      wrap(visible(call === undefined ? message : `${message} (${call})`), width, head),
    ),
    ...(rules === undefined ? [] : wrap(`fails ${rules.join(', ')}`, width, head)),
  ];
}

const last = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
