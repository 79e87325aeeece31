import { readFile } from 'node:fs/promises';
import type { Generated } from './generated.ts';

export interface Part {
  /** The lines between which it stands, as far as they tell it from others. */
  readonly between: readonly [start: string, end: string];
  readonly text: string;
}

/** A file that is written by hand but for some parts: the same with these parts written anew. */
export async function filled(root: URL, path: string, parts: readonly Part[]): Promise<Generated> {
  const text = await readFile(new URL(path, root), 'utf8');
  return { path, text: parts.reduce((whole, part) => fill(path, whole, part), text) };
}

function fill(path: string, whole: string, { between: [start, end], text }: Part): string {
  const from = whole.indexOf(start);
  const to = whole.indexOf(end);
  if (from === -1 || to < from) throw new Error(`${path} has no lines "${start}" and "${end}".`);
  const indent = /[^\n]*$/.exec(whole.slice(0, to))?.[0] ?? '';
  return `${whole.slice(0, from + start.length)}\n${text}\n${indent}${whole.slice(to)}`;
}
