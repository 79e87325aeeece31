import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { terminal } from '../support/terminal.ts';

const demo = ['--export', 'examples/demo-account'];

describe('relay-state', () => {
  it('prints the URL of every directory with SAML and every stack, and says what may be missing', async () => {
    const seen = terminal();
    expect(await run(['relay-state', ...demo, '--regions', 'us-east-1'], seen)).toBe(3);
    expect(seen.out.match(/^\S.* in us-east-1$/gm)).toEqual([
      'AppStream stack Design-Studio in us-east-1',
      'AppStream stack Training-Lab in us-east-1',
      'WorkSpaces directory d-906731a2b4 in us-east-1',
      'WorkSpaces directory wsd-4k7m2x9qp in us-east-1',
    ]);
    expect(seen.out).toContain(
      '\n  https://appstream2.euc-sso.us-east-1.aws.amazon.com/saml?stack=Training-Lab&accountId=111122223333\n',
    );
    expect(seen.err).toBe(
      'Not everything could be read: directories or stacks might be missing. "euc-saml-audit scan" says what.\n',
    );
  });

  it('prints JSON for programs', async () => {
    const seen = terminal();
    expect(await run(['relay-state', ...demo, '--regions', 'eu-central-1', '--format', 'json'], seen)).toBe(0);
    const states: unknown = JSON.parse(seen.out);
    expect(states).toContainEqual(expect.objectContaining({ name: 'Engineering-CAD', region: 'eu-central-1' }));
  });

  it('says that there is none to configure', async () => {
    const seen = terminal();
    expect(await run(['relay-state', ...demo, '--regions', 'eu-central-2'], seen)).toBe(3);
    expect(seen.out).toBe('No directory with SAML and no stack was found: there is no relay state to configure.\n');
  });

  it('refuses another format', async () => {
    const seen = terminal();
    expect(await run(['relay-state', ...demo, '--format', 'yaml'], seen)).toBe(2);
    expect(seen.err).toMatch(/unknown value for --format "yaml"; expected one of text, json\n/);
  });
});

describe('relay-state --check', () => {
  const check = async (url: string, ...more: readonly string[]) => {
    const seen = terminal();
    const exitCode = await run(['relay-state', ...demo, '--check', url, ...more], seen);
    return { exitCode, out: seen.out, err: seen.err };
  };
  const right = 'https://workspaces.euc-sso.us-east-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3';

  it('passes the URL of a directory, and says where it leads', async () => {
    expect(await check(right)).toEqual({
      exitCode: 0,
      out: 'The relay state is right.\nLeads to: arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4\n',
      err: '',
    });
  });

  it('prints JSON, and exits with 1 for a URL that is wrong', async () => {
    const { exitCode, out } = await check(right.replace('euc-sso', 'euc-sos'), '--format', 'json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({
      status: 'fail',
      target: 'arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4',
      problems: [
        {
          part: 'host',
          severity: 'high',
          message: 'The host is no relay state endpoint of WorkSpaces.',
          actual: 'workspaces.euc-sos.us-east-1.aws.amazon.com',
          expected: 'workspaces.euc-sso.us-east-1.aws.amazon.com',
        },
      ],
    });
  });

  it('exits with 3 where it cannot be determined', async () => {
    const url = 'https://appstream2.euc-sso.us-east-1.aws.amazon.com/saml?stack=Design-Studio&accountId=111122223333';
    const { exitCode, out } = await check(`${url}&app=Firefox`);
    expect(exitCode).toBe(3);
    expect(out).toBe(
      'Nothing is wrong with the relay state as far as could be determined.\n' +
        'Leads to: arn:aws:appstream:us-east-1:111122223333:stack/Design-Studio\n\n' +
        'INFORMATIONAL app: Whether stack Design-Studio has an application of this name is not read.\n' +
        '  Found: Firefox\n' +
        '  Expected: the name of an application in the catalog of the stack\n',
    );
  });
});
