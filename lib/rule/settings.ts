/** What the configuration file may set; the defaults of rules are the guides' own word. */
export interface Settings {
  readonly certificateWarningDays: number;
  readonly unusedRoleDays: number;
  readonly acceptHourlySessions: boolean;
  readonly approvedProviders?: readonly string[];
  readonly roleNamePattern?: string;
  readonly requiredRoleTags?: readonly string[];
  readonly endpointEncryptionMode?: 'STANDARD_TLS' | 'FIPS_VALIDATED';
  readonly webAccess?: 'DENY';
  readonly ownAccounts: readonly string[];
  readonly exceptionWarningDays: number;
}

/** What each setting means, as the rule pages, the documentation and editors show it. */
export const settingDescriptions: Readonly<Record<keyof Settings, string>> = {
  certificateWarningDays: 'Days that a signing certificate must still last.',
  unusedRoleDays: 'Days without use after which a streaming role counts as unused.',
  acceptHourlySessions: 'Sessions that must be renewed every hour are fine here.',
  approvedProviders:
    'SAML providers that may exist: names, ARNs or entity ids of the identity provider. Not set: any may.',
  roleNamePattern: 'Regular expression (RE2) that the names of streaming roles match. Not set: any name will do.',
  requiredRoleTags: 'Tag keys that every streaming role carries. Not set: none is asked for.',
  endpointEncryptionMode: 'Endpoint encryption that every WorkSpaces directory must have. Not set: either will do.',
  webAccess: 'DENY, when WorkSpaces directories must not allow Web Access. Not set: not checked.',
  ownAccounts: "Ids of further AWS accounts of one's own, with which connection aliases may be shared.",
  exceptionWarningDays: 'Days before its end in which reports warn of an exception that expires.',
};

export const defaultSettings: Settings = {
  certificateWarningDays: 30,
  unusedRoleDays: 90,
  acceptHourlySessions: false,
  ownAccounts: [],
  exceptionWarningDays: 30,
};
