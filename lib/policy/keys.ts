import { nearest } from '../text/nearest.ts';
import type { Shape, Uncertain } from './domain.ts';

/**
 * The condition keys of IAM as far as sign-in and streaming go: one row for each, with its presence in the two requests
 * that a sign-in leads to. Sources: IAM User Guide "AWS global condition context keys" and "IAM and AWS STS condition
 * context keys", Service Authorization Reference for STS, WorkSpaces and AppStream.
 */
export type KeyType = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip';

/** `assume`: AssumeRoleWithSAML, TagSession, SetSourceIdentity. `stream`: workspaces:Stream, appstream:Stream. */
export type Phase = 'assume' | 'stream';

/** Whether a key is in a request, and what is known of its value. */
type Availability =
  | { readonly kind: 'always' }
  | { readonly kind: 'sometimes' }
  /** A condition on it is decided: the key is missing. */
  | { readonly kind: 'never' }
  | Uncertain;

export interface KeyInfo {
  readonly type: KeyType;
  readonly multivalued: boolean;
  readonly availability: Availability;
  /** What its values look like, where AWS says so. */
  readonly shape?: Shape;
}

const always: Availability = { kind: 'always' };
const sometimes: Availability = { kind: 'sometimes' };
const never: Availability = { kind: 'never' };
const undocumented = (because: string, present?: boolean): Availability => ({ kind: 'undocumented', present, because });
const open = (because: string, present?: boolean): Availability => ({ kind: 'open', present, because });

