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

/** A signing certificate that ended on 2026-11-24, and the authority that issued it, which lasts until 2046. */
const leaf = `
MIIBLDCB1AIUasnmDnmCS5F1uVM7LGyz2QW98HQwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOY2EuZXhhbXBsZS5jb20wHhcN
MjYxMTI1MTMzNDAyWhcNMjYxMTI0MTMzNDAyWjAaMRgwFgYDVQQDDA9pZHAuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAAR3xzu2QuCDV8KFqNIxnNTa/QAu8ZQTVQKJSplyUr8Qz8d+kSRVjxHVRka9uiDTmY1Kl5QvPZF/Mj7TNBgy
SJu4MAoGCCqGSM49BAMCA0cAMEQCICsLx5hZzECITofT4M75lcs3vEy8xk09UFRLWRbesQs3AiBGTHNF/kfPOcAnZANByaRt
FNk9iKPVymVieyPxipTDgw==
`;
const authority = `
MIIBhzCCAS2gAwIBAgIUbNiXef4zbNvY4N8/90WgiuDRR0wwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOY2EuZXhhbXBsZS5j
b20wHhcNMjYxMTI1MTMzNDAyWhcNNDYxMTIwMTMzNDAyWjAZMRcwFQYDVQQDDA5jYS5leGFtcGxlLmNvbTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABFgOshlanq+cWh1oB8YMAcPKbRtFboGLnWoq0HG1R4kLVJg1NZWzyKSRH3HK2iy9G5FYXF8M96U5
0D5D/29sgy2jUzBRMB0GA1UdDgQWBBSvHoGL+sjMNLJkXpncmOV2XjANoTAfBgNVHSMEGDAWgBSvHoGL+sjMNLJkXpncmOV2
XjANoTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIHx/GQ9C2CIl62dqjq5lgjtO1GcUS/QFPfWMKcCR/Ev0
AiEA52+kxELn1QzQrBE2Q2AMNPz0JigG1l0khHipzzpXh3Q=
`;
const leafEnds = '2026-11-24T13:34:02.000Z';
const authorityEnds = '2046-11-20T13:34:02.000Z';

