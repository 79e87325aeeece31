import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../../lib/config/config.ts';
import { parseConfig } from '../../../lib/config/parse.ts';
import { InputError } from '../../../lib/input/checked.ts';
import { defaultSettings } from '../../../lib/rule/settings.ts';
import { rules } from '../../../rules/index.ts';

const ids = rules.map(({ id }) => id);
const parsed = (config: unknown) => parseConfig(JSON.stringify(config), 'config.json', ids);

/** What is wrong with it, line by line, without the heading. */
function complaints(config: unknown): readonly string[] {
  const heading = 'config.json cannot be used:';
  try {
    parsed(config);
    return [];
  } catch (error) {
    if (!(error instanceof InputError) || !error.message.startsWith(heading)) throw error;
    return error.message.slice(heading.length).split('\n- ').slice(1);
  }
}

describe('the configuration file', () => {
  it('may be empty', () => {
    expect(parsed({})).toEqual(defaultConfig);
  });

  it('switches rules off, changes severities and settings, and leaves all else as it is', () => {
    expect(
      parsed({
        $schema: './docs/config.schema.json',
        rules: { 'stream-role-naming': 'low', 'stream-role-in-use': 'off' },
        settings: { unusedRoleDays: 180, roleNamePattern: '^Stream', ownAccounts: ['444455556666'] },
      }),
    ).toEqual({
      ...defaultConfig,
      off: ['stream-role-in-use'],
      severities: { 'stream-role-naming': 'low' },
      settings: {
        ...defaultSettings,
        unusedRoleDays: 180,
        roleNamePattern: '^Stream',
        ownAccounts: ['444455556666'],
      },
    });
  });

  it.each<[string, unknown, string]>([
    [
      'a section that does not exist',
      { setings: {} },
      'setings: unknown; did you mean settings? Known are $schema, rules, settings, exceptions',
    ],
    [
      'a rule that does not exist',
      { rules: { 'stream-role-allow-tag-session': 'off' } },
      'rules.stream-role-allow-tag-session: unknown; did you mean stream-role-allows-tag-session?',
    ],
    ['a rule that resembles none', { rules: { frobnicate: 'off' } }, 'rules.frobnicate: unknown'],
    [
      'a word that is no severity',
      { rules: { 'stream-role-in-use': 'warn' } },
      'rules.stream-role-in-use: expected one of off, critical, high, medium, low, informational, got "warn"',
    ],
    [
      'an object where a word belongs',
      { rules: { 'stream-role-in-use': { severity: 'low' } } },
      'rules.stream-role-in-use: expected one of off, critical, high, medium, low, informational, got {"severity":"low"}',
    ],
    [
      'rules that are a list',
      { rules: ['stream-role-in-use'] },
      'rules: expected an object with rule ids and what to do with each, got ["stream-role-in-use"]',
    ],
    [
      'a setting that does not exist',
      { settings: { unusedRoleDay: 90 } },
      'settings.unusedRoleDay: unknown; did you mean unusedRoleDays? Known are ' +
        'certificateWarningDays, unusedRoleDays, acceptHourlySessions, approvedProviders, roleNamePattern, ' +
        'requiredRoleTags, endpointEncryptionMode, webAccess, ownAccounts, exceptionWarningDays',
    ],
    [
      'days in a string',
      { settings: { certificateWarningDays: '30' } },
      'settings.certificateWarningDays: expected a whole number of days from 0 to 3650, got "30"',
    ],
    [
      'half a day',
      { settings: { unusedRoleDays: 0.5 } },
      'settings.unusedRoleDays: expected a whole number of days from 1 to 3650, got 0.5',
    ],
    [
      'too many days',
      { settings: { unusedRoleDays: 3651 } },
      'settings.unusedRoleDays: expected a whole number of days from 1 to 3650, got 3651',
    ],
    [
      'no truth value',
      { settings: { acceptHourlySessions: 'yes' } },
      'settings.acceptHourlySessions: expected true or false, got "yes"',
    ],
    [
      'a pattern that is no regular expression',
      { settings: { roleNamePattern: '^Stream(' } },
      'settings.roleNamePattern: expected a regular expression (missing closing )), got "^Stream("',
    ],
    [
      'a pattern that cannot be matched in time',
      { settings: { roleNamePattern: '^(?=Stream)' } },
      'settings.roleNamePattern: expected a regular expression (invalid or unsupported Perl syntax), got "^(?=Stream)"',
    ],
    [
      'no provider that would be approved',
      { settings: { approvedProviders: [] } },
      'settings.approvedProviders: expected a list of provider names, ARNs or entity ids; leave the setting out to allow any, got []',
    ],
    [
      'an empty tag key',
      { settings: { requiredRoleTags: ['owner', ''] } },
      'settings.requiredRoleTags[1]: expected text that is not empty, got ""',
    ],
    [
      'an encryption mode that AWS does not have',
      { settings: { endpointEncryptionMode: 'FIPS' } },
      'settings.endpointEncryptionMode: expected STANDARD_TLS or FIPS_VALIDATED, got "FIPS"',
    ],
    [
      'an account id that lost its zeros',
      { settings: { ownAccounts: [11_112_222_333] } },
      'settings.ownAccounts[0]: expected the 12 digits of an AWS account, as a string, got 11112222333',
    ],
    ['something else', [], 'it: expected a JSON object such as {"rules":{},"settings":{},"exceptions":[]}, got []'],
  ])('is refused with %s', (_what, config, complaint) => {
    expect(complaints(config)).toEqual([complaint]);
  });

  it('is refused with all that is wrong at once', () => {
    expect(
      complaints({ rules: { 'stream-role-in-use': 'of' }, settings: { unusedRoleDays: 0 }, exceptions: {} }),
    ).toEqual([
      'rules.stream-role-in-use: expected one of off, critical, high, medium, low, informational, got "of"',
      'settings.unusedRoleDays: expected a whole number of days from 1 to 3650, got 0',
      'exceptions: expected a list of accepted risks, got {}',
    ]);
  });

  it('is refused when it leaves nothing to judge by', () => {
    expect(complaints({ rules: Object.fromEntries(ids.map((id) => [id, 'off'])) })).toEqual([
      'rules: expected at least one rule that is not off',
    ]);
  });

  it('is refused, with the place, when it is not JSON', () => {
    expect(() => parseConfig('{\n  "rules": {},\n}', 'config.json', ids)).toThrow(
      new InputError('config.json is not JSON: line 3, column 1: expected double-quoted property name'),
    );
  });
});
