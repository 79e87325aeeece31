import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { UsageError, unknownWord } from './usage-error.ts';

/**
 * Parses a command's arguments strictly.
 *
 * @throws {UsageError} for an unknown option (with the one that was probably meant), a missing or superfluous value, or
 *   more positional arguments than the command takes.
 */
export function parseArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  { positionals = 0 }: { readonly positionals?: number } = {},
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const superfluous = parsed.positionals[positionals];
    if (superfluous !== undefined) throw new UsageError(`unexpected argument "${superfluous}"`);
    return parsed;
  } catch (error) {
    throw explained(error, options);
  }
}

/**
 * The values of an option that may be repeated or hold several values separated by commas; `undefined` when it was not
 * given.
 *
 * @throws {UsageError} when it was given without any value, which must not come to mean "all" or "none".
 */
export function listOf(option: string, values: readonly string[] | undefined): readonly string[] | undefined {
  const items = values
    ?.flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
  if (items?.length === 0) throw new UsageError(`--${option}: expected at least one value`);
  return items;
}

/**
 * The value of an option that takes one of a few words.
 *
 * @throws {UsageError} naming the option and the words.
 */
export function oneOf<const Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw unknownWord(`value for --${option}`, value, words);
  return word;
}

function explained(error: unknown, options: ParseArgsOptionsConfig): unknown {
  if (!(error instanceof TypeError) || !('code' in error)) return error;
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const option = /'(-[^']*)'/u.exec(error.message)?.[1] ?? '';
    return unknownWord(
      'option',
      option,
      Object.keys(options).map((name) => `--${name}`),
    );
  }
  return String(error.code).startsWith('ERR_PARSE_ARGS') ? new UsageError(error.message) : error;
}
