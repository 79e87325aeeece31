import { readFile } from 'node:fs/promises';
import { InputError } from '../input/checked.ts';
import { defaultConfig, type Config } from './config.ts';
import { parseConfig } from './parse.ts';

/** What the file is called where nobody names another: in the current folder, and beside a Lambda function's code. */
export const configFileName = 'euc-saml-audit.config.json';

/**
 * The configuration in a file; `undefined` when there is no such file.
 *
 * @param name What messages call the file.
 * @param ruleIds The rules that exist.
 * @throws {InputError} when there is one that cannot be read or used.
 */
export async function readConfig(
  file: string | URL,
  name: string,
  ruleIds: readonly string[],
): Promise<Config | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new InputError(`${name} cannot be read: ${error.message}`);
  });
  return text === undefined ? undefined : parseConfig(text, name, ruleIds);
}

/** As `readConfig`, for the file that was packaged beside the module with this URL; without one, every rule is as it is. */
export const packagedConfig = async (moduleUrl: string, ruleIds: readonly string[]): Promise<Config> =>
  (await readConfig(new URL(configFileName, moduleUrl), configFileName, ruleIds)) ?? defaultConfig;
