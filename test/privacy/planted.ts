import { calls } from '../../lib/collect/calls.ts';

/** A text that must not be found again, whole or in part. */
export const planted = 'plantedperson';
const address = `${planted}@people.example`;

/** Members that AWS's answers have, or could get, and that hold what people wrote or who they are. */
const extra = {
  Description: `ask ${address}`,
  Tags: [{ Key: 'Owner', Value: address }],
  UserName: address,
  FirstName: planted,
  EmailAddress: address,
  CreatedBy: { Name: planted, Mail: [address] },
  CustomerUserName: address,
  ServiceAccountCredentials: { AccountName: address, AccountPassword: planted },
  groupDesc: address,
  ruleDesc: address,
  RoleSessionName: address,
};

/** What decides who can sign in is kept as it is; docs/export.md says so. */
const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/** The value with an address in every place where AWS could put one. */
function withPeople(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPeople);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    if (name === 'UserName') return [name, address];
    if (documents.has(name)) return [name, member];
    if (name === 'SAMLMetadataDocument') return [name, withContacts(String(member))];
    if (name === 'Tags' && Array.isArray(member)) return [name, [...extra.Tags, ...member.map(withPeople)]];
    return [name, withPeople(member)];
  });
  // The answer's own members come first, as in an answer of AWS.
  return Object.fromEntries(new Map([...members, ...Object.entries(extra).filter(([name]) => !(name in value))]));
}

const withContacts = (xml: string): string =>
  xml.replace(
    /<\/([\w:]*EntityDescriptor)>\s*$/,
    `<!-- ${address} --><c:ContactPerson xmlns:c="urn:oasis:names:tc:SAML:2.0:metadata" contactType="support" mail="${address}">` +
      `<c:Company>${planted}</c:Company><c:GivenName><![CDATA[${planted}]]></c:GivenName>` +
      `<c:EmailAddress>&#109;ailto:${address}</c:EmailAddress></c:ContactPerson></$1>`,
  );

/** The answers of an account with people planted in all of them; users of the pool and error messages name them too. */
export function plantedAccount(files: Iterable<readonly [path: string, value: unknown]>): Map<string, unknown> {
  const account = new Map([...files].map(([path, value]) => [path, withPeople(value)] as const));
  for (const [path, value] of account) {
    if (path.endsWith('.error.json'))
      account.set(path, {
        code: 'AccessDeniedException',
        message: `User: arn:aws:sts::111122223333:assumed-role/Audit/${address} (${address}) is not authorized to perform: x`,
      });
    if (path === 'account.json')
      account.set(path, { ...(value as object), Arn: `arn:aws:sts::111122223333:assumed-role/Audit/${address}` });
  }
  return account;
}

/** Every call of a scan has an answer among the files. */
export const answersOf = (paths: readonly string[]): readonly string[] =>
  Object.values(calls)
    .map(({ service, command }) => `${service}.${command}`)
    .filter((name) => paths.some((path) => path.includes(`/${name}`)));
