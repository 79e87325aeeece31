import { readdirSync, readFileSync } from 'node:fs';
import type { ExampleAccount, ExampleRole } from '../../lib/explain/example.ts';

/**
 * Trust and permission policies in the shapes that people really write, each with the verdict of every rule about a role
 * or its permissions, worked out by hand from AWS's documentation. Rules that a case does not name have the verdict of
 * `baseline.json`: that of the role as the WorkSpaces guide makes it. A verdict is a status, and for a failure its
 * severity.
 */
type Verdicts = Readonly<Record<string, string>>;

export interface Case {
  readonly name: string;
  /** What is special about it. */
  readonly why: string;
  readonly account: Omit<ExampleAccount, 'roles'>;
  readonly role: ExampleRole;
  readonly expect: Verdicts;
  /** The rule's witness, by the keys that decide; null: not in the request. */
  readonly witness?: { readonly rule: string; readonly keys: Readonly<Record<string, string | null>> };
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

export const baseline = read('baseline.json') as Verdicts;
export const groups = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.json') && name !== 'baseline.json')
  .map((name) => ({ name: name.replace('.json', ''), cases: (read(name) as { cases: Case[] }).cases }));

export const cases = groups.flatMap((group) => group.cases);
