import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statements } from '../../lib/explain/statements.ts';
import { rules } from '../../rules/index.ts';

const upTo = (letter: string, last: number): string[] => Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);
const idsWhere = (holds: (statement: (typeof statements)[number]) => boolean): string[] =>
  statements.filter(holds).map(({ id }) => id);
const decided = new Set(rules.flatMap((rule) => rule.statements));

/** The rules that a cell of the page links. */
const linked = (cell: string): (string | undefined)[] =>
  [...cell.matchAll(/\(rules\/([a-z-]+)\.md\)/g)].map((match) => match[1]);

describe('the statements of the guides', () => {
  it('are all there, once each, in order', () => {
    expect(statements.map(({ id }) => id)).toEqual([
      ...upTo('P', 5),
      ...upTo('R', 17),
      ...upTo('W', 31),
      ...upTo('A', 16),
      ...upTo('L', 21),
      ...upTo('X', 20),
    ]);
  });

  it('say which of them the API of AWS does not tell', () => {
    expect(idsWhere(({ seen }) => seen === 'partly')).toEqual(
      'P2 R15 R17 W10 W12 W16 W18 W23 W27 W31 A5 L9 L10 L13'.split(' '),
    );
    expect(idsWhere(({ seen }) => seen === 'afterwards')).toEqual('A3 A4 A6 A7 A8 A10 A11 A12'.split(' '));
    expect(idsWhere(({ seen }) => seen === 'no')).toEqual(
      'R4 R16 W9 W17 W26 W29 A1 A2 A9 A13 A14 A15 A16 L11 L12 L14 L15 L16 L18 L19'.split(' '),
    );
  });

  it('have a rule or a command each, but for what nobody can see', () => {
    const undecided = idsWhere(({ id, checkedBy }) => !decided.has(id) && checkedBy === undefined);
    expect(undecided).toEqual('R4 R16 W9 W17 A2 A9 A13 A14 A15 A16 L16'.split(' '));
    expect(idsWhere(({ id, seen }) => undecided.includes(id) && seen !== 'no')).toEqual([]);
  });

  it('are sentences, and have one that says what to do where they cannot be seen', () => {
    const sentence = /^[A-Za-z].{20,}[.-]$/;
    expect(statements.filter(({ says }) => !sentence.test(says))).toEqual([]);
    expect(
      statements.flatMap((statement) =>
        statement.seen === 'yes' || sentence.test(statement.unseen) ? [] : [statement],
      ),
    ).toEqual([]);
  });

  it('are what rules claim to decide: none that does not exist, or cannot be seen', () => {
    const claimable = idsWhere(({ seen }) => seen !== 'no');
    expect(
      rules.flatMap((rule) => rule.statements.filter((id) => !claimable.includes(id)).map((id) => `${rule.id}: ${id}`)),
    ).toEqual([]);
    // Rows are about the guides; this rule is about a list of one's own.
    expect(rules.filter((rule) => rule.statements.length === 0).map(({ id }) => id)).toEqual([
      'saml-provider-approved',
    ]);
  });
});

describe('docs/coverage.md', () => {
  const rows = readFileSync(new URL('../../docs/coverage.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .flatMap(([, id = '', , , seen, decidedBy = '']) => (/^[A-Z]\d+$/.test(id) ? [{ id, seen, decidedBy }] : []));
  it('has a row for each statement, and links its rules to their pages', () => {
    const expected = statements.map(({ id, seen }) => ({
      id,
      seen,
      rules: rules.filter((rule) => rule.statements.includes(id)).map((rule) => rule.id),
    }));
    expect(rows.map(({ id, seen, decidedBy }) => ({ id, seen, rules: linked(decidedBy) }))).toEqual(expected);
    expect(rows.filter(({ decidedBy }) => decidedBy === '')).toEqual([]);
  });

  it('links pages that exist', () => {
    const pages = rows.flatMap(({ decidedBy }) => linked(decidedBy).map((id) => `../../docs/rules/${id}.md`));
    expect(pages.filter((page) => !existsSync(new URL(page, import.meta.url)))).toEqual([]);
  });
});
