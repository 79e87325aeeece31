import type { Fact } from './fact.ts';
import type { SignIns } from './sign-ins.ts';

/**
 * Everything one scan learned about one account, from AWS or from an export: the same shape either way, plain JSON,
 * no clock and no order of arrival inside. Judging reads nothing else.
 */
export interface Snapshot {
  readonly account: { readonly id: string; readonly partition: string };
  readonly source: 'live' | 'export';
  /** When the reading began, ISO 8601 UTC. Rules about age measure against this, never against a clock. */
  readonly asOf: string;
  /** Regions that were looked at, sorted. A Region that is not here was not looked at at all. */
  readonly regions: readonly string[];
  readonly roles: Fact<readonly Role[]>;
  readonly samlProviders: Fact<readonly SamlProvider[]>;
  readonly byRegion: Readonly<Record<string, RegionSnapshot>>;
  readonly coverage: readonly Coverage[];
  /** What CloudTrail recorded of sign-ins; absent: nobody asked for it. */
  readonly signIns?: Fact<SignIns>;
}

/** What became of one call. One entry per call and Region, named calls (`GetSAMLProvider x`) one per resource. */
export interface Coverage {
  readonly region: string;
  /** `service:Operation` as in the IAM action list, e.g. `workspaces:DescribeWorkspaceDirectories`. */
  readonly call: string;
  /** The resource asked for, when the call is made per resource (provider, stack, CA). */
  readonly resource?: string;
  readonly outcome: Outcome;
  readonly detail?: string;
  /** Requests sent, retries and pages included; 0 for an export. */
  readonly requests: number;
}

export type Outcome = 'read' | 'denied' | 'throttled' | 'failed' | 'not-offered' | 'not-enabled' | 'not-exported';

// ---------------------------------------------------------------- IAM (domain-facts 3)

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** The trust policy as JSON; unreadable (`unparseable`) when the text is not JSON. */
  readonly trust: Fact<unknown>;
  /** Inline and attached policies. Unreadable as a whole when only `ListRoles` answered. */
  readonly policies: Fact<readonly AttachedPolicy[]>;
  /** Absent: the role has no permissions boundary. */
  readonly boundary: Fact<AttachedPolicy>;
  /** Key → value. */
  readonly tags: Fact<Readonly<Record<string, string>>>;
  /** ISO 8601; absent: never used in the tracking period. */
  readonly lastUsed: Fact<string>;
  readonly created: Fact<string>;
  /** Seconds; only `ListRoles` gives it. */
  readonly maxSessionDuration: Fact<number>;
}

export interface AttachedPolicy {
  readonly kind: 'inline' | 'customer-managed' | 'aws-managed';
  readonly name: string;
  /** Managed policies only. */
  readonly arn?: string;
  /** The policy (default version) as JSON. */
  readonly document: Fact<unknown>;
}

export interface SamlProvider {
  readonly arn: string;
  readonly name: string;
  /** `AWSSSO_<16 hex>_DO_NOT_DELETE` belongs to IAM Identity Center and is not judged. */
  readonly ownedByIdentityCenter: boolean;
  readonly created: Fact<string>;
  /** From `GetSAMLProvider`. */
  readonly uuid: Fact<string>;
  readonly assertionEncryption: Fact<'Required' | 'Allowed'>;
  readonly metadata: Fact<ProviderMetadata>;
}

/** What the SAML metadata document says, without the document. */
export interface ProviderMetadata {
  /** Why the document cannot be used, e.g. "not well-formed XML: …"; absent when it can. */
  readonly problem?: string;
  readonly entityIds: readonly string[];
  /**
   * The issuers whose assertions AWS accepts: those that IAM lists (`SAMLKeyHashes`), else the entity ids of all that
   * have an `IDPSSODescriptor`. An entity that is only a service provider issues none.
   */
  readonly issuers: readonly string[];
  /** An `IDPSSODescriptor` is there. */
  readonly describesIdp: boolean;
  /** Where the identity provider expects authentication requests. */
  readonly singleSignOnServices: readonly SingleSignOnService[];
  /** One for each signing key (`X509Data`); the certificates that issued it are left out. */
  readonly signingCertificates: readonly SigningCertificate[];
}

export interface SingleSignOnService {
  /** `HTTP-POST`, `HTTP-Redirect`, `SOAP`; the whole URI when it is not one of SAML 2.0. */
  readonly binding: string;
  readonly location: string;
}

export interface SigningCertificate {
  /** ISO 8601, or absent when the X.509 block cannot be parsed. */
  readonly notAfter?: string;
  readonly problem?: string;
  /** Ends of further certificates of the same key that did not issue it: which of them signs is not determined. */
  readonly alternatives?: readonly string[];
}

// ---------------------------------------------------------------- one Region

