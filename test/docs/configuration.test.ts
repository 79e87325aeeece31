import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../lib/config/config.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import { applyExceptions } from '../../lib/engine/exceptions.ts';
import { InputError } from '../../lib/input/checked.ts';
import type { Exception } from '../../lib/model/exception.ts';
import { defaultSettings, settingDescriptions } from '../../lib/rule/settings.ts';
import { rules } from '../../rules/index.ts';
import { directory, finding } from '../support/report.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/configuration.md');
const ids = rules.map(({ id }) => id);
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

const exception: Exception = {
  rule: 'workspaces-directory-ip-restricted',
  resource: 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
  owner: 'desktop-team@example.com',
  reason: 'Contractors sign in from anywhere until the VPN is ready (DESK-412).',
  expires: '2027-03-31',
};

/** Whether the tool takes such a file. */
function taken(config: unknown): boolean {
  try {
    parseConfig(JSON.stringify(config), 'example', ids);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

describe('docs/configuration.md', () => {
  it('shows a file that the tool takes', () => {
    expect(parseConfig(block('json'), 'example', ids)).toEqual({
      ...defaultConfig,
      off: ['stream-role-session-duration'],
      severities: { 'workspaces-directory-login-fallback-disabled': 'critical' },
      settings: {
        ...defaultSettings,
        unusedRoleDays: 180,
        roleNamePattern: '^Stream-[A-Z]',
        approvedProviders: ['CorpOkta', 'https://idp.example.com/metadata'],
      },
      exceptions: [[0, exception]],
    });
  });

  it('shows what reports say of exceptions', () => {
    const said = parseConfig(
      JSON.stringify({
        exceptions: [exception, { rule: exception.rule, resource: '*', reason: 'x', expires: 'next year' }],
      }),
      'example',
      ids,
    );
    const resource = directory('d-906731a2b4');
    const { notices } = applyExceptions(
      {
        findings: [finding({ ruleId: exception.rule, resource })],
        accountId: '111122223333',
        regions: [resource.region],
        ruleIds: ids,
        asOf: '2027-03-19T08:00:00.000Z',
      },
      said.exceptions,
      30,
    );
    const lines = [...notices, ...said.notices].map(({ message }) => message);
    expect(page).toContain(`\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`);
  });

  it('shows what the tool says of a wrong one', () => {
    const wrong = { rules: { 'stream-role-sesion-duration': 'off' }, settings: { unusedRoleDays: '180' } };
    expect(() => parseConfig(JSON.stringify(wrong), 'euc-saml-audit.config.json', ids)).toThrow(
      block('text').trim().replace('euc-saml-audit: ', ''),
    );
  });

  it('names every setting with its default, in order', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| (?:`(.+?)`|not set) +\| /gm)].map(([, name, preset]) => [
      name,
      preset,
    ]);
    const presets = new Map<string, unknown>(Object.entries(defaultSettings));
    expect(rows).toEqual(
      Object.keys(settingDescriptions).map((name) => [
        name,
        presets.has(name) ? JSON.stringify(presets.get(name)) : undefined,
      ]),
    );
  });
});

describe('docs/config.schema.json', () => {
  const schema = JSON.parse(read('docs/config.schema.json')) as object;
  const validate = new Ajv2020({ strict: true }).compile(schema);

  it('takes the file of the page', () => {
    expect([validate(JSON.parse(block('json'))), validate.errors]).toEqual([true, null]);
  });

  it.each([
    [{ rules: { [ids[0] ?? '']: 'off' } }, true],
    [{ rules: { frobnicate: 'off' } }, false],
    [{ rules: { [ids[0] ?? '']: 'warn' } }, false],
    [{ settings: { unusedRoleDays: 0 } }, false],
    [{ settings: { unusedRoleDay: 90 } }, false],
    [{ settings: { ownAccounts: ['1'] } }, false],
    [{ setings: {} }, false],
    [{ exceptions: {} }, false],
    [[], false],
  ])('says of %j: %j, as the tool does', (config, valid) => {
    expect(validate(config)).toBe(valid);
    expect(taken(config)).toBe(valid);
  });

  it.each<[string, object, boolean]>([
    ['a right one', {}, true],
    ['a rule that does not exist', { rule: 'x' }, false],
    ['a bare name', { resource: 'Desktops' }, false],
    ['a date of another form', { expires: '31.03.2027' }, false],
    ['a blank owner', { owner: '' }, false],
    ['an unknown member', { until: 'x' }, false],
  ])('lets editors tell a wrong exception, which the tool would only report: %s', (_what, change, valid) => {
    expect(validate({ exceptions: [{ ...exception, ...change }] })).toBe(valid);
  });

  it('describes every setting', () => {
    expect(schema).toMatchObject({
      properties: {
        settings: {
          properties: Object.fromEntries(
            Object.entries(settingDescriptions).map(([name, description]) => [name, { description }]),
          ),
        },
      },
    });
  });
});
