import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveSource } from '../../../lib/aws/live-source.ts';
import { type Call, callName, calls } from '../../../lib/collect/calls.ts';
import { Inquiry } from '../../../lib/collect/inquiry.ts';
import { readIdentity } from '../../../lib/collect/identity.ts';
import { readRoles } from '../../../lib/collect/roles.ts';
import { readSamlProviders } from '../../../lib/collect/saml-providers.ts';
import type { ReadRequest, Source } from '../../../lib/model/ports.ts';

const arn = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const provider = 'arn:aws:iam::111122223333:saml-provider/Okta';

const xml = (operation: string, result: string): string =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const identity = xml('GetCallerIdentity', '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:root</Arn>');

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

/** A source that asks a server. */
async function sourceAt(answer: (...args: Parameters<RequestListener>) => unknown): Promise<Source> {
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return liveSource({ credentials, rates: {}, maxAttempts: 1, region: 'us-east-1' });
}

interface Answer {
  readonly type: string;
  readonly body: string;
  readonly requestId?: string;
}

/** Answers every operation of the query protocol by its name, and all others as if they had none. */
const answering = (answerTo: (operation: string) => Answer): Promise<Source> =>
  sourceAt(async (request, response) => {
    const operation = /Action=(\w+)/.exec(await text(request))?.[1] ?? '';
    const { type, body, requestId } = answerTo(operation);
    response.writeHead(200, {
      'content-type': type,
      ...(requestId === undefined ? {} : { 'x-amzn-requestid': requestId }),
    });
    response.end(body);
  });

const whoever: Answer = { type: 'text/xml', body: identity, requestId: '1' };

const requestFor = ({ service, operation, scope, perResource }: Call): ReadRequest => ({
  service,
  operation,
  region: scope === 'global' ? 'global' : 'eu-central-1',
  ...(perResource === undefined ? {} : { resource: 'x' }),
  input:
    service === 'acm-pca'
      ? { CertificateAuthorityArn: arn }
      : { StackName: 'x', SAMLProviderArn: provider, AuthenticationType: 'USERPOOL' },
});

const all = Object.values<Call>(calls).map((call) => [callName(call), call] as const);

describe.each(all)('%s takes for no answer of AWS', (_, call) => {
  it.each<[string, Answer]>([
    ['a web page', { type: 'text/html', body: '<!DOCTYPE html><html><br></html>' }],
    ['a web page that is XML', { type: 'application/xhtml+xml', body: '<html><body><p>Sign in</p></body></html>' }],
    ['somebody else’s JSON', { type: 'application/json', body: '{"message": "Sign in to continue"}' }],
    ['an empty object', { type: 'application/x-amz-json-1.1', body: '{}' }],
    ['plain text', { type: 'text/plain', body: 'Sign in to continue' }],
    ['nothing', { type: 'text/xml', body: '' }],
  ])('%s', async (_, answer) => {
    const isIdentity = call.service === 'sts';
    const source = await answering((operation) =>
      operation === 'GetCallerIdentity' && !isIdentity ? whoever : answer,
    );
    expect(await source.read(requestFor(call))).toEqual({
      outcome: 'failed',
      code: 'NotAnAwsResponse',
      detail: 'the endpoint answered something that is not an AWS response (HTTP 200)',
      requests: 1,
    });
  });
});

const failed = (call: string, detail: string) => ({
  state: 'unreadable',
  call,
  region: 'global',
  reason: 'failed',
  detail: `the answer is not what ${call} gives: ${detail}`,
});

describe('an answer of AWS that lacks what it is all about', () => {
  const lacking = (...operations: readonly string[]): Promise<Inquiry> =>
    answering((operation) => ({
      type: 'text/xml',
      body: operations.includes(operation) ? xml(operation, '') : (whole[operation] ?? ''),
      requestId: '1',
    })).then((source) => new Inquiry(source));
  const whole: Readonly<Record<string, string>> = {
    GetCallerIdentity: identity,
    GetAccountAuthorizationDetails: xml('GetAccountAuthorizationDetails', '<RoleDetailList/><Policies/>'),
    ListRoles: xml('ListRoles', '<Roles/>'),
    ListSAMLProviders: xml(
      'ListSAMLProviders',
      `<SAMLProviderList><member><Arn>${provider}</Arn></member></SAMLProviderList>`,
    ),
  };
  it('tells no account', async () => {
    await expect(readIdentity(await lacking('GetCallerIdentity'))).rejects.toThrow(
      'Cannot tell which AWS account this is: the answer is not what sts:GetCallerIdentity gives: ' +
        'Account: expected text, got nothing. Check the network, AWS_REGION and AWS_ENDPOINT_URL.',
    );
  });

  it('is no answer without roles', async () => {
    const inquiry = await lacking('GetAccountAuthorizationDetails', 'ListRoles');
    expect(await readRoles(inquiry)).toEqual(
      failed('iam:GetAccountAuthorizationDetails', 'RoleDetailList: expected a list, got nothing'),
    );
    expect(inquiry.coverage.map(({ call, outcome, detail }) => [call, outcome, detail])).toEqual([
      [
        'iam:GetAccountAuthorizationDetails',
        'failed',
        'the answer is not what iam:GetAccountAuthorizationDetails gives: RoleDetailList: expected a list, got nothing',
      ],
      ['iam:ListRoles', 'failed', 'the answer is not what iam:ListRoles gives: Roles: expected a list, got nothing'],
    ]);
  });

  it('is no answer without providers', async () => {
    expect(await readSamlProviders(await lacking('ListSAMLProviders'))).toEqual(
      failed('iam:ListSAMLProviders', 'SAMLProviderList: expected a list, got nothing'),
    );
  });

  it('is no answer without the metadata document', async () => {
    const unread = failed('iam:GetSAMLProvider', 'SAMLMetadataDocument: expected text, got nothing');
    expect(await readSamlProviders(await lacking('GetSAMLProvider'))).toMatchObject({
      state: 'known',
      value: [{ name: 'Okta', uuid: unread, assertionEncryption: unread, metadata: unread }],
    });
  });

  it('holds nothing only where the list is there and empty', async () => {
    const inquiry = await lacking();
    expect(await readRoles(inquiry)).toEqual({ state: 'known', value: [] });
    expect(inquiry.coverage.map(({ outcome }) => outcome)).toEqual(['read', 'read']);
  });
});

describe('an answer with the request id of AWS', () => {
  const labelled = (body: string) => answering(() => ({ type: 'text/html; charset=utf-8', body, requestId: '1' }));

  it('counts, however something on the way labelled it', async () => {
    const answer = await (await labelled(identity)).read(requestFor(calls.getCallerIdentity));
    expect(answer).toMatchObject({ outcome: 'read', value: { Account: '111122223333' } });
  });

  it('is none when it is a page', async () => {
    const page = '\n<!DOCTYPE html>\n<html><body>Sign in</body></html>';
    const answer = await (await labelled(page)).read(requestFor(calls.getCallerIdentity));
    expect(answer).toMatchObject({ outcome: 'failed', code: 'NotAnAwsResponse' });
  });
});

it('hangs up on a web page instead of waiting for its end', async () => {
  let left: Promise<unknown> | undefined;
  const source = await sourceAt((_, response) => {
    left = once(response, 'close');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write('<!DOCTYPE html><html>');
  });
  expect(await source.read(requestFor(calls.getCallerIdentity))).toMatchObject({ code: 'NotAnAwsResponse' });
  await left;
});
