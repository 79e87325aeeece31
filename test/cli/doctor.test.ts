import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { signInCheckIds, type SignInDiagnosis } from '../../lib/model/sign-in-check.ts';
import { base64, certificateOf, response, type Wish } from '../doctor/idp.ts';
import { terminal } from '../support/terminal.ts';

/** The made-up account, where ExampleOkta signs with the key of these tests. */
let folder = '';
const account = () => join(folder, 'account');
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'euc-saml-audit-'));
  await cp('examples/demo-account', account(), { recursive: true });
  const path = join(account(), 'global/iam.get-saml-provider.ExampleOkta.json');
  const certificate = certificateOf('idp').replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const metadata = await readFile(path, 'utf8');
  await writeFile(path, metadata.replaceAll(/(X509Certificate>)[^<]+/g, `$1${certificate}`));
});
afterAll(() => rm(folder, { recursive: true }));

const at = ['--at', '2026-11-25T08:01:00Z'];
const okta: Wish = {
  issuer: 'http://www.okta.com/exk4f7q2wLd8Zt1Yh5d7',
  attributes: {
    Role: 'arn:aws:iam::111122223333:role/WorkSpaces-Corp-Stream,arn:aws:iam::111122223333:saml-provider/ExampleOkta',
    'PrincipalTag:UserPrincipalName': 'jdoe@corp.example.com',
    'PrincipalTag:ObjectSid': 'S-1-5-21-1-2-3-1104',
  },
};
const relayState = 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=WSfra+7K3QXD';

async function doctor(args: readonly string[], stdin?: string, env: Record<string, string> = {}) {
  const seen = terminal({ env });
  const piped = stdin === undefined ? seen : Object.assign(seen, { stdin: chunksOf(stdin) });
  const exitCode = await run(['doctor', '--export', account(), ...args], piped);
  return { exitCode, out: seen.out, err: seen.err };
}

async function* chunksOf(text: string) {
  for (let from = 0; from < text.length; from += 1000) yield Buffer.from(text.slice(from, from + 1000));
}

async function judged(name: string, text: string, ...more: readonly string[]) {
  await writeFile(file(name), text);
  const { exitCode, out, err } = await doctor(['--saml-response', file(name), '--format', 'json', ...at, ...more]);
  return { exitCode, err, diagnosis: JSON.parse(out) as SignInDiagnosis };
}

const form = `SAMLResponse=${encodeURIComponent(base64(response(okta)))}&RelayState=${encodeURIComponent(relayState)}`;
const har = (post: object) =>
  JSON.stringify({
    log: {
      entries: [
        { request: { url: 'https://example.com/', postData: { text: 'x=y' } }, response: {} },
        { request: { url: 'https://signin.aws.amazon.com/saml', method: 'POST', postData: post }, response: {} },
      ],
    },
  });

