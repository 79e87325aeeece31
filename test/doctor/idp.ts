import { readFileSync } from 'node:fs';
import * as samlify from 'samlify';

/** An identity provider that is not ours: samlify signs whatever response it is given. */

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

const keys = {
  idp: { key: fixture('idp-key.pem'), certificate: fixture('idp-certificate.pem') },
  other: { key: fixture('other-key.pem'), certificate: fixture('other-certificate.pem') },
};

export const certificateOf = (name: keyof typeof keys): string => keys[name].certificate;

/** A response that pysaml2 made; see make-pysaml2-response.py. */
export const pysaml2Response = (name: 'assertion' | 'response' | 'both'): string =>
  fixture(`pysaml2-${name}-signed.xml`);

export const issuer = 'https://idp.example.com/metadata';
export const issued = '2026-11-25T08:00:00.000Z';
const ends = '2026-11-25T08:05:00.000Z';
const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const account = 'arn:aws:iam::111122223333:';

/** Everything that can be said otherwise; null leaves it out. */
export interface Wish {
  readonly issuer?: string;
  readonly recipient?: string | null;
  readonly audiences?: readonly string[];
  readonly notBefore?: string | null;
  readonly notOnOrAfter?: string | null;
  readonly confirmedUntil?: string | null;
  readonly method?: string;
  readonly confirmations?: number;
  readonly format?: string | null;
  readonly nameId?: string | null;
  readonly session?: string;
  /** Attributes of AWS, without their prefix; null leaves one out. */
  readonly attributes?: Readonly<Record<string, string | readonly string[] | null>>;
  /** With their whole names. */
  readonly otherAttributes?: Readonly<Record<string, string>>;
  readonly status?: string;
  /** Changes the text before it is signed. */
  readonly before?: (xml: string) => string;
  readonly sign?: 'assertion' | 'response' | 'both' | 'nothing';
  readonly signedBy?: keyof typeof keys;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const attribute = (name: string, value: string | undefined | null): string =>
  value === undefined || value === null ? '' : ` ${name}="${escape(value)}"`;

function unsigned(wish: Wish): string {
  const {
    recipient = 'https://signin.aws.amazon.com/saml',
    audiences = ['urn:amazon:webservices'],
    notBefore = issued,
    notOnOrAfter = ends,
    confirmedUntil = ends,
    method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    confirmations = 1,
    format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    nameId = 'jdoe',
    status = 'Success',
  } = wish;
  const from = wish.issuer ?? issuer;
  const attributes = {
    Role: `${account}role/Desktops,${account}saml-provider/ExampleIdP`,
    RoleSessionName: 'jdoe@example.com',
    'PrincipalTag:Email': 'jdoe@example.com',
    SessionDuration: '28800',
    ...wish.attributes,
  };
  const named = [
    ...Object.entries(attributes).map(([name, value]) => [`${prefix}${name}`, value] as const),
    ...Object.entries(wish.otherAttributes ?? {}),
  ];
  const statements = named
    .flatMap(([name, value]) => (value === null ? [] : [{ name, values: [value].flat() }]))
    .map(
      ({ name, values }) =>
        `<saml:Attribute Name="${escape(name)}">${values
          .map((value) => `<saml:AttributeValue xsi:type="xs:string">${escape(value)}</saml:AttributeValue>`)
          .join('')}</saml:Attribute>`,
    )
    .join('');
  const confirmation = `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData${attribute('NotOnOrAfter', confirmedUntil)}${attribute('Recipient', recipient)}/></saml:SubjectConfirmation>`;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="${issued}" Destination="https://signin.aws.amazon.com/saml"><saml:Issuer>${escape(from)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status><saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_assertion" Version="2.0" IssueInstant="${issued}"><saml:Issuer>${escape(from)}</saml:Issuer><saml:Subject>${nameId === null ? '' : `<saml:NameID${attribute('Format', format)}>${escape(nameId)}</saml:NameID>`}${confirmation.repeat(confirmations)}</saml:Subject><saml:Conditions${attribute('NotBefore', notBefore)}${attribute('NotOnOrAfter', notOnOrAfter)}>${audiences.length === 0 ? '' : `<saml:AudienceRestriction>${audiences.map((audience) => `<saml:Audience>${escape(audience)}</saml:Audience>`).join('')}</saml:AudienceRestriction>`}</saml:Conditions><saml:AuthnStatement AuthnInstant="${issued}"${attribute('SessionNotOnOrAfter', wish.session)}/><saml:AttributeStatement>${statements}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

const at = (path: string): string => `/*[local-name(.)='Response']${path}`;

/** A signed response as XML. */
export function response(wish: Wish = {}): string {
  const { sign = 'assertion', signedBy = 'idp', before = (xml) => xml } = wish;
  const pair = keys[signedBy];
  const signed = (xml: string, path: string, isMessage: boolean): string =>
    samlify.SamlLib.constructSAMLSignature({
      rawSamlMessage: xml,
      ...(isMessage ? {} : { referenceTagXPath: at(path) }),
      privateKey: pair.key,
      signingCert: pair.certificate.replaceAll(/-----[A-Z ]+-----|\s/g, ''),
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      isBase64Output: false,
      isMessageSigned: isMessage,
      signatureConfig: {
        prefix: 'ds',
        location: { reference: `${at(path)}/*[local-name(.)='Issuer']`, action: 'after' },
      },
    });
  let xml = before(unsigned(wish));
  if (sign === 'assertion' || sign === 'both') xml = signed(xml, "/*[local-name(.)='Assertion']", false);
  if (sign === 'response' || sign === 'both') xml = signed(xml, '', true);
  return xml;
}

export const base64 = (xml: string): string => Buffer.from(xml).toString('base64');
