import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedService } from '../support/packaged-service.ts';

const service = packagedService();
const choose = (stage: string, choices: object): void =>
  writeFileSync(join(service.folder, `deploy/${stage}.yml`), JSON.stringify(choices));

const choices = {
  alertEmail: 'security@example.com',
  schedule: 'cron(0 6 * * ? *)',
  regions: 'eu-central-1,us-east-1',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-4333-8444-555555555555',
  reportBucket: 'example-reports',
};
const asOptions = Object.entries(choices).flatMap(([name, value]) => ['--param', `${name}=${value}`]);

describe('a deployment', { timeout: 60_000 }, () => {
  it('keeps what the file of its stage chooses, with and without --param', () => {
    choose('prod', choices);
    const first = service.package('prod', ...asOptions);
    const again = service.package('prod');
    expect(again).toStrictEqual(first);
    expect(again).toMatchObject({
      Parameters: {
        AlertEmail: { Default: choices.alertEmail },
        Schedule: { Default: choices.schedule },
        Regions: { Default: choices.regions },
        KmsKey: { Default: choices.kmsKey },
        ReportBucket: { Default: choices.reportBucket },
      },
    });
  });

  it('uses a parameter of the command line once', () => {
    choose('once', choices);
    expect(service.package('once', '--param', 'schedule=rate(6 hours)')).toMatchObject({
      Parameters: { Schedule: { Default: 'rate(6 hours)' }, AlertEmail: { Default: choices.alertEmail } },
    });
  });

  it('refuses a parameter that does not exist', () => {
    choose('typo', { alertMail: 'security@example.com' });
    expect(() => service.package('typo')).toThrow(
      'deploy/typo.yml: there is no parameter alertMail. See deploy/parameters.default.yml.',
    );
  });
});