describe('doctor --saml-response', () => {
  it.each([
    ['XML', response(okta)],
    ['XML with a declaration', `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n${response(okta)}\n`],
    ['base64', base64(response(okta))],
    ['base64 in lines', base64(response(okta)).replaceAll(/(.{76})/g, '$1\r\n')],
    ['percent-encoded base64', encodeURIComponent(base64(response(okta)))],
    ['a form body', form],
    ['a copied cURL command', `curl 'https://signin.aws.amazon.com/saml' --data-raw '${form}'`],
    [
      'a page with the form',
      `<html><form><input type="hidden" name="SAMLResponse" value="${base64(response(okta))}"/></form></html>`,
    ],
    ['a HAR export with text', har({ text: form })],
    [
      'a HAR export with parameters',
      har({ params: [{ name: 'SAMLResponse', value: encodeURIComponent(base64(response(okta))) }] }),
    ],
  ])('reads %s', async (name, text) => {
    const { exitCode, err, diagnosis } = await judged(`${name}.txt`, text);
    expect(err).toBe('');
    expect(diagnosis.checks.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(diagnosis.signIn.role).toBe('arn:aws:iam::111122223333:role/WorkSpaces-Corp-Stream');
    expect(diagnosis.checks.map(({ id }) => id)).toEqual(signInCheckIds);
  });

  it('takes the relay state from the form body, and another one from the command line', async () => {
    const { diagnosis } = await judged('form.txt', form);
    expect(diagnosis.checks.at(-1)).toEqual({
      id: 'relay-state',
      status: 'pass',
      message: 'The relay state leads to arn:aws:workspaces:eu-central-1:111122223333:directory/d-99672f8b1c.',
    });
    const wrong = await judged('form.txt', form, '--relay-state', relayState.replace('https', 'http'));
    expect(wrong.exitCode).toBe(1);
    expect(wrong.diagnosis.checks.at(-1)?.status).toBe('fail');
  });

  it('reads standard input, and prints for people', async () => {
    const { exitCode, out } = await doctor(
      ['--saml-response', '-', ...at],
      base64(response({ ...okta, format: null })),
    );
    expect(exitCode).toBe(1);
    expect(
      out
        .replaceAll(/\n {5,}/g, ' ')
        .split('\n')
        .slice(0, 6),
    ).toEqual([
      'The sign-in fails, or is not as the guides require.',
      '',
      'First cause: The NameID has no Format, and the guides require persistent.',
      'Fix: Configure NameID format urn:oasis:names:tc:SAML:2.0:nameid-format:persistent in the identity provider.',
      'Users see: "Not authorized to perform sts:AssumeRoleWithSAML" (403, AccessDenied) on the AWS sign-in page',
      'Role: arn:aws:iam::111122223333:role/WorkSpaces-Corp-Stream',
    ]);
    expect(out).toContain('\nDecision of AWS: refused\nChecked for: 2026-11-25T08:01:00.000Z\n');
  });

  it('checks for now unless told otherwise, and says so', async () => {
    await writeFile(file('old.xml'), response(okta));
    const { exitCode, out } = await doctor(['--saml-response', file('old.xml'), '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/it was checked now \(\d{4}-.*--at\./);
  });

  it.each([
    ['nothing to judge', [], 'expected --saml-response FILE or --error TEXT'],
    [
      'a file that is not there',
      ['--saml-response', 'nothing.xml'],
      '--saml-response: nothing.xml cannot be read (ENOENT)',
    ],
    ['a folder', ['--saml-response', '.'], '--saml-response: . cannot be read (EISDIR)'],
    [
      'another file',
      ['--saml-response', 'package.json'],
      '--saml-response: package.json: There is no SAML response in it.',
    ],
    [
      'a time that is none',
      ['--error', 'x', '--at', 'yesterday'],
      '--at: expected a date and time as 2026-11-25T08:00:00Z',
    ],
    ['an empty error text', ['--error', ' '], '--error: expected the text that the user saw'],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, err } = await doctor(args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses empty input and damaged exports of a browser', async () => {
    expect((await doctor(['--saml-response', '-'], '')).err).toContain(
      'standard input: There is no SAML response in it: the input is empty.',
    );
    expect((await doctor(['--saml-response', '-'], '{"log":')).err).toContain('it looks like JSON and is not.');
  });
});

describe('nothing personal leaves', () => {
  const marked: Wish = {
    issuer: okta.issuer ?? '',
    nameId: 'MARKNAME-7401',
    attributes: {
      ...okta.attributes,
      RoleSessionName: 'MARKSESSION-7402',
      'PrincipalTag:Email': 'MARKTAG-7403@example.com',
      'PrincipalTag:Department': 'MARKTAG-7404',
      SourceIdentity: 'MARKIDENTITY-7405',
    },
    otherAttributes: { 'urn:oid:2.5.4.42': 'MARKOTHER-7406' },
  };
  const cases: readonly (readonly [string, Wish])[] = [
    ['a right sign-in', {}],
    ['a name that is none', { nameId: 'CORP\\MARKNAME-7401' }],
    ['a session name that is none', { attributes: { ...marked.attributes, RoleSessionName: 'MARKSESSION 7402 (x)' } }],
    ['a tag that is none', { attributes: { ...marked.attributes, 'PrincipalTag:Email': 'MARKTAG-7403 <x>' } }],
    ['a source identity that is none', { attributes: { ...marked.attributes, SourceIdentity: 'MARKIDENTITY 7405' } }],
    ['a role that is none', { attributes: { ...marked.attributes, Role: 'MARKTAG-7404' } }],
    ['a format that is none', { format: 'MARKNAME-7401' }],
    ['a duration that is none', { attributes: { ...marked.attributes, SessionDuration: 'MARKTAG-7404' } }],
    ['transitive tags that are none', { attributes: { ...marked.attributes, TransitiveTagKeys: 'MARKTAG-7404' } }],
    ['a changed response', { signedBy: 'other' }],
    ['no signature', { sign: 'nothing' }],
    ['a method that is none', { method: 'MARKNAME-7401' }],
    ['a status that is none', { status: 'MARKNAME-7401' }],
    ['a Recipient with a query', { recipient: 'https://example.com/saml?user=MARKNAME-7401' }],
    ['an audience with a query', { audiences: ['https://example.com/?user=MARKNAME-7401'] }],
  ];
  const texts = (wish: Wish): readonly (readonly [string, string])[] => {
    const xml = response({ ...marked, ...wish });
    return [
      ['as it is', xml],
      ['as base64', base64(xml)],
      ['as a form', `SAMLResponse=${encodeURIComponent(base64(xml))}&RelayState=x`],
      [
        'tampered',
        xml.replace('<saml:AudienceRestriction>', '<saml:AudienceRestriction >').replace('MARKNAME', 'MARKNAME-'),
      ],
      ['not closed', xml.replace('</saml:Subject>', '')],
      ['with a comment', xml.replace('</saml:NameID>', '<!-- --></saml:NameID>')],
      ['with a DOCTYPE', `<!DOCTYPE MARKNAME-7401>${xml}`],
      ['cut', xml.slice(0, 3000)],
      ['cut base64', base64(xml).slice(0, 2000)],
      ['in a broken HAR', `{"log":{"entries":[{"request":{"postData":{"text":"${xml.replaceAll('"', "'")}`],
    ];
  };
  it.each(cases)('%s, in every form, for people and programs', async (_, wish) => {
    for (const [, text] of texts(wish)) {
      const signature = /<ds:SignatureValue>([^<]{20})/.exec(text)?.[1] ?? 'MARK';
      for (const format of ['json', 'text']) {
        const { out, err } = await doctor(
          ['--saml-response', '-', '--format', format, '--error', 'AccessDenied', ...at],
          text,
          { EUC_SAML_AUDIT_DEBUG: '1' },
        );
        expect(`${out}${err}`).not.toMatch(/MARK|7401|7402|7403|7404|7405|7406/);
        expect(`${out}${err}`).not.toContain(signature);
        expect(`${out}${err}`).not.toContain(text.slice(0, 40));
      }
    }
  });
});

describe('doctor --error', () => {
  it('finds the causes that the account really has, most likely first', async () => {
    const { exitCode, out } = await doctor([
      '--error',
      'Not authorized to perform sts:AssumeRoleWithSAML',
      '--format',
      'json',
    ]);
    expect(exitCode).toBe(1);
    const { status, signIn, causes = [], checks } = JSON.parse(out) as SignInDiagnosis;
    expect(status).toBe('fail');
    expect(checks.map(({ id }) => id)).toEqual(signInCheckIds);
    expect(signIn.because).toBe(causes[0]?.message);
    const inAccount = causes.filter(({ seenIn }) => seenIn === 'account');
    expect(inAccount.length).toBeGreaterThan(1);
    expect(causes.slice(0, inAccount.length)).toEqual(inAccount);
    expect(inAccount.map(({ ruleId }) => ruleId)).toContain('stream-role-allows-tag-session');
  });

  it('says that the account shows none', async () => {
    const { exitCode, out } = await doctor(['--error', 'Response does not contain the required audience.']);
    expect(exitCode).toBe(3);
    expect(out).toContain(
      'Most likely: The account shows no cause of this error: it is at the identity provider or the',
    );
    expect(out).toContain('1. The audience (SP entity ID) is not that of AWS.');
  });

  it('says that it does not know the text', async () => {
    const { exitCode, out } = await doctor(['--error', 'The printer is on fire', '--format', 'json']);
    expect(exitCode).toBe(3);
    expect((JSON.parse(out) as SignInDiagnosis).signIn.because).toBe(
      'The text is none of the errors of AWS that this tool knows.',
    );
  });
});
