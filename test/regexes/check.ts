import { checkSync } from 'recheck';

/** Pure JavaScript: the same everywhere, and no process of its own. */
process.env['RECHECK_BACKEND'] = 'pure';

/** `linear`, or what is known of the time that a regular expression takes. */
export function timeOf(pattern: string, flags: string): string {
  const result = checkSync(pattern, flags, { timeout: 60_000 });
  if (result.status === 'safe') return 'linear';
  return result.status === 'vulnerable' ? result.complexity.summary : 'not known';
}
