import { describe, expect, it } from 'vitest';
import { readMetadata, tooLarge } from '../../../lib/saml/metadata.ts';

/** Self-signed for this test; its key was thrown away. */
const certificate = `
MIIBiTCCAS+gAwIBAgIUZ3MBoG7iARBSBnnwnqMspnYuuiMwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29tMB4XDTI2MTEyMTIwNDIzNFoXDTM2
MTExODIwNDIzNFowGjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29tMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEr0Ccfe93uxvJW5Evdz/BMYUvqfLyk8lPYP1dVWC+
S6QKsf/L3H8nn5iU/+jat4juo+PCMloXmacRkQSPNx1CgqNTMFEwHQYDVR0OBBYE
FN82n6r+l5Gkxhqwv2DuDcvFnV8GMB8GA1UdIwQYMBaAFN82n6r+l5Gkxhqwv2Du
DcvFnV8GMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKhAL8Yz
u4d4Js5bsYAylFsHThrLNjee4ayTQg9mW8JSAiA4+nOf36GzQtIxj4jd58KU6/ff
b3n3hPNM22n2HsvD+w==
`;
const notAfter = '2036-11-18T20:42:34.000Z';

const key = (use: string, body = certificate): string =>
  `<md:KeyDescriptor ${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

const entity = (id: string, keys: string): string =>
  `<md:EntityDescriptor entityID="${id}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys}</md:IDPSSODescriptor></md:EntityDescriptor>`;

const problemOf = (xml: string): string | undefined => readMetadata(xml).problem;

/** Ten megabytes take seconds on a busy machine. */
const patient = { timeout: 60_000 };

describe('usable metadata', () => {
  it('is summed up', () => {
    const xml = `<?xml version="1.0"?>\n${entity('https://idp.example.com/saml?a=1&amp;b=2', key('use="signing"'))}`;
    expect(readMetadata(xml)).toEqual({
      entityIds: ['https://idp.example.com/saml?a=1&b=2'],
      describesIdp: true,
      signingCertificates: [{ notAfter }],
    });
  });

  it('may use any namespace prefix, or none', () => {
    const usual = entity('a', key('use="signing"'));
    const other = usual.replaceAll('md:', 'x:').replaceAll('ds:', 'y.z:');
    const none = usual.replaceAll('md:', '').replaceAll('ds:', '');
    expect(readMetadata(other)).toEqual(readMetadata(usual));
    expect(readMetadata(none)).toEqual(readMetadata(usual));
  });

  it('may hold groups of entities in groups', () => {
    const inner = `<md:EntitiesDescriptor>${entity('c', '')}</md:EntitiesDescriptor>`;
    const xml = `<md:EntitiesDescriptor>${entity('a', key(''))}${entity('b', key(''))}${inner}</md:EntitiesDescriptor>`;
    expect(readMetadata(xml)).toEqual({
      entityIds: ['a', 'b', 'c'],
      describesIdp: true,
      signingCertificates: [{ notAfter }, { notAfter }],
    });
  });

  it('counts keys for signing and keys for everything, not keys for encryption', () => {
    const keys = key('use="encryption"') + key('use="signing"') + key('');
    expect(readMetadata(entity('a', keys)).signingCertificates).toEqual([{ notAfter }, { notAfter }]);
  });

  it('says so when a certificate is none', () => {
    const keys = key('', 'AAAA') + key('', '') + key('', certificate);
    expect(readMetadata(entity('a', keys)).signingCertificates).toEqual([
      { problem: 'not an X.509 certificate' },
      { problem: 'not an X.509 certificate' },
      { notAfter },
    ]);
  });

  it('may describe no identity provider', () => {
    expect(readMetadata('<EntityDescriptor entityID="sp"><SPSSODescriptor/></EntityDescriptor>')).toEqual({
      entityIds: ['sp'],
      describesIdp: false,
      signingCertificates: [],
    });
  });
});

describe('unusable metadata', () => {
  it.each([
    ['', 'not well-formed XML: line 1: Start tag expected.'],
    ['hello', "not well-formed XML: line 1: char 'h' is not expected."],
    ['{"entityID": "a"}', "not well-formed XML: line 1: char '{' is not expected."],
    ['<a/>', 'not SAML metadata: it has no EntityDescriptor'],
    ['<html><body><h1>503</h1></body></html>', 'not SAML metadata: it has no EntityDescriptor'],
    [
      '<!DOCTYPE a [<!ENTITY b "c">]><EntityDescriptor entityID="&b;"/>',
      'a document type declaration (DOCTYPE) is not allowed in SAML metadata',
    ],
  ])('%j', (xml, problem) => {
    expect(readMetadata(xml)).toEqual({ problem, entityIds: [], describesIdp: false, signingCertificates: [] });
  });

  it('is a document that was cut off', () => {
    const whole = entity('a', key(''));
    expect(problemOf(whole.slice(0, -10))).toContain('not well-formed XML: line ');
    expect(problemOf(whole.slice(0, 100))).toContain('not well-formed XML: line 1: ');
  });

  it('is ten megabytes of anything else, and the problem stays short', patient, () => {
    const size = 10_000_000;
    for (const garbage of ['a', '<', '<a b="']) {
      const problem = problemOf(garbage.repeat(size / garbage.length));
      expect(problem?.slice(0, 20)).toBe('not well-formed XML:');
      expect(problem?.length).toBeLessThanOrEqual(200);
    }
  });

  it('is nesting without end', patient, () => {
    expect(problemOf(`${'<a>'.repeat(1_000_000)}${'</a>'.repeat(1_000_000)}`)).toBe('Maximum nested tags exceeded');
  });
});

it('reads ten megabytes of good metadata', patient, () => {
  const xml = `<md:EntitiesDescriptor>${entity('a', key('')).repeat(10_000)}</md:EntitiesDescriptor>`;
  const { problem, entityIds, signingCertificates } = readMetadata(xml);
  expect(problem).toBeUndefined();
  expect(entityIds).toHaveLength(10_000);
  expect(signingCertificates).toHaveLength(10_000);
});

describe('a document that is too large to look through', () => {
  const wrap = (attributes: string, children = '') => `<EntityDescriptor${attributes}>${children}</EntityDescriptor>`;

  it('has more than 250,000 tags', () => {
    expect(tooLarge(wrap('', '<a/>'.repeat(249_998)))).toBeUndefined();
    expect(tooLarge(wrap('', '<a/>'.repeat(249_999)))).toBe('it holds more than 250,000 tags');
  });

  it('has more than 250,000 attributes, on one tag or many, in any quotes', () => {
    expect(tooLarge(wrap(' a="1"'.repeat(250_000)))).toBeUndefined();
    expect(tooLarge(wrap(' a="1"'.repeat(250_001)))).toBe('it holds more than 250,000 attributes');
    expect(tooLarge(wrap('', "<a b = '1' c\n=\n'2'/>".repeat(125_001)))).toBe('it holds more than 250,000 attributes');
  });

  it('is not one of ten megabytes of text, nor of equals signs in it', () => {
    expect(tooLarge(wrap('', 'QUJD'.repeat(2_500_000)))).toBeUndefined();
    expect(tooLarge(wrap('', '= '.repeat(5_000_000)))).toBeUndefined();
  });
});
