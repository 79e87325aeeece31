import * as z from 'zod/mini';
import { text } from '../input/checked.ts';
import { severities } from '../model/finding.ts';
import { defaultSettings, settingDescriptions, type Settings } from '../rule/settings.ts';
import { patternOf } from '../text/pattern.ts';

/**
 * What may stand in the configuration file, given the rules that exist. Each `error` completes "expected …".
 *
 * The JSON Schema in docs/ is made from it, so that editors know the same.
 *
 * @param exception What an entry of the list of exceptions may be. Default: anything, since each is checked for itself.
 */
export const configSchema = (ruleIds: readonly string[], exception: z.ZodMiniType = z.unknown()) =>
  z.strictObject(
    {
      $schema: z.exactOptional(z.string({ error: 'the path or URL of the JSON Schema, for editors' })),
      rules: z.exactOptional(
        z
          .strictObject(Object.fromEntries(ruleIds.map((id) => [id, z.exactOptional(level)])), {
            error: 'an object with rule ids and what to do with each',
          })
          .check(
            z.describe(
              'By rule id: "off", or the severity of whatever the rule finds. What is not named is as the rule has it.',
            ),
          ),
      ),
      settings: z.exactOptional(z.strictObject(settings, { error: 'an object of settings' })),
      exceptions: z.exactOptional(
        z
          .array(exception, { error: 'a list of accepted risks' })
          .check(z.describe('Accepted risks: their findings are reported as accepted, and do not count.')),
      ),
    },
    { error: 'a JSON object such as {"rules":{},"settings":{},"exceptions":[]}' },
  );

const levels = ['off', ...severities] as const;
const level = z.enum(levels, { error: `one of ${levels.join(', ')}` });

const setting = <Schema extends z.ZodMiniType>(name: keyof Settings, schema: Schema) => {
  const preset = defaultSettings[name];
  const description = settingDescriptions[name];
  return z.exactOptional(
    schema.check(z.meta(preset === undefined ? { description } : { description, default: preset })),
  );
};

const days = (least: number) => {
  const error = `a whole number of days from ${least} to 3650`;
  return z.int({ error }).check(z.minimum(least, { error }), z.maximum(3650, { error }));
};

const listOf = (item: z.ZodMiniString, error: string) => z.array(item, { error }).check(z.minLength(1, { error }));

const word = text(/\S/, 'text that is not empty');

const pattern = z.string({ error: 'a regular expression' }).check(({ value, issues }) => {
  const pattern = patternOf(value);
  if ('problem' in pattern)
    issues.push({ code: 'custom', message: `a regular expression (${pattern.problem})`, input: value });
});

const settings = {
  certificateWarningDays: setting('certificateWarningDays', days(0)),
  unusedRoleDays: setting('unusedRoleDays', days(1)),
  acceptHourlySessions: setting('acceptHourlySessions', z.boolean({ error: 'true or false' })),
  approvedProviders: setting(
    'approvedProviders',
    listOf(word, 'a list of provider names, ARNs or entity ids; leave the setting out to allow any'),
  ),
  roleNamePattern: setting('roleNamePattern', pattern),
  requiredRoleTags: setting(
    'requiredRoleTags',
    listOf(word, 'a list of tag keys; leave the setting out to ask for none'),
  ),
  endpointEncryptionMode: setting(
    'endpointEncryptionMode',
    z.enum(['STANDARD_TLS', 'FIPS_VALIDATED'], { error: 'STANDARD_TLS or FIPS_VALIDATED' }),
  ),
  webAccess: setting('webAccess', z.literal('DENY', { error: 'DENY, or no setting where Web Access is not checked' })),
  ownAccounts: setting(
    'ownAccounts',
    z.array(text(/^\d{12}$/, 'the 12 digits of an AWS account, as a string'), { error: 'a list of AWS account ids' }),
  ),
  exceptionWarningDays: setting('exceptionWarningDays', days(0)),
} satisfies Record<keyof Settings, z.ZodMiniType>;
