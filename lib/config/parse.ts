import { parseJson } from '../collect/json.ts';
import { checked, InputError } from '../input/checked.ts';
import { severities, type Severity } from '../model/finding.ts';
import { defaultSettings } from '../rule/settings.ts';
import type { Config } from './config.ts';
import { parseExceptions } from './exceptions.ts';
import { configSchema } from './schema.ts';

/**
 * The configuration in a file's text. An exception that is wrong is a notice; anything else that is wrong voids the file.
 *
 * @param file The file's name, for messages.
 * @param ruleIds The rules that exist.
 * @throws {InputError} naming everything that is wrong: where it stands, what was expected and what came.
 */
export function parseConfig(text: string, file: string, ruleIds: readonly string[]): Config {
  const json = parseJson(text);
  if ('problem' in json) throw new InputError(`${file} is not JSON: ${json.problem}`);
  const heading = `${file} cannot be used:`;
  const { rules = {}, settings = {}, exceptions = [] } = checked(heading, configSchema(ruleIds), json.value);
  const off = ruleIds.filter((id) => rules[id] === 'off');
  if (ruleIds.length > 0 && off.length === ruleIds.length)
    throw new InputError(`${heading}\n- rules: expected at least one rule that is not off`);
  const changed = Object.entries(rules).filter((entry): entry is [string, Severity] => isSeverity(entry[1]));
  return {
    off,
    severities: Object.fromEntries(changed),
    settings: { ...defaultSettings, ...settings },
    ...parseExceptions(exceptions, ruleIds),
  };
}

const isSeverity = (level: string): boolean => severities.some((severity) => severity === level);
