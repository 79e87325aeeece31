import { resolve } from 'node:path';
import { defaultConfig, type Config } from '../lib/config/config.ts';
import { configFileName, readConfig } from '../lib/config/file.ts';
import { rules } from '../rules/index.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * What the file says that `--config` names, or else the one in the current folder, if there is one: that it is used is
 * then told, because nobody asked for it.
 *
 * @throws {UsageError} when the named file does not exist.
 * @throws {InputError} when the file cannot be used.
 */
export async function configOf(named: string | undefined, terminal: Terminal): Promise<Config> {
  const name = named ?? configFileName;
  const config = await readConfig(
    resolve(terminal.cwd, name),
    name,
    rules.map(({ id }) => id),
  );
  if (config !== undefined && named === undefined) say(terminal, `Note: judged as ${name} says.`);
  if (config === undefined && named !== undefined) throw new UsageError(`--config ${name}: there is no such file`);
  return config ?? defaultConfig;
}
