import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { defaultConfig } from '../../../lib/config/config.ts';
import { packagedConfig, readConfig } from '../../../lib/config/file.ts';
import { InputError } from '../../../lib/input/checked.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ids = ['a-rule', 'b-rule'];
const index = pathToFileURL(join(folder, 'index.mjs')).href;

it('is none where there is no file, and then every rule is as it is', async () => {
  expect(await readConfig(join(folder, 'none.json'), 'none.json', ids)).toBeUndefined();
  expect(await packagedConfig(index, ids)).toBe(defaultConfig);
});

it('is no silence where the file cannot be read', async () => {
  await expect(readConfig(folder, 'config.json', ids)).rejects.toThrow(
    new InputError('config.json cannot be read: EISDIR: illegal operation on a directory, read'),
  );
});

it('is read from beside the code', async () => {
  writeFileSync(join(folder, 'euc-saml-audit.config.json'), '{"rules":{"a-rule":"off","b-rule":"critical"}}');
  expect(await packagedConfig(index, ids)).toEqual({
    ...defaultConfig,
    off: ['a-rule'],
    severities: { 'b-rule': 'critical' },
  });
});

it('is refused under its name', async () => {
  writeFileSync(join(folder, 'euc-saml-audit.config.json'), '{"rules":{"a-rul":"off"}}');
  await expect(packagedConfig(index, ids)).rejects.toThrow(
    new InputError(
      'euc-saml-audit.config.json cannot be used:\n- rules.a-rul: unknown; did you mean a-rule? Known are a-rule, b-rule',
    ),
  );
});
