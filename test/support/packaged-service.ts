import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string | number; readonly Description?: string }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** The service in a folder of its own, until the tests of this file are over. */
export interface PackagedService {
  readonly folder: string;
  /** The packaged template, without the times in the names of the packages. @throws {Error} what osls said. */
  package(stage: string, ...options: readonly string[]): Template;
}

/** Without stage files, and with functions of one line: only the template matters. */
export function packagedService(): PackagedService {
  const folder = mkdtempSync(join(tmpdir(), 'packaged-service-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  for (const path of ['serverless.yml', 'infrastructure', 'deploy/parameters.cjs', 'deploy/parameters.default.yml']) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), '{}');
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  for (const [, name = ''] of readFileSync('serverless.yml', 'utf8').matchAll(/handler: dist\/(.+)\/index\.handler/g)) {
    mkdirSync(join(folder, 'dist', name), { recursive: true });
    writeFileSync(join(folder, 'dist', name, 'index.mjs'), 'export const handler = () => {};\n');
  }
  return {
    folder,
    package(stage, ...options) {
      const args = ['package', '--stage', stage, ...options];
      const { status, stdout } = spawnSync('node_modules/.bin/osls', args, { cwd: folder, encoding: 'utf8' });
      if (status !== 0) throw new Error(stdout);
      const template = readFileSync(join(folder, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
      return JSON.parse(template.replaceAll(/\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')) as Template;
    },
  };
}
