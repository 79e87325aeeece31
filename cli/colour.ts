import { styleText } from 'node:util';
import type { Painter, Style } from '../lib/report/painter.ts';
import { unpainted } from '../lib/report/painter.ts';
import type { Terminal } from './terminal.ts';

type Format = Parameters<typeof styleText>[0];

const formats: Readonly<Record<Style, Format>> = {
  critical: ['bold', 'magenta'],
  high: ['bold', 'red'],
  medium: ['yellow'],
  low: ['cyan'],
  informational: ['blue'],
  title: ['bold'],
  muted: ['dim'],
  good: ['bold', 'green'],
};

/** Colour for a person at a terminal that shows it, unless `NO_COLOR` (https://no-color.org) is set. */
export function painterFor({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>): Painter {
  const wanted = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return wanted ? (style, text) => styleText(formats[style], text, { validateStream: false }) : unpainted;
}
