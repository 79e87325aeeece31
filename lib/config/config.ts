import type { Exception, ExceptionNotice } from '../model/exception.ts';
import type { Severity } from '../model/finding.ts';
import { defaultSettings, type Settings } from '../rule/settings.ts';

/** What an organization decides about the rules; everything that it leaves open is as the rules have it. */
export interface Config {
  /** Ids of rules that are not judged unless they are asked for by name. */
  readonly off: readonly string[];
  /** By rule id, the severity of whatever that rule finds, also where the rule itself would choose another. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly settings: Settings;
  /** Accepted risks, each with its place in the file's list. */
  readonly exceptions: readonly (readonly [index: number, exception: Exception])[];
  /** The entries of that list that cannot be used; they void nothing but themselves. */
  readonly notices: readonly ExceptionNotice[];
}

/** Without a configuration file. */
export const defaultConfig: Config = {
  off: [],
  severities: {},
  settings: defaultSettings,
  exceptions: [],
  notices: [],
};
