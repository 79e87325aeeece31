import type { History, LifeChange } from '../model/history.ts';

/**
 * Closes what is open in the history of an account that has left, once: what is closed already does not change.
 *
 * @param at ISO 8601 UTC.
 * @param why One sentence: what became of the account.
 */
export function leave({ lives }: Pick<History, 'lives'>, at: string, why: string): readonly LifeChange[] {
  return lives
    .filter(({ status }) => status === 'open' || status === 'lost-sight')
    .map((life): LifeChange => {
      const { witness: _, ...old } = life.finding;
      const finding = { ...old, status: 'not-applicable' as const, message: why, evidence: [] };
      return {
        kind: 'gone',
        finding,
        life: { ...life, finding, status: 'gone', lastChanged: at, version: life.version + 1 },
      };
    });
}
