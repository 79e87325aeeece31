import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bounded, made } from './bounded.ts';
import { timeOf } from './check.ts';
import { regexesInSources } from './in-sources.ts';

const found = regexesInSources(['lib', 'rules', 'cli', 'handlers']);
const texts = new Set(found.literals.map(({ pattern, flags }) => `/${pattern}/${flags}`));
const linear = new Set(JSON.parse(readFileSync(new URL('linear.json', import.meta.url), 'utf8')) as readonly string[]);

/** All of them can meet texts that others wrote: names, messages, policies, metadata, configuration. */
describe('the regular expressions of the product', () => {
  it('take time in proportion to the text, or have texts that are known to be short', { timeout: 300_000 }, () => {
    const unproven = [...texts].filter((text) => !linear.has(text) && !(text in bounded));
    const slow = unproven.map((text) => {
      const end = text.lastIndexOf('/');
      return [text, timeOf(text.slice(1, end), text.slice(end + 1))];
    });
    expect(slow.filter(([, time]) => time !== 'linear')).toEqual([]);
  });

  it('are listed with what keeps their texts short only while they are there', () => {
    expect(Object.keys(bounded).filter((text) => !texts.has(text))).toEqual([]);
  });

  it('are made while the product runs in these files only', () => {
    expect(found.made).toEqual(Object.keys(made));
  });

  it('are found to be slow where they are', () => {
    expect(timeOf(String.raw`[^\s@]+@[^\s@]+`, 'g')).toBe('2nd degree polynomial');
    expect(timeOf('^(a+)+$', '')).toBe('exponential');
  });
});
