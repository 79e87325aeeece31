import type { ReadRequest, ReadResult } from '../model/ports.ts';
import { parseArn } from '../model/arn.ts';
import { isRecord } from './shape.ts';

/** Lower-case hexadecimal SHA-256 of the text as UTF-8; an argument, because it comes from Node. */
export type Sha256 = (text: string) => string;

type Members = Readonly<Record<string, unknown>>;
type Scrubber = (answer: Members, pseudonym: (address: unknown) => unknown) => Members;

/**
 * The answer without what nobody needs to judge it: credentials, secrets and whatever is about a person. Every source
 * hands on scrubbed answers only, and every recorder writes only such. Addresses of user-pool users become a
 * pseudonym that is the same in every answer of the account; scrubbing twice changes nothing.
 */
export function scrub(request: ReadRequest, result: ReadResult, accountId: string, sha256: Sha256): ReadResult {
  const scrubber = scrubbers[`${request.service}:${request.operation}`];
  if (result.outcome !== 'read' || scrubber === undefined) return result;
  const pseudonym = (address: unknown): unknown =>
    typeof address !== 'string' || pseudonymForm.test(address)
      ? address
      : sha256(`${accountId}:${address}`).slice(0, 16);
  return { ...result, value: scrubber(result.value, pseudonym) };
}

/** No address looks like it: an address has an at sign. */
const pseudonymForm = /^[0-9a-f]{16}$/;

const scrubbers: Readonly<Record<string, Scrubber>> = {
  // The caller's ARN ends with a user or session name; account and partition are all that is needed.
  'sts:GetCallerIdentity': ({ Account, Arn }) => ({ Account, Arn: rootArn(Arn) }),
  // An export made without the filter holds users and groups too.
  'iam:GetAccountAuthorizationDetails': (answer) =>
    keep(answer, ['RoleDetailList', 'Policies', 'IsTruncated', 'Marker']),
  'iam:GetSAMLProvider': (answer) => ({
    ...answer,
    SAMLMetadataDocument: withoutContacts(answer['SAMLMetadataDocument']),
  }),
  'workspaces:DescribeWorkspaceDirectories': (answer) =>
    each(answer, 'Directories', (directory) => drop(directory, ['CustomerUserName', 'ActiveDirectoryConfig'])),
  'workspaces:DescribeWorkspaces': (answer) =>
    each(answer, 'Workspaces', (workspace) => ({
      ...keep(workspace, ['DirectoryId', 'State']),
      ...mapMember(workspace, 'WorkspaceProperties', (properties) => keep(properties, ['Protocols'])),
    })),
  // A description holds the RADIUS secret and the name of the account that joins the domain.
  'ds:DescribeDirectories': (answer) =>
    each(answer, 'DirectoryDescriptions', (directory) =>
      keep(directory, ['DirectoryId', 'Type', 'Edition', 'Stage', 'RadiusStatus']),
    ),
  'appstream:DescribeDirectoryConfigs': (answer) =>
    each(answer, 'DirectoryConfigs', (config) => drop(config, ['ServiceAccountCredentials'])),
  'appstream:DescribeUsers': (answer, pseudonym) =>
    each(answer, 'Users', (user) => ({
      ...keep(user, ['Enabled', 'Status', 'AuthenticationType']),
      UserName: pseudonym(user['UserName']),
    })),
  'appstream:DescribeUserStackAssociations': (answer, pseudonym) =>
    each(answer, 'UserStackAssociations', (association) => ({
      ...keep(association, ['StackName', 'AuthenticationType']),
      UserName: pseudonym(association['UserName']),
    })),
  'acm-pca:DescribeCertificateAuthority': (answer) =>
    mapMember(answer, 'CertificateAuthority', (authority) => keep(authority, ['Arn', 'Type', 'Status'])),
  'acm-pca:ListTags': (answer) => each(answer, 'Tags', (tag) => keep(tag, ['Key'])),
};

const keep = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));

const drop = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

/** Anything but an object in its place is dropped: nobody could say what is in it. */
function mapMember(members: Members, name: string, f: (value: Members) => Members): Members {
  const value = members[name];
  return isRecord(value) ? { [name]: f(value) } : {};
}

/** The list with each item scrubbed, and the paging token; nothing else, and no item that is not an object. */
function each(answer: Members, name: string, f: (item: Members) => Members): Members {
  const token = keep(answer, ['NextToken']);
  const items = answer[name];
  return Array.isArray(items) ? { [name]: items.map((item) => (isRecord(item) ? f(item) : null)), ...token } : token;
}

function rootArn(arn: unknown): unknown {
  const parts = typeof arn === 'string' ? parseArn(arn) : undefined;
  return parts === undefined ? undefined : `arn:${parts.partition}:iam::${parts.account}:root`;
}

/** SAML metadata names people to call; the elements stay, so that well-formed XML stays well-formed. */
const withoutContacts = (xml: unknown): unknown =>
  typeof xml === 'string'
    ? xml.replaceAll(/(<(?:[\w.-]+:)?(?:GivenName|SurName|EmailAddress|TelephoneNumber)(?:\s[^<>]*)?>)[^<]+/g, '$1')
    : xml;
