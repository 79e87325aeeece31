import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { readmeSample } from '../../scripts/generate/readme-sample.ts';

it('README shows the first screen of the demo account as it is: npm run generate writes it', async () => {
  const { text } = await readmeSample(rules);
  expect(readFileSync('README.md', 'utf8')).toBe(text);
  expect(text).toContain('\nDOES SIGN-IN WORK?  No. ');
  expect(text).toContain('\nSTART HERE: problem 1 of ');
});
