import { trimEnd } from '../text/trim-end.ts';
import type { XmlElement } from '../saml/xml.ts';
import { assertionNamespace, childrenOf } from './response.ts';

/** What an assertion says. It holds personal data: nothing of it is printed but what is checked to be none. */
export interface Assertion {
  readonly issuer: string;
  readonly nameIds: readonly { readonly format: string | undefined; readonly value: string }[];
  readonly confirmations: readonly Confirmation[];
  readonly notBefore?: string;
  readonly notOnOrAfter?: string;
  readonly audiences: readonly string[];
  readonly sessionNotOnOrAfter?: string;
  readonly attributes: readonly Attribute[];
}

export interface Confirmation {
  readonly method: string;
  readonly data?: { readonly recipient?: string; readonly notBefore?: string; readonly notOnOrAfter?: string };
}

export interface Attribute {
  readonly name: string;
  /** With the white space around them. */
  readonly values: readonly string[];
}

const within = (parents: readonly XmlElement[], name: string): readonly XmlElement[] =>
  parents.flatMap((parent) => childrenOf(parent, assertionNamespace, name));

/** Reads an assertion without judging it. */
export function readAssertion(assertion: XmlElement): Assertion {
  const subjects = within([assertion], 'Subject');
  const conditions = within([assertion], 'Conditions');
  const [statement] = within([assertion], 'AuthnStatement');
  const sessionEnd = statement?.attributes.get('SessionNotOnOrAfter');
  return {
    issuer: within([assertion], 'Issuer')[0]?.text.trim() ?? '',
    nameIds: within(subjects, 'NameID').map(({ attributes, text }) => ({
      format: attributes.get('Format'),
      value: text,
    })),
    confirmations: within(subjects, 'SubjectConfirmation').map(confirmation),
    ...timesOf(conditions[0]),
    audiences: within(within(conditions, 'AudienceRestriction'), 'Audience').map(({ text }) => text.trim()),
    ...(sessionEnd === undefined ? {} : { sessionNotOnOrAfter: sessionEnd }),
    attributes: within(within([assertion], 'AttributeStatement'), 'Attribute').map((attribute) => ({
      name: attribute.attributes.get('Name') ?? '',
      values: within([attribute], 'AttributeValue').map(({ text }) => text),
    })),
  };
}

function confirmation(element: XmlElement): Confirmation {
  const [data] = within([element], 'SubjectConfirmationData');
  const recipient = data?.attributes.get('Recipient');
  return {
    method: element.attributes.get('Method') ?? '',
    ...(data === undefined ? {} : { data: { ...timesOf(data), ...(recipient === undefined ? {} : { recipient }) } }),
  };
}

function timesOf(element: XmlElement | undefined): { notBefore?: string; notOnOrAfter?: string } {
  const notBefore = element?.attributes.get('NotBefore');
  const notOnOrAfter = element?.attributes.get('NotOnOrAfter');
  return {
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notOnOrAfter === undefined ? {} : { notOnOrAfter }),
  };
}

/** What stands before the name of every attribute that AWS reads. */
const attributePrefix = 'https://aws.amazon.com/SAML/Attributes/';

/** The attributes of AWS with this name, in the order of the assertion. */
export const attributesNamed = (assertion: Assertion, name: string): readonly Attribute[] =>
  assertion.attributes.filter((attribute) => attribute.name === `${attributePrefix}${name}`);

/** Without what people get wrong in such a name. */
const plain = (name: string): string =>
  trimEnd(
    name
      .trim()
      .toLowerCase()
      .replace(/^http:/, 'https:'),
    '/',
  );

/**
 * Names of attributes that are almost the one that AWS reads: another letter case, `http` instead of `https`, white
 * space. Names say nothing about a person.
 */
export const almostNamed = (assertion: Assertion, name: string): boolean =>
  assertion.attributes.some((attribute) => {
    return (
      attribute.name !== `${attributePrefix}${name}` && plain(attribute.name) === plain(`${attributePrefix}${name}`)
    );
  });

/** The session tags, each `PrincipalTag:<key>` attribute once per value. */
export const tagsOf = (assertion: Assertion): readonly Attribute[] =>
  assertion.attributes.flatMap(({ name, values }) =>
    name.startsWith(`${attributePrefix}PrincipalTag:`)
      ? [{ name: name.slice(attributePrefix.length + 'PrincipalTag:'.length), values }]
      : [],
  );
