/**
 * Every statement of the guides that can be right or wrong in an account, and what the same data decides beyond them.
 * docs/coverage.md shows which rule decides each; a test holds the list and the rules together. Ids are permanent.
 */
export type Statement = {
  readonly id: string;
  /** What must hold, in our own words. */
  readonly says: string;
  /** Guide and step, such as `WorkSpaces 2.14`; the guides are named in docs/coverage.md. */
  readonly where: string;
  /** The command that checks it, given what the account does not hold: a relay state or a SAML response. */
  readonly checkedBy?: string;
} & (
  | { readonly seen: 'yes' }
  /** `unseen`: what AWS's API does not tell, and what to do instead. */
  | { readonly seen: 'partly' | 'afterwards' | 'no'; readonly unseen: string }
);

const relayCheck = '`euc-saml-audit relay-state --check URL`';
const doctor = (...checks: readonly string[]): string =>
  `\`euc-saml-audit doctor --saml-response FILE\` (${checks.map((check) => `\`${check}\``).join(', ')})`;

export const statementGroups: readonly { readonly title: string; readonly statements: readonly Statement[] }[] = [
  {
    title: 'SAML provider and role',
    statements: [
      {
        id: 'P1',
        says: 'IAM has a SAML provider for the identity provider.',
        where: 'WorkSpaces 1, AppStream 1',
        seen: 'yes',
      },
      {
        id: 'P2',
        says: "The SAML provider was made from the identity provider's metadata document.",
        where: 'WorkSpaces prerequisite 2 and 1, AppStream prerequisite 1 and 1',
        checkedBy: doctor('signature', 'issuer'),
        seen: 'partly',
        unseen:
          'That the document came from your identity provider cannot be proven: compare entity id and certificate with what the identity provider publishes.',
      },
      {
        id: 'P3',
        says: 'The certificates in the metadata are still good. IAM itself does not ask.',
        where: 'implied by WorkSpaces 1, AppStream 1',
        seen: 'yes',
      },
      {
        id: 'P4',
        says: 'Providers, roles and resources of GovCloud are named with the ARNs of GovCloud.',
        where: 'WorkSpaces 1, AppStream 1',
        seen: 'yes',
      },
      {
        id: 'P5',
        says: 'A SAML provider that exists is trusted by some role.',
        where: 'implied by WorkSpaces 2.4',
        seen: 'yes',
      },
      {
        id: 'R1',
        says: 'The role is one for SAML 2.0 federation.',
        where: 'WorkSpaces 2.3, AppStream 2.3',
        seen: 'yes',
      },
      {
        id: 'R2',
        says: 'The role trusts the provider of Step 1.',
        where: 'WorkSpaces 2.4 and 2.14, AppStream 2.4 and 2.14',
        seen: 'yes',
      },
      { id: 'R3', says: 'Nobody else may assume the role.', where: 'WorkSpaces 2.7, AppStream 2.7', seen: 'yes' },
      {
        id: 'R4',
        says: 'Neither of the two access methods of the console is chosen.',
        where: 'WorkSpaces 2.4, AppStream 2.4',
        seen: 'no',
        unseen:
          'The choice only changes the condition that the console proposes, and that condition is judged (R5, R6, R7); there is nothing else to look at.',
      },
      {
        id: 'R5',
        says: 'Only assertions with a persistent subject may assume the role.',
        where: 'WorkSpaces 2.5, 2.6 and 5, AppStream 2.6, 2.14 and 5',
        seen: 'yes',
      },
      {
        id: 'R6',
        says: 'A sign-in can meet the conditions of the trust policy.',
        where: 'WorkSpaces 2.7, AppStream 2.7',
        seen: 'yes',
      },
      { id: 'R7', says: "The audience is limited to AWS's sign-in URL.", where: 'AppStream 2.5 and 2.6', seen: 'yes' },
      {
        id: 'R8',
        says: 'The audiences include the sign-in URL of a second Region, to fail over to.',
        where: 'newer than the guides: IAM User Guide, SAML federation',
        seen: 'yes',
      },
      { id: 'R9', says: 'A WorkSpaces role allows sts:TagSession.', where: 'WorkSpaces 2.14', seen: 'yes' },
      {
        id: 'R10',
        says: 'An AppStream role allows sts:TagSession where entitlements or certificate-based authentication need it.',
        where: 'AppStream 2.14',
        seen: 'yes',
      },
      {
        id: 'R11',
        says: 'The trust policy is written in the current version of the policy language.',
        where: 'WorkSpaces 2.14, AppStream 2.14',
        seen: 'yes',
      },
      {
        id: 'R12',
        says: 'The trust policy grants nothing but SAML sign-in and its session tags.',
        where: 'WorkSpaces 2.14, AppStream 2.14',
        seen: 'yes',
      },
      {
        id: 'R13',
        says: 'No permissions are attached beside those for streaming.',
        where: 'WorkSpaces 2.8, AppStream 2.8',
        seen: 'yes',
      },
      { id: 'R14', says: 'The role may carry tags.', where: 'WorkSpaces 2.9, AppStream 2.9', seen: 'yes' },
      {
        id: 'R15',
        says: 'The name of the role tells its purpose.',
        where: 'WorkSpaces 2.11, AppStream 2.11',
        seen: 'partly',
        unseen: 'What a name means is for you to say: configure the pattern that names of streaming roles follow.',
      },
      {
        id: 'R16',
        says: 'The role may have a description.',
        where: 'WorkSpaces 2.12, AppStream 2.12',
        seen: 'no',
        unseen: 'A description is free: whether there is one is neither right nor wrong, and no rule looks at it.',
      },
      {
        id: 'R17',
        says: 'Sessions last longer than the default of one hour.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('session-duration'),
        seen: 'partly',
        unseen:
          "The SessionDuration attribute that the identity provider sends decides too: look at durationSeconds in CloudTrail's AssumeRoleWithSAML events.",
      },
    ],
  },
  {
    title: 'WorkSpaces permissions and directory',
    statements: [
      { id: 'W1', says: 'An inline policy of the role gives access.', where: 'WorkSpaces 3', seen: 'yes' },
      { id: 'W2', says: 'The action is workspaces:Stream, by its name.', where: 'WorkSpaces 3.3', seen: 'yes' },
      { id: 'W3', says: 'The resource is the ARN of one directory.', where: 'WorkSpaces 3.3', seen: 'yes' },
      { id: 'W4', says: 'Region, account and directory id in the ARN are real.', where: 'WorkSpaces 3.3', seen: 'yes' },
      { id: 'W5', says: "The ARN has the partition of the directory's Region.", where: 'WorkSpaces 3.3', seen: 'yes' },
      {
        id: 'W6',
        says: 'workspaces:userId must equal the subject of the assertion.',
        where: 'WorkSpaces 3.3',
        seen: 'yes',
      },
      {
        id: 'W7',
        says: 'No source address condition stands on workspaces:Stream: it does not work there.',
        where: 'WorkSpaces 3, Important',
        seen: 'yes',
      },
      {
        id: 'W8',
        says: 'IP access control groups limit the addresses instead.',
        where: 'WorkSpaces 3, Important',
        seen: 'yes',
      },
      {
        id: 'W9',
        says: 'Or the identity provider limits them.',
        where: 'WorkSpaces 3, Important',
        seen: 'no',
        unseen:
          'Policies of the identity provider are its own: read its sign-in policy, or try to sign in from an address that should be refused.',
      },
      {
        id: 'W10',
        says: 'The policy has no syntax errors.',
        where: 'WorkSpaces 3.4',
        seen: 'partly',
        unseen:
          'This tool knows the grammar and the keys that streaming uses; "aws accessanalyzer validate-policy" checks all the rest.',
      },
      { id: 'W11', says: 'SAML is available in the Region.', where: 'WorkSpaces prerequisites, 6', seen: 'yes' },
      {
        id: 'W12',
        says: 'The identity provider can start a sign-in itself, with a deep link.',
        where: 'WorkSpaces prerequisites',
        seen: 'partly',
        unseen:
          'Known products are recognised by the user access URL; ask the vendor of another one for IdP-initiated sign-in with RelayState.',
      },
      {
        id: 'W13',
        says: 'The directory is not a Simple AD, which works and is not recommended.',
        where: 'WorkSpaces prerequisites',
        seen: 'yes',
      },
      { id: 'W14', says: 'The directory is of a supported type.', where: 'WorkSpaces prerequisite 3', seen: 'yes' },
      {
        id: 'W15',
        says: 'The directory is registered with WorkSpaces.',
        where: 'WorkSpaces prerequisite 3',
        seen: 'yes',
      },
      {
        id: 'W16',
        says: 'Clients that do not speak SAML are kept out.',
        where: 'WorkSpaces prerequisites',
        seen: 'partly',
        unseen:
          'Device types are settings, client versions cannot be seen: your software management knows which are distributed.',
      },
      {
        id: 'W17',
        says: 'sAMAccountName and mail address in Active Directory are what the assertion says.',
        where: 'WorkSpaces prerequisite 1, 5',
        seen: 'no',
        unseen:
          "Neither the directory's users nor the assertion can be read from AWS: compare the claims of a test user at the identity provider with the user in Active Directory.",
      },
      {
        id: 'W18',
        says: 'The user has a WorkSpace.',
        where: 'WorkSpaces prerequisite 4, 4 Important; Introduction',
        seen: 'partly',
        unseen:
          'Who should have one is known only to you: compare the list of users at the identity provider with "aws workspaces describe-workspaces".',
      },
      {
        id: 'W19',
        says: 'SAML authentication is switched on.',
        where: 'WorkSpaces 7.3 to 7.6 and 7.10; Introduction',
        seen: 'yes',
      },
      { id: 'W20', says: 'Clients cannot fall back to the directory password.', where: 'WorkSpaces 7.8', seen: 'yes' },
      {
        id: 'W21',
        says: 'The user access URL is set and is one of an identity provider.',
        where: 'WorkSpaces 7.7',
        seen: 'yes',
      },
      {
        id: 'W22',
        says: 'The name of the deep link parameter fits the identity provider.',
        where: 'WorkSpaces 7.7',
        seen: 'yes',
      },
      {
        id: 'W23',
        says: 'Web Access is on to sign in from a browser, and there is no PCoIP there.',
        where: 'WorkSpaces 7.9',
        seen: 'partly',
        unseen: 'Whether browsers should be used is your choice, so Web Access that is off is never a fault.',
      },
      {
        id: 'W24',
        says: 'The directory of a pool has SAML on and a real user access URL.',
        where: 'newer than the guides: WorkSpaces Pools',
        seen: 'yes',
      },
      { id: 'W25', says: 'Some role lets users stream from the directory.', where: 'WorkSpaces 2, 3', seen: 'yes' },
      {
        id: 'W26',
        says: "The relay state is the URL of the directory's Region and registration code.",
        where: 'WorkSpaces 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The relay state is kept at the identity provider: take it from there, or from a captured sign-in.',
      },
      {
        id: 'W27',
        says: 'With cross-Region redirection, the relay state may name the domain instead of the code.',
        where: 'WorkSpaces 6',
        checkedBy: relayCheck,
        seen: 'partly',
        unseen:
          'Which of the two the identity provider sends is known only there: both forms are printed, and both are checked.',
      },
      {
        id: 'W28',
        says: 'With cross-Region redirection, SAML is on in both directories.',
        where: 'WorkSpaces 6',
        seen: 'yes',
      },
      {
        id: 'W29',
        says: "With cross-Region redirection, each Region's application has its own relay endpoint.",
        where: 'WorkSpaces 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The applications are kept at the identity provider: check the relay state of each of them.',
      },
      {
        id: 'W30',
        says: 'Certificate-based authentication has its authority, its session tags and SAML.',
        where: 'WorkSpaces 5',
        seen: 'yes',
      },
      {
        id: 'W31',
        says: 'The FIPS endpoint is used where it must be.',
        where: 'WorkSpaces 6',
        checkedBy: relayCheck,
        seen: 'partly',
        unseen:
          'The encryption of the directory is judged once you configure which it must be; the endpoint in the relay state is kept at the identity provider.',
      },
    ],
  },
  {
    title: 'Assertion and identity provider',
    statements: [
      {
        id: 'A1',
        says: "The identity provider trusts AWS as a service provider, by AWS's metadata.",
        where: 'WorkSpaces 4, AppStream 4',
        checkedBy: doctor('audience', 'recipient'),
        seen: 'no',
        unseen: "The assertion shows it: audience and Recipient come from AWS's metadata.",
      },
      {
        id: 'A2',
        says: 'The user is assigned to the application, and has a WorkSpace.',
        where: 'WorkSpaces 4, Important',
        seen: 'no',
        unseen:
          'Assignments are kept at the identity provider: compare them with "aws workspaces describe-workspaces".',
      },
      {
        id: 'A3',
        says: 'NameID is the WorkSpaces user name; for domain-joined fleets it is domain\\user or the user principal name.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('name-id-form'),
        seen: 'afterwards',
        unseen:
          'The form of NameID is checked in recorded and in captured sign-ins; that it is the name of this user is known only to the directory.',
      },
      {
        id: 'A4',
        says: 'The format of NameID is persistent.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('name-id-format'),
        seen: 'afterwards',
        unseen: 'Recorded and captured sign-ins show what the identity provider sends.',
      },
      {
        id: 'A5',
        says: 'The Role attribute pairs the role with its provider, both of the same account.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('role-attribute'),
        seen: 'partly',
        unseen: 'The assertion shows what the identity provider sends.',
      },
      {
        id: 'A6',
        says: 'RoleSessionName has 2 to 64 characters of those that STS takes: letters, digits and _ + = , . @ -',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('role-session-name'),
        seen: 'afterwards',
        unseen: 'AWS STS refuses another form: refused sign-ins are explained by sign-in-refused.',
      },
      {
        id: 'A7',
        says: 'PrincipalTag:Email is sent, and is the mail address that the directory has.',
        where: 'WorkSpaces 5',
        checkedBy: doctor('principal-tags'),
        seen: 'afterwards',
        unseen:
          'That it is sent is checked; whether it is the mail address of this user is known only to the directory.',
      },
      {
        id: 'A8',
        says: 'UserPrincipalName, ObjectSid and Domain are sent for certificate-based authentication.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('principal-tags'),
        seen: 'afterwards',
        unseen: 'That they are sent is checked; whether they fit the user is known only to the directory.',
      },
      {
        id: 'A9',
        says: 'ClientUserName may carry another form of the user name.',
        where: 'WorkSpaces 5',
        seen: 'no',
        unseen:
          'Only needed where users type domain\\user or a user principal name into the client: try it with a test user.',
      },
      {
        id: 'A10',
        says: 'SessionContext may pass parameters to applications.',
        where: 'AppStream 5',
        checkedBy: doctor('principal-tags'),
        seen: 'afterwards',
        unseen: 'What applications do with it is known only to them.',
      },
      {
        id: 'A11',
        says: 'SessionDuration is sent.',
        where: 'WorkSpaces 5, AppStream 5',
        checkedBy: doctor('session-duration'),
        seen: 'afterwards',
        unseen: 'Recorded and captured sign-ins show what the identity provider sends.',
      },
      {
        id: 'A12',
        says: 'The attributes that entitlements look at are sent.',
        where: 'AppStream 6',
        checkedBy: doctor('principal-tags'),
        seen: 'afterwards',
        unseen: 'Recorded and captured sign-ins show what the identity provider sends.',
      },
      {
        id: 'A13',
        says: 'The identity provider asks for a second factor and looks at the context.',
        where: 'Introduction',
        seen: 'no',
        unseen: 'Policies of the identity provider are its own: read its sign-in policy for the application.',
      },
      {
        id: 'A14',
        says: 'The user has the client, and starts the sign-in there.',
        where: 'Introduction',
        seen: 'no',
        unseen: 'Computers of users are out of sight: distribute the client with your software management.',
      },
      {
        id: 'A15',
        says: 'The user access URL was tested in a private window.',
        where: 'WorkSpaces 7.7',
        seen: 'no',
        unseen: 'This tool never calls the URL: open it in a private window and sign in.',
      },
      {
        id: 'A16',
        says: 'At the end of a session, client and browser disconnect in different ways.',
        where: 'AppStream 5, note',
        seen: 'no',
        unseen: 'There is nothing to set: tell users what happens when SessionDuration is over.',
      },
    ],
  },
  {
    title: 'AppStream 2.0 permissions and stack',
    statements: [
      {
        id: 'L1',
        says: 'The stack exists, spelled exactly as in the policy.',
        where: 'AppStream prerequisite 2, 3.3',
        seen: 'yes',
      },
      { id: 'L2', says: 'An inline policy of the role gives access.', where: 'AppStream 3', seen: 'yes' },
      { id: 'L3', says: 'The action is appstream:Stream, by its name.', where: 'AppStream 3.3', seen: 'yes' },
      { id: 'L4', says: 'The resource is the ARN of the stack.', where: 'AppStream 3.3', seen: 'yes' },
      { id: 'L5', says: "The ARN has the partition of the stack's Region.", where: 'AppStream 3.3', seen: 'yes' },
      {
        id: 'L6',
        says: 'All stacks at once are allowed only where entitlements control each of them.',
        where: 'AppStream 3.4',
        seen: 'yes',
      },
      { id: 'L7', says: 'An explicit deny may protect a stack further.', where: 'AppStream 3.4', seen: 'yes' },
      {
        id: 'L8',
        says: 'appstream:userId must equal the subject of the assertion.',
        where: 'AppStream 3.3',
        seen: 'yes',
      },
      {
        id: 'L9',
        says: 'The policy has no syntax errors.',
        where: 'AppStream 3.5',
        seen: 'partly',
        unseen:
          'This tool knows the grammar and the keys that streaming uses; "aws accessanalyzer validate-policy" checks all the rest.',
      },
      {
        id: 'L10',
        says: 'Domain-joined fleets need NameID as domain\\user or user principal name.',
        where: 'AppStream 5, note',
        checkedBy: doctor('name-id-form'),
        seen: 'partly',
        unseen: 'Recorded and captured sign-ins show what the identity provider sends.',
      },
      {
        id: 'L11',
        says: "The relay state is the URL of the stack's Region, account and name.",
        where: 'AppStream 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The relay state is kept at the identity provider: take it from there, or from a captured sign-in.',
      },
      {
        id: 'L12',
        says: 'The application that the relay state starts exists.',
        where: 'AppStream 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen:
          'Names of applications are not read: compare the one in the relay state with the application catalog of the stack.',
      },
      {
        id: 'L13',
        says: 'Starting the desktop needs a fleet with the desktop view.',
        where: 'AppStream 6',
        checkedBy: relayCheck,
        seen: 'partly',
        unseen: 'Whether the relay state asks for the desktop is known only at the identity provider.',
      },
      {
        id: 'L14',
        says: 'The client parameter works with the new endpoints and newer clients only.',
        where: 'AppStream 6, note and Table 3',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The endpoint is checked; that clients are 1.1.1300 or newer is known to your software management.',
      },
      {
        id: 'L15',
        says: 'For several stacks at once, the relay state names neither stack nor application.',
        where: 'AppStream 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The relay state is kept at the identity provider: check the one that the catalog has.',
      },
      {
        id: 'L16',
        says: 'Users stream from one stack at a time.',
        where: 'AppStream 6, note',
        seen: 'no',
        unseen: 'The service sees to it; there is nothing to set.',
      },
      { id: 'L17', says: 'The Region has a relay endpoint.', where: 'AppStream 6, Table 1', seen: 'yes' },
      {
        id: 'L18',
        says: 'The FIPS endpoint is used where FIPS is wanted.',
        where: 'AppStream 6',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'Whether FIPS is wanted is your choice: a FIPS endpoint is checked where the relay state names one.',
      },
      {
        id: 'L19',
        says: 'The new relay endpoints are used, not the old ones.',
        where: 'AppStream 6, Table 2',
        checkedBy: relayCheck,
        seen: 'no',
        unseen: 'The relay state is kept at the identity provider: take it from there, or from a captured sign-in.',
      },
      { id: 'L20', says: 'Somebody can reach the stack.', where: 'AppStream 2, 3', seen: 'yes' },
      {
        id: 'L21',
        says: 'Certificate-based authentication has its authority and its session tags.',
        where: 'AppStream 2.14, 5',
        seen: 'yes',
      },
    ],
  },
  {
    title: 'Beyond the guides',
    statements: [
      { id: 'X1', says: 'No user pool user gets in beside SAML.', where: 'AppStream 2.0 user pools', seen: 'yes' },
      {
        id: 'X2',
        says: 'An IP access control group that is in use has rules: without any it blocks everybody.',
        where: 'WorkSpaces IP access control groups',
        seen: 'yes',
      },
      { id: 'X3', says: 'Fleets have no public addresses.', where: 'AppStream 2.0 internet access', seen: 'yes' },
      { id: 'X4', says: 'Assertions may be encrypted.', where: 'IAM User Guide, SAML providers', seen: 'yes' },
      {
        id: 'X5',
        says: 'RADIUS, which certificate-based authentication passes by, is not what the second factor rests on.',
        where: 'WorkSpaces certificate-based authentication',
        seen: 'yes',
      },
      {
        id: 'X6',
        says: 'A streaming role is in use.',
        where: 'IAM User Guide, last accessed information',
        seen: 'yes',
      },
      {
        id: 'X7',
        says: 'The provider of a streaming role does not also serve administrators.',
        where: 'least privilege',
        seen: 'yes',
      },
      {
        id: 'X8',
        says: 'A permissions boundary does not take the streaming permission away.',
        where: 'IAM User Guide, permissions boundaries',
        seen: 'yes',
      },
      {
        id: 'X9',
        says: 'Connection aliases are associated, with accounts of your own.',
        where: 'WorkSpaces cross-Region redirection',
        seen: 'yes',
      },
      {
        id: 'X10',
        says: 'Roles for other work cannot open sessions of users.',
        where: 'IAM User Guide, least privilege',
        seen: 'yes',
      },
      {
        id: 'X11',
        says: 'Clients that support SAML can connect to the WorkSpaces.',
        where: 'WorkSpaces device access, VPC endpoints for streaming, AWS Directory Service',
        seen: 'yes',
      },
      {
        id: 'X12',
        says: 'Volumes of WorkSpaces are encrypted.',
        where: 'CIS 2.3; Security Hub WorkSpaces.1, WorkSpaces.2',
        seen: 'yes',
      },
      { id: 'X13', says: 'WorkSpaces install updates of the operating system.', where: 'CIS 2.10', seen: 'yes' },
      { id: 'X14', says: 'RADIUS servers use the recommended protocol.', where: 'CIS 2.18', seen: 'yes' },
      { id: 'X15', says: 'Web Access is denied where it is not wanted.', where: 'CIS 2.6', seen: 'yes' },
      { id: 'X16', says: 'Fleets run in a VPC of the account.', where: 'CIS 5.1', seen: 'yes' },
      { id: 'X17', says: 'Stacks stream through a VPC endpoint.', where: 'CIS 5.2', seen: 'yes' },
      { id: 'X18', says: 'Sessions end after 10 hours at most.', where: 'CIS 5.3', seen: 'yes' },
      { id: 'X19', says: 'Disconnected sessions end after 5 minutes at most.', where: 'CIS 5.4', seen: 'yes' },
      { id: 'X20', says: 'Idle users are disconnected after 10 minutes at most.', where: 'CIS 5.5', seen: 'yes' },
    ],
  },
];

export const statements: readonly Statement[] = statementGroups.flatMap(({ statements }) => statements);
