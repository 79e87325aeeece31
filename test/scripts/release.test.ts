import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packagedService, type Template } from '../support/packaged-service.ts';

const service = packagedService();
const validator = resolve('scripts/validate-template.ts');
const path = join(service.folder, 'release/template.json');
let packaged: Template;
let template: Template;

beforeAll(() => {
  packaged = service.package('stage-of-release');
  execFileSync('node', [resolve('scripts/release.ts')], { cwd: service.folder });
  template = JSON.parse(readFileSync(path, 'utf8')) as Template;
});

describe('a release', { timeout: 60_000 }, () => {
  it('is a valid template, with a zip for each function beside it', () => {
    expect(execFileSync('node', [validator, path], { encoding: 'utf8' })).toBe(`${path}: valid\n`);
    const keys = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties['Code'] as { S3Bucket: unknown; S3Key: { 'Fn::Sub': string } });
    expect(keys.map(({ S3Bucket }) => S3Bucket)).toStrictEqual(keys.map(() => ({ Ref: 'CodeBucket' })));
    expect(keys.map(({ S3Key }) => S3Key['Fn::Sub'].replace('${CodePrefix}', '')).toSorted()).toStrictEqual(
      readdirSync(join(service.folder, 'release')).filter((name) => name.endsWith('.zip')),
    );
  });

  it('has the resources of the packaged service, without the bucket of osls', () => {
    expect(Object.keys(template.Resources)).toStrictEqual(
      Object.keys(packaged.Resources).filter((name) => !name.startsWith('ServerlessDeploymentBucket')),
    );
  });

  it('takes the stage as a parameter, wherever it stood', () => {
    expect(JSON.stringify(template)).not.toContain('stage-of-release');
    expect(template.Resources['ScheduledScanLambdaFunction']?.Properties['FunctionName']).toStrictEqual({
      'Fn::Sub': 'euc-saml-audit-${Stage}-scheduled-scan',
    });
  });

  it('describes every parameter', () => {
    for (const [name, { Description }] of Object.entries(template.Parameters)) {
      expect.soft(Description, name).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});