const x509 = (...bodies: string[]): string =>
  `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data>${bodies.map((body) => `<ds:X509Certificate>${body}</ds:X509Certificate>`).join('')}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

const key = (use: string, body = certificate): string =>
  `<md:KeyDescriptor ${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

const namespaces = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

const entity = (id: string, keys: string): string =>
  `<md:EntityDescriptor ${namespaces} entityID="${id}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys}</md:IDPSSODescriptor></md:EntityDescriptor>`;

const problemOf = (xml: string): string | undefined => readMetadata(xml).problem;

/** Ten megabytes take seconds on a busy machine. */
const patient = { timeout: 60_000 };

describe('usable metadata', () => {
  it('is summed up', () => {
    const service =
      '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>';
    const xml = `<?xml version="1.0"?>\n${entity('https://idp.example.com/saml?a=1&amp;b=2', key('use="signing"') + service)}`;
    expect(readMetadata(xml)).toEqual({
      entityIds: ['https://idp.example.com/saml?a=1&b=2'],
      issuers: ['https://idp.example.com/saml?a=1&b=2'],
      describesIdp: true,
      singleSignOnServices: [{ binding: 'HTTP-POST', location: 'https://idp.example.com/sso' }],
      signingCertificates: [{ notAfter }],
    });
  });

  it('may use any namespace prefix, or none', () => {
    const usual = entity('a', key('use="signing"'));
    const other = usual
      .replaceAll('md:', 'x:')
      .replaceAll('ds:', 'y.z:')
      .replaceAll('xmlns:md', 'xmlns:x')
      .replaceAll('xmlns:ds', 'xmlns:y.z');
    const none = usual
      .replaceAll(/(<\/?)md:/g, '$1')
      .replaceAll('xmlns:md', 'xmlns')
      .replaceAll(/<ds:KeyInfo>/g, '<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">')
      .replaceAll(/(<\/?)ds:/g, '$1');
    expect(readMetadata(usual).signingCertificates).toEqual([{ notAfter }]);
    expect(readMetadata(other)).toEqual(readMetadata(usual));
    expect(readMetadata(none)).toEqual(readMetadata(usual));
  });

  it('may hold groups of entities in groups', () => {
    const inner = `<md:EntitiesDescriptor>${entity('c', '')}</md:EntitiesDescriptor>`;
    const xml = `<md:EntitiesDescriptor ${namespaces}>${entity('a', key(''))}${entity('b', key(''))}${inner}</md:EntitiesDescriptor>`;
    expect(readMetadata(xml)).toEqual({
      entityIds: ['a', 'b', 'c'],
      issuers: ['a', 'b', 'c'],
      describesIdp: true,
      singleSignOnServices: [],
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
    const xml =
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sp"><SPSSODescriptor/></EntityDescriptor>';
    expect(readMetadata(xml)).toEqual({
      entityIds: ['sp'],
      issuers: [],
      describesIdp: false,
      singleSignOnServices: [],
      signingCertificates: [],
    });
  });
});

describe('certificates of one key', () => {
  it.each([
    ['the signing certificate before its issuer', x509(leaf, authority)],
    ['the signing certificate after its issuer', x509(authority, leaf)],
  ])('%s', (_, keys) => {
    expect(readMetadata(entity('a', keys)).signingCertificates).toEqual([{ notAfter: leafEnds }]);
  });

  it('are alternatives where none issued the other', () => {
    expect(readMetadata(entity('a', x509(leaf, certificate))).signingCertificates).toEqual([
      { notAfter: leafEnds, alternatives: [notAfter] },
    ]);
  });

  it('do not hide one that cannot be parsed', () => {
    expect(readMetadata(entity('a', x509('AAAA', leaf, authority))).signingCertificates).toEqual([
      { notAfter: leafEnds },
      { problem: 'not an X.509 certificate' },
    ]);
  });

  it('may be an authority of its own', () => {
    expect(readMetadata(entity('a', x509(authority))).signingCertificates).toEqual([{ notAfter: authorityEnds }]);
  });
});

describe('names and namespaces', () => {
  it('takes no attribute of another vocabulary for the entity id', () => {
    const foreign = entity('https://idp.example.com/real', '').replace(
      ' entityID=',
      ' xmlns:x="https://other.example.com/" x:entityID="https://idp.example.com/approved" entityID=',
    );
    expect(readMetadata(foreign).issuers).toEqual(['https://idp.example.com/real']);
  });

  it('takes no element of another vocabulary for one of SAML', () => {
    const other = entity('b', key('')).replace(namespaces, namespaces.replace('metadata', 'other'));
    const xml = `<md:EntitiesDescriptor ${namespaces}>${entity('a', key(''))}${other}</md:EntitiesDescriptor>`;
    expect(readMetadata(xml).issuers).toEqual(['a']);
    const foreignKeys = entity('a', key('')).replace('http://www.w3.org/2000/09/xmldsig#', 'urn:other');
    expect(readMetadata(foreignKeys).signingCertificates).toEqual([]);
    expect(problemOf(other)).toBe('not SAML metadata: it has no EntityDescriptor');
  });

  it('counts only entities that are identity providers as issuers', () => {
    const provider = '<md:EntityDescriptor entityID="sp"><md:SPSSODescriptor/></md:EntityDescriptor>';
    const xml = `<md:EntitiesDescriptor ${namespaces}>${provider}${entity('idp', '')}</md:EntitiesDescriptor>`;
    expect(readMetadata(xml)).toMatchObject({ entityIds: ['sp', 'idp'], issuers: ['idp'] });
  });
});

describe('character references', () => {
  it.each([
    ['hexadecimal', 'https:&#x2F;&#x2f;idp.example.com&#x2F;saml'],
    ['decimal', 'https:&#47;&#47;idp.example.com&#47;saml'],
  ])('are decoded in an entity id: %s', (_, id) => {
    expect(readMetadata(entity(id, '')).issuers).toEqual(['https://idp.example.com/saml']);
  });

  it.each(['&#13;\n', '&#xD;\n', '&#10;', '&#xA;', ' '])('are white space in a certificate: %j', (end) => {
    const body = certificate.trim().split('\n').join(end);
    expect(readMetadata(entity('a', key('', body))).signingCertificates).toEqual([{ notAfter }]);
  });

  it('may stand beside CDATA and comments', () => {
    const body = `<![CDATA[${certificate.slice(0, 100)}]]><!-- -->${certificate.slice(100)}`;
    expect(readMetadata(entity('a', key('', body))).signingCertificates).toEqual([{ notAfter }]);
  });
});

describe('unusable metadata', () => {
  it.each([
    ['', 'not well-formed XML: line 1, column 0: document must contain a root element'],
    ['hello', 'not well-formed XML: line 1, column 5: text data outside of root node'],
    ['{"entityID": "a"}', 'not well-formed XML: line 1, column 17: text data outside of root node'],
    ['<a/>', 'not SAML metadata: it has no EntityDescriptor'],
    ['<EntityDescriptor entityID="a"/>', 'not SAML metadata: it has no EntityDescriptor'],
    ['<html><body><h1>503</h1></body></html>', 'not SAML metadata: it has no EntityDescriptor'],
    ['<md:EntityDescriptor/>', 'not well-formed XML: line 1, column 22: unbound namespace prefix: "md"'],
    [
      '<!DOCTYPE a [<!ENTITY b "c">]><EntityDescriptor entityID="&b;"/>',
      'a document type declaration (DOCTYPE) is not allowed',
    ],
    ['<EntityDescriptor entityID="&b;"/>', 'not well-formed XML: line 1, column 31: undefined entity'],
  ])('%j', (xml, problem) => {
    expect(readMetadata(xml)).toEqual({
      problem,
      entityIds: [],
      issuers: [],
      describesIdp: false,
      singleSignOnServices: [],
      signingCertificates: [],
    });
  });

  it('is a document that was cut off', () => {
    const whole = entity('a', key(''));
    expect(problemOf(whole.slice(0, -10))).toContain('not well-formed XML: line ');
    expect(problemOf(whole.slice(0, 100))).toBe('not well-formed XML: line 1, column 100: unexpected end');
  });

  it('is ten megabytes of anything else, and the problem stays short', patient, () => {
    const size = 10_000_000;
    for (const garbage of ['a', '<', '<a b="']) {
      const problem = problemOf(garbage.repeat(size / garbage.length));
      expect(problem?.slice(0, 20)).toBe('not well-formed XML:');
      expect(problem?.length).toBeLessThanOrEqual(200);
    }
  });

  it('is nested more than 100 levels deep', () => {
    const nested = (levels: number) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
    expect(problemOf(nested(100))).toBe('not SAML metadata: it has no EntityDescriptor');
    expect(problemOf(nested(101))).toBe('elements are nested more than 100 levels deep');
    expect(problemOf(nested(1_000_000))).toBe('elements are nested more than 100 levels deep');
  });
});

it('reads ten megabytes of good metadata', patient, () => {
  const xml = `<md:EntitiesDescriptor ${namespaces}>${entity('a', key('')).repeat(10_000)}</md:EntitiesDescriptor>`;
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
