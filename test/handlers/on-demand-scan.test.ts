import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../lib/model/report.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { alertsTopicArn, configure, context, findingsTold, loopbackAws, messagesTo } from '../support/lambda.ts';
import { schemaErrors } from '../support/report-schema.ts';

const scan = async (event: unknown): Promise<Report> => {
  const { handler } = await import('../../handlers/on-demand-scan.ts');
  return (await handler(event, context)) as Report;
};

describe('the on-demand scan', { timeout: 30_000 }, () => {
  it('returns the report as published, and tells nobody', async () => {
    const aws = await loopbackAws();
    configure(aws);
    const report = await scan({});
    expect(schemaErrors(report)).toStrictEqual([]);
    expect(report.scan).toMatchObject({
      id: context.awsRequestId,
      accountId: '111122223333',
      regions: ['eu-west-3'],
      source: 'live',
    });
    expect(report.findings.length).toBeGreaterThan(0);
    expect(aws.published).toStrictEqual([]);
  });

  it('scans the Regions and judges by the rules that the event names', async () => {
    const aws = await loopbackAws();
    configure(aws);
    const event = { regions: ['us-east-1'], rules: ['workspaces-region-supports-saml'], accountId: '111122223333' };
    const { scan: scanned, findings } = await scan(event);
    expect(scanned.regions).toStrictEqual(['us-east-1']);
    expect(new Set(findings.map(({ ruleId }) => ruleId))).toStrictEqual(new Set(['workspaces-region-supports-saml']));
  });

  it('tells the topics when it is asked to', async () => {
    const aws = await loopbackAws();
    configure(aws);
    const { findings } = await scan({ publish: true, rules: ['workspaces-region-supports-saml'] });
    const failing = findings.filter(({ status }) => status === 'fail').map(({ id }) => id);
    expect(failing).toHaveLength(1);
    expect(findingsTold(aws)).toStrictEqual(failing);
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });

  it('tells the topics only what changed since the last scan that did', async () => {
    const aws = await loopbackAws();
    configure(aws);
    const event = { publish: true, rules: ['workspaces-region-supports-saml'] };
    const { handler } = await import('../../handlers/on-demand-scan.ts');
    await handler(event, context);
    await handler(event, { ...context, awsRequestId: 'another' });
    expect(findingsTold(aws)).toHaveLength(1);
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });

  it('leaves no trace when it does not publish', async () => {
    const aws = await loopbackAws();
    configure(aws);
    await scan({ rules: ['workspaces-region-supports-saml'] });
    expect(aws.requests.log.filter(({ service }) => service === 'dynamodb')).toStrictEqual([]);
  });

  it.each([
    [{ region: ['eu-central-1'] }, /\n- region: unknown; did you mean regions\?/],
    [
      { accountId: '444455556666' },
      /\n- accountId: expected 111122223333, the account of this function, got "444455556666"/,
    ],
  ])('reads nothing for an event it refuses: %j', async (event, message) => {
    const aws = await loopbackAws();
    configure(aws);
    await expect(scan(event)).rejects.toThrow(message);
    expect(aws.requests.total).toBe(0);
  });

  it('suggests the rule that was probably meant', async () => {
    const aws = await loopbackAws();
    configure(aws);
    await expect(scan({ rules: ['workspaces-region-support-saml'] })).rejects.toThrow(
      'There is no rule "workspaces-region-support-saml". Did you mean "workspaces-region-supports-saml"?',
    );
    expect(aws.requests.total).toBe(0);
  });

  describe('with a report above 6 MB', () => {
    it('returns the summary and where in S3 the report is', async () => {
      const aws = await loopbackAws({ account: await largeAccount() });
      configure(aws, { REPORT_BUCKET: 'reports' });
      const { summary, ...short } = await scan({ rules: quickRules });
      const key = `euc-saml-audit/111122223333/${context.awsRequestId}.json`;
      expect(short).toMatchObject({ note: expect.stringMatching(/all of it is at fullReport\.$/) });
      expect(short).toMatchObject({ fullReport: `s3://reports/${key}` });
      expect(short).not.toHaveProperty('findings');
      const stored = (await (await fetch(`${aws.url}/reports/${key}`, { headers: signedForS3 })).json()) as Report;
      expect(schemaErrors(stored)).toStrictEqual([]);
      expect(stored.summary).toStrictEqual(summary);
      expect(Buffer.byteLength(JSON.stringify(stored))).toBeGreaterThan(6_291_556);
    });

    it('keeps the report in the formats that were asked for', async () => {
      const aws = await loopbackAws({ account: 'examples/demo-account' });
      configure(aws, { REPORT_BUCKET: 'reports' });
      const { files } = (await scan({ formats: ['html', 'sarif'], rules: quickRules })) as { files?: unknown };
      const key = `euc-saml-audit/111122223333/${context.awsRequestId}`;
      expect(files).toStrictEqual({ html: `s3://reports/${key}.html`, sarif: `s3://reports/${key}.sarif` });
      const stored = await fetch(`${aws.url}/reports/${key}.html`, { headers: signedForS3 });
      expect(await stored.text()).toMatch(/^<!doctype html>/);
    });

    it('returns what fits of it when no bucket is configured', async () => {
      const aws = await loopbackAws({ account: await largeAccount() });
      configure(aws);
      const short = await scan({ rules: quickRules });
      expect(short).toMatchObject({ note: expect.stringContaining('no report bucket is configured') });
      expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(6_291_556);
      expect(short.findings.length).toBeGreaterThan(1_000);
    });
  });
});

/** Rules that look at every role and search for no witness. */
const quickRules = [
  'federation-arn-partition-correct',
  'stream-role-assumable-with-saml',
  'stream-role-in-use',
  'stream-role-policy-version-current',
  'stream-role-session-duration',
  'stream-role-trust-least-privilege',
  'stream-role-trusts-existing-provider',
  'stream-role-trusts-only-saml',
];

/** Signatures are not checked on loopback, but tell the service. */
const signedForS3 = {
  authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-central-1/s3/aws4_request, SignedHeaders=, Signature=',
};

interface Roles {
  readonly RoleDetailList?: readonly Role[];
  readonly Roles?: readonly Role[];
}

interface Role {
  readonly RoleName: string;
  readonly Arn: string;
}

/** The example account with each streaming role seventy times. */
async function largeAccount(): Promise<Readonly<Record<string, unknown>>> {
  const details = exampleFile('iam.get-account-authorization-details.json');
  const list = exampleFile('iam.list-roles.json');
  return {
    ...Object.fromEntries(await openExport('examples/demo-account')),
    'global/iam.get-account-authorization-details.json': { ...details, RoleDetailList: copies(details.RoleDetailList) },
    'global/iam.list-roles.json': { ...list, Roles: copies(list.Roles) },
  };
}

const exampleFile = (name: string): Roles =>
  JSON.parse(readFileSync(`examples/demo-account/global/${name}`, 'utf8')) as Roles;

const copies = (roles: readonly Role[] = []): readonly Role[] =>
  roles
    .filter(({ RoleName }) => RoleName.endsWith('-Stream'))
    .flatMap((role) =>
      Array.from({ length: 70 }, (_, index) => ({
        ...role,
        RoleName: `${role.RoleName}-${index}`,
        Arn: `${role.Arn}-${index}`,
      })),
    );