export interface RegionSnapshot {
  readonly region: string;
  readonly directories: Fact<readonly Directory[]>;
  readonly ipGroups: Fact<readonly IpGroup[]>;
  readonly connectionAliases: Fact<readonly ConnectionAlias[]>;
  /** Absent where no directory is one of WorkSpaces Pools. */
  readonly pools: Fact<readonly Pool[]>;
  /** WorkSpaces counted by directory; nobody's name is kept. */
  readonly workspaces: Fact<Readonly<Record<string, WorkspaceCount>>>;
  /** By `DirectoryId`; an id that Directory Service does not know is absent. */
  readonly directoryService: Readonly<Record<string, Fact<DirectoryServiceDirectory>>>;
  readonly stacks: Fact<readonly Stack[]>;
  readonly fleets: Fact<readonly Fleet[]>;
  readonly directoryConfigs: Fact<readonly DirectoryConfig[]>;
  readonly poolUsers: Fact<readonly PoolUser[]>;
  /** By ARN: every CA that a directory or directory config of this Region names. */
  readonly certificateAuthorities: Readonly<Record<string, Fact<CertificateAuthority>>>;
}

// ---------------------------------------------------------------- WorkSpaces (domain-facts 1.5)

export interface Directory {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly alias?: string;
  readonly name?: string;
  readonly registrationCode?: string;
  /** SIMPLE_AD also stands for Managed Microsoft AD: only Directory Service tells them apart (domain-facts 1.4). */
  readonly type?: string;
  readonly state?: string;
  readonly errorMessage?: string;
  readonly userIdentityType?: string;
  readonly workspaceType?: string;
  /** Empty: none associated, which AWS treats as "open to all". */
  readonly ipGroupIds: readonly string[];
  readonly saml: {
    /** DISABLED, ENABLED or ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK; a missing member means DISABLED. */
    readonly status: string;
    readonly userAccessUrl?: string;
    readonly relayStateParameterName?: string;
  };
  readonly certificateAuth: { readonly status: string; readonly certificateAuthorityArn?: string };
  /** `DeviceTypeWindows` … → ALLOW | DENY. A missing member is unknown, not ALLOW. */
  readonly access: Readonly<Record<string, string>>;
  /** Absent: sessions are streamed over the internet. Present: IP groups no longer count (domain-facts 1.7). */
  readonly streamingEndpoint?: {
    readonly vpcEndpointIds: readonly string[];
    /** Protocols that may still be streamed over the internet: PCOIP or none. */
    readonly internetFallback: readonly string[];
  };
  readonly encryptionMode?: string;
  readonly maintenanceMode?: boolean;
}

export interface IpGroup {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly name?: string;
  /** CIDR blocks. */
  readonly rules: readonly string[];
}

/** A pool of WorkSpaces Pools. */
export interface Pool {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly state?: string;
  readonly directoryId?: string;
}

export interface ConnectionAlias {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly connectionString: string;
  readonly state?: string;
  readonly ownerAccountId?: string;
  readonly associations: readonly {
    readonly status?: string;
    readonly accountId?: string;
    readonly directoryId?: string;
  }[];
}

export interface WorkspaceCount {
  readonly total: number;
  readonly pcoip: number;
  /** WorkSpaces that run Linux, without those that use PCoIP. */
  readonly linux?: number;
  /** Those for which AWS does not report that both volumes are encrypted; absent: none. */
  readonly withoutEncryption?: number;
}

export interface DirectoryServiceDirectory {
  readonly id: string;
  /** SimpleAD, ADConnector, MicrosoftAD, SharedMicrosoftAD. */
  readonly type?: string;
  readonly stage?: string;
  readonly radiusStatus?: string;
  /** PAP, CHAP, MS-CHAPv1 or MS-CHAPv2. */
  readonly radiusProtocol?: string;
}

export interface CertificateAuthority {
  readonly arn: string;
  readonly status?: string;
  /** How clients learn that a certificate was revoked; absent: AWS or the export says nothing about it. */
  readonly revocation?: { readonly crl: boolean; readonly ocsp: boolean };
  readonly tagKeys: Fact<readonly string[]>;
}

// ---------------------------------------------------------------- AppStream 2.0 (domain-facts 2.3)

export interface Stack {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Names of the fleets behind it. */
  readonly fleets: Fact<readonly string[]>;
  readonly entitlements: Fact<readonly Entitlement[]>;
  /** User pool users assigned to it, as hashes; from `DescribeUserStackAssociations`. */
  readonly assignedPoolUsers: Fact<readonly string[]>;
  /** Interface VPC endpoints that it streams through; absent or empty: over the internet. */
  readonly streamingEndpointIds?: readonly string[];
}

export interface Entitlement {
  readonly name: string;
  readonly attributeNames: readonly string[];
}

export interface Fleet {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly state?: string;
  readonly streamView?: string;
  readonly defaultInternetAccess?: boolean;
  /** Subnets of a VPC of the account; absent or empty: none. */
  readonly subnetIds?: readonly string[];
  readonly maxUserDurationInSeconds?: number;
  readonly disconnectTimeoutInSeconds?: number;
  /** 0: idle users are not disconnected. */
  readonly idleDisconnectTimeoutInSeconds?: number;
  /** Active Directory domain it joins; absent member: not domain-joined. */
  readonly directoryName?: string;
}

export interface DirectoryConfig {
  readonly directoryName: string;
  readonly arn: string;
  readonly region: string;
  readonly certificateAuth: { readonly status: string; readonly certificateAuthorityArn?: string };
}

export interface PoolUser {
  /** Stable hash of the e-mail address; the address itself is never kept. */
  readonly id: string;
  readonly enabled: boolean;
  readonly status?: string;
}
