import { createHmac, randomBytes } from 'node:crypto';

/** Gives each name of a person a pseudonym, the same for the same name. */
export type Pseudonyms = (name: string) => string;

/**
 * Pseudonyms that nobody can trace back by trying names: they are made with a key that is forgotten with this function.
 * So they are the same in all answers of one reading, and others in the next.
 */
export function newPseudonyms(): Pseudonyms {
  const key = randomBytes(32);
  return (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, 16);
}
