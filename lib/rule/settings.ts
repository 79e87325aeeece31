/** What the configuration file may set for rules; the defaults are the guides' own word. */
export interface Settings {
  /** Days that a signing certificate must still last. */
  readonly certificateWarningDays: number;
  /** Days without use after which a streaming role counts as unused. */
  readonly unusedRoleDays: number;
  /** Sessions that must be renewed every hour are fine here. */
  readonly acceptHourlySessions: boolean;
  /** SAML providers that may exist: names, ARNs or entity ids of the identity provider. Not set: any may. */
  readonly approvedProviders?: readonly string[];
  /** Regular expression that the names of streaming roles match. Not set: any name will do. */
  readonly roleNamePattern?: string;
  /** Tag keys that every streaming role carries. Not set: none is asked for. */
  readonly requiredRoleTags?: readonly string[];
  /** Endpoint encryption that every WorkSpaces directory must have. Not set: either will do. */
  readonly endpointEncryptionMode?: 'STANDARD_TLS' | 'FIPS_VALIDATED';
  /** Ids of further AWS accounts of one's own, with which connection aliases may be shared. */
  readonly ownAccounts: readonly string[];
}

export const defaultSettings: Settings = {
  certificateWarningDays: 30,
  unusedRoleDays: 90,
  acceptHourlySessions: false,
  ownAccounts: [],
};