/** Letters, digits and separators of any script (STS API Reference, Tag). */
const tagCharacter = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]$/u;
export const tagNameShape: Shape = { char: tagCharacter, least: 1, most: 128 };
const tagValueShape: Shape = { char: tagCharacter, least: 0, most: 256 };
/** RoleSessionName and SourceIdentity (STS API Reference, AssumeRole). */
const sessionNameShape: Shape = { char: /^[\w+=,.@-]$/, least: 2, most: 64 };
/** A NameID format is a URI, or the last part of one. */
const formatShape: Shape = { char: /^[\w:.\-/#%~+=@]$/, least: 0, most: 1024 };
/** The Issuer of an assertion is an entity ID: a URI (SAML core, 8.3.6). */
const issuerShape: Shape = { char: /^[^\s*<>"{}|\\^`]$/u, least: 1, most: 1024 };

interface Row {
  /** As AWS spells it. A name that ends in `/` is completed by a tag key. */
  readonly key: string;
  readonly type?: KeyType;
  readonly multivalued?: true;
  readonly assume: Availability;
  readonly stream: Availability;
  readonly shape?: Shape;
}

const organization = open('this scan does not read whether the account belongs to an organization, and to which');
const network = {
  assume: open(
    'such a sign-in usually does not come through a VPC endpoint of the account: AWS sends it to STS itself',
  ),
  stream: open('AWS does not document whether a streaming request comes through a VPC endpoint'),
};
const browser = {
  assume: open('AWS does not document what STS sees of the client in a browser sign-in'),
  stream: open('AWS does not document what a streaming request carries of the client'),
};

const rows: readonly Row[] = [
  // Properties of the request
  { key: 'aws:CurrentTime', type: 'date', assume: always, stream: always },
  { key: 'aws:EpochTime', type: 'date', assume: always, stream: always },
  { key: 'aws:SecureTransport', type: 'bool', assume: always, stream: always },
  { key: 'aws:ViaAWSService', type: 'bool', assume: always, stream: always },
  { key: 'aws:CalledVia', multivalued: true, assume: never, stream: never },
  { key: 'aws:CalledViaFirst', assume: never, stream: never },
  { key: 'aws:CalledViaLast', assume: never, stream: never },
  {
    key: 'aws:RequestedRegion',
    assume: open('the Region of the STS endpoint behind a browser sign-in is not documented', true),
    stream: open('AWS does not document that a streaming request is authorized in the Region of its resource', true),
  },
  {
    key: 'aws:SourceIp',
    type: 'ip',
    assume: open('AWS does not document which address STS sees in a browser sign-in'),
    stream: sometimes,
  },
  { key: 'aws:UserAgent', ...browser },
  { key: 'aws:Referer', ...browser },
  { key: 'aws:SourceAccount', assume: never, stream: never },
  { key: 'aws:SourceArn', type: 'arn', assume: never, stream: never },
  { key: 'aws:SourceOrgID', assume: never, stream: never },
  { key: 'aws:SourceOrgPaths', multivalued: true, assume: never, stream: never },

  // Properties of the network
  { key: 'aws:SourceVpc', ...network },
  { key: 'aws:SourceVpcArn', type: 'arn', ...network },
  { key: 'aws:SourceVpce', ...network },
  { key: 'aws:VpcSourceIp', type: 'ip', ...network },
  { key: 'aws:VpceAccount', ...network },
  { key: 'aws:VpceOrgID', ...network },
  { key: 'aws:VpceOrgPaths', multivalued: true, ...network },

  // Properties of the caller. A sign-in is not signed with credentials: it has none yet.
  { key: 'aws:PrincipalArn', type: 'arn', assume: never, stream: always },
  {
    key: 'aws:PrincipalAccount',
    assume: undocumented('AWS does not document the value of aws:PrincipalAccount in a SAML sign-in', true),
    stream: always,
  },
  {
    key: 'aws:PrincipalType',
    assume: undocumented('AWS does not document the value of aws:PrincipalType in a SAML sign-in', true),
    stream: always,
  },
  {
    key: 'aws:userid',
    assume: undocumented('AWS does not document the value of aws:userid in a SAML sign-in', true),
    stream: undocumented('this scan does not read the unique ID of the role, with which aws:userid begins', true),
  },
  { key: 'aws:username', assume: never, stream: never },
  { key: 'aws:PrincipalOrgID', assume: never, stream: organization },
  { key: 'aws:PrincipalOrgPaths', multivalued: true, assume: never, stream: organization },
  { key: 'aws:PrincipalIsAWSService', type: 'bool', assume: never, stream: always },
  { key: 'aws:PrincipalServiceName', assume: never, stream: never },
  { key: 'aws:PrincipalServiceNamesList', multivalued: true, assume: never, stream: never },
  { key: 'aws:PrincipalTag/', assume: never, stream: sometimes, shape: tagValueShape },

  // Properties of the session
  { key: 'aws:TokenIssueTime', type: 'date', assume: never, stream: always },
  { key: 'aws:MultiFactorAuthPresent', type: 'bool', assume: never, stream: never },
  { key: 'aws:MultiFactorAuthAge', type: 'numeric', assume: never, stream: never },
  { key: 'aws:SourceIdentity', assume: never, stream: sometimes, shape: sessionNameShape },
  { key: 'aws:FederatedProvider', assume: never, stream: never },
  { key: 'aws:AssumedRoot', assume: never, stream: never },
  { key: 'aws:ChatbotSourceArn', assume: never, stream: never },
  { key: 'aws:SignInSessionArn', assume: never, stream: never },
  { key: 'aws:ViaCustomerDomain', assume: never, stream: never },
  { key: 'aws:Ec2InstanceSourceVpc', assume: never, stream: never },
  { key: 'aws:Ec2InstanceSourcePrivateIPv4', type: 'ip', assume: never, stream: never },
  { key: 'ec2:SourceInstanceARN', type: 'arn', assume: never, stream: never },
  { key: 'ec2:RoleDelivery', assume: never, stream: never },
  { key: 'lambda:SourceFunctionArn', type: 'arn', assume: never, stream: never },
  { key: 'glue:RoleAssumedBy', assume: never, stream: never },
  { key: 'glue:CredentialIssuingService', assume: never, stream: never },
  { key: 'codebuild:BuildArn', type: 'arn', assume: never, stream: never },
  { key: 'codebuild:ProjectArn', type: 'arn', assume: never, stream: never },
  { key: 'ssm:SourceInstanceARN', type: 'arn', assume: never, stream: never },
  { key: 'identitystore:UserId', assume: never, stream: never },

  // Properties of the resource
  {
    key: 'aws:ResourceAccount',
    assume: undocumented('AWS does not document aws:ResourceAccount in a SAML sign-in'),
    stream: always,
  },
  { key: 'aws:ResourceOrgID', assume: organization, stream: organization },
  { key: 'aws:ResourceOrgPaths', multivalued: true, assume: organization, stream: organization },
  { key: 'aws:ResourceTag/', assume: sometimes, stream: sometimes },
  { key: 'iam:ResourceTag/', assume: sometimes, stream: never },

  // What the request passes
  { key: 'aws:RequestTag/', assume: sometimes, stream: never, shape: tagValueShape },
  { key: 'aws:TagKeys', multivalued: true, assume: sometimes, stream: never },
  { key: 'sts:TransitiveTagKeys', multivalued: true, assume: sometimes, stream: never },
  { key: 'sts:RoleSessionName', assume: always, stream: never, shape: sessionNameShape },
  { key: 'sts:SourceIdentity', assume: sometimes, stream: never, shape: sessionNameShape },
  { key: 'sts:ExternalId', assume: never, stream: never },
  { key: 'workspaces:userId', assume: never, stream: sometimes },
  { key: 'appstream:userId', assume: never, stream: sometimes },

  // The assertion. Three of its keys stay with the session; the others are gone once the role is assumed.
  { key: 'SAML:namequalifier', assume: sometimes, stream: sometimes },
  { key: 'SAML:sub', assume: sometimes, stream: sometimes },
  { key: 'SAML:sub_type', assume: sometimes, stream: sometimes, shape: formatShape },
  { key: 'SAML:aud', assume: sometimes, stream: never },
  { key: 'SAML:doc', assume: sometimes, stream: never },
  { key: 'SAML:iss', assume: sometimes, stream: never, shape: issuerShape },
  ...['eduPersonOrgDN', 'eduPersonPrimaryAffiliation', 'eduPersonPrimaryOrgUnitDN', 'eduPersonPrincipalName'].map(
    (name): Row => ({ key: `SAML:${name}`, assume: sometimes, stream: never }),
  ),
  ...[
    'cn',
    'commonName',
    'givenName',
    'mail',
    'name',
    'organizationStatus',
    'primaryGroupSID',
    'surname',
    'uid',
    'x500UniqueIdentifier',
    'eduOrgHomePageURI',
    'eduOrgIdentityAuthNPolicyURI',
    'eduOrgLegalName',
    'eduOrgSuperiorURI',
    'eduOrgWhitePagesURI',
    'eduPersonAffiliation',
    'eduPersonAssurance',
    'eduPersonEntitlement',
    'eduPersonNickname',
    'eduPersonOrgUnitDN',
    'eduPersonScopedAffiliation',
    'eduPersonTargetedID',
  ].map((name): Row => ({ key: `SAML:${name}`, multivalued: true, assume: sometimes, stream: never })),
];

const infoOf = ({ type = 'string', multivalued, shape }: Row, availability: Availability): KeyInfo => ({
  type,
  multivalued: multivalued === true,
  availability,
  ...(shape === undefined ? {} : { shape }),
});

const infos: Readonly<Record<Phase, ReadonlyMap<string, KeyInfo>>> = {
  assume: new Map(rows.map((row) => [row.key.toLowerCase(), infoOf(row, row.assume)])),
  stream: new Map(rows.map((row) => [row.key.toLowerCase(), infoOf(row, row.stream)])),
};

const noSuchKey: KeyInfo = { type: 'string', multivalued: false, availability: never };

/**
 * What is known of a key (lower case) in a request. A key that AWS does not have is in none. `undefined`: this tool
 * does not know the key, and concludes nothing from it.
 */
export function keyInfo(phase: Phase, key: string): KeyInfo | undefined {
  const found = infos[phase].get(headOf(key));
  if (found !== undefined) return found;
  return spellingOfKey(key).kind === 'wrong' ? noSuchKey : undefined;
}

/** The name of the row that speaks of a key: a tag key is cut off, its slash stays. */
function headOf(key: string): string {
  const slash = key.indexOf('/');
  if (slash < 0) return key;
  return slash === key.length - 1 ? '' : key.slice(0, slash + 1);
}

/** What is known of a key whose values are worth trying: it can be in the request, and AWS says what with. */
export function openKey(phase: Phase, key: string): KeyInfo | undefined {
  const info = keyInfo(phase, key);
  return info?.availability.kind === 'never' || info?.availability.kind === 'undocumented' ? undefined : info;
}

/** No such request carries the key: a condition on it finds it missing. */
export const isAbsent = (phase: Phase, key: string): boolean => keyInfo(phase, key)?.availability.kind === 'never';

export type KeySpelling =
  | { readonly kind: 'known' }
  /** AWS has no such key; `meant`: the one that it most likely was meant to be. */
  | { readonly kind: 'wrong'; readonly meant?: string }
  /** Says something about this tool: the key may well exist. */
  | { readonly kind: 'not known' };

/** Prefixes whose keys are all in the table. */
const complete = ['saml', 'workspaces', 'appstream'];
/** Real prefixes that look like these. */
const neighbors = ['workspaces-web', 'workspaces-instances', 'workspaces-thin-client'];

const spellings = new Map<string, KeySpelling>();

/** Whether AWS has a condition key, in any letter case. */
export function spellingOfKey(asWritten: string): KeySpelling {
  const known = spellings.get(asWritten);
  if (known !== undefined) return known;
  const read = readSpelling(asWritten.toLowerCase(), asWritten);
  // Bounded: policies of thousands of roles name the same few keys.
  if (spellings.size >= spellingLimit) spellings.clear();
  spellings.set(asWritten, read);
  return read;
}

const spellingLimit = 10_000;

function readSpelling(key: string, asWritten: string): KeySpelling {
  if (infos.assume.has(headOf(key))) return { kind: 'known' };
  const colon = key.indexOf(':');
  const prefix = key.slice(0, Math.max(0, colon));
  if (neighbors.includes(prefix)) return { kind: 'not known' };
  const meant = meantKey(key, asWritten);
  if (colon < 0 || nearest(prefix, complete) !== undefined) {
    return { kind: 'wrong', ...(meant === undefined ? {} : { meant }) };
  }
  // AWS adds global keys: only one that differs from a known one in a letter or two is taken for a mistake.
  const slip = prefix === 'aws' && meant !== undefined && Math.abs(meant.length - key.length) <= 1;
  return slip ? { kind: 'wrong', meant } : { kind: 'not known' };
}

/** The key of the table that is nearest to this one; a tag key stays as it is written. */
function meantKey(key: string, asWritten: string): string | undefined {
  const slash = key.indexOf('/');
  const tag = slash < 0 ? '' : asWritten.slice(slash + 1);
  const head = slash < 0 ? key : key.slice(0, slash + 1);
  const names = rows.map(({ key: name }) => name).filter((name) => name.endsWith('/') === (tag !== ''));
  const meant = nearest(head, names) ?? names.find((name) => withoutPrefix(name).toLowerCase() === withoutPrefix(head));
  return meant === undefined ? undefined : `${meant}${tag}`;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);
