import { describe, expect, it } from 'vitest';
import { contradictions } from '../support/invariants.ts';
import { mutatedAccount, seeded } from '../support/mutated-account.ts';

describe('findings, sign-in paths and problems agree', () => {
  it('in accounts with up to three values replaced', () => {
    const found = Array.from({ length: 200 }, (_, seed) => ({
      seed,
      contradictions: contradictions(mutatedAccount(seeded(seed))),
    })).filter((one) => one.contradictions.length > 0);
    expect(found).toEqual([]);
  });
});
