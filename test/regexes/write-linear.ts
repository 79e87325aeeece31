/** Writes linear.json anew: node test/regexes/write-linear.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { timeOf } from './check.ts';
import { regexesInSources } from './in-sources.ts';
import { bounded } from './bounded.ts';

const file = new URL('linear.json', import.meta.url);
const known = new Set(JSON.parse(readFileSync(file, 'utf8')) as readonly string[]);
const { literals } = regexesInSources(['lib', 'rules', 'cli', 'handlers']);
const texts = [...new Set(literals.map(({ pattern, flags }) => `/${pattern}/${flags}`))].toSorted();
const linear = texts.filter((text) => {
  if (known.has(text)) return true;
  if (text in bounded) return false;
  const end = text.lastIndexOf('/');
  const time = timeOf(text.slice(1, end), text.slice(end + 1));
  if (time !== 'linear') console.log(`${text}: ${time}`);
  return time === 'linear';
});
writeFileSync(file, `${JSON.stringify(linear, undefined, 2)}\n`);
console.log(`${linear.length} of ${texts.length} take time in proportion to the text`);
