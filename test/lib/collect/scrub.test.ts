import { describe, expect, it } from 'vitest';
import { newPseudonyms } from '../../../lib/collect/pseudonyms.ts';
import { scrub } from '../../../lib/collect/scrub.ts';
import type { ReadRequest, ReadResult } from '../../../lib/model/ports.ts';

const account = '111122223333';
const pseudonyms = newPseudonyms();

function scrubbed(call: string, value: Readonly<Record<string, unknown>>): unknown {
  const [service = '', operation = ''] = call.split(':');
  const request: ReadRequest = { service, operation, region: 'eu-west-1' };
  const once = scrub(request, { outcome: 'read', value, requests: 1 }, pseudonyms);
  expect(scrub(request, once, pseudonyms)).toEqual(once);
  return once.outcome === 'read' ? once.value : once;
}

const contact = (given: string, mail: string): string =>
  `<md:ContactPerson contactType="technical"><md:GivenName>${given}</md:GivenName>` +
  `<md:EmailAddress xml:lang="en">${mail}</md:EmailAddress><md:Company>Example</md:Company></md:ContactPerson>`;
const metadata = (inside: string): string => `<md:EntityDescriptor entityID="x">${inside}</md:EntityDescriptor>`;

describe('scrub', () => {
  it('keeps of the caller only account and partition', () => {
    expect(
      scrubbed('sts:GetCallerIdentity', {
        UserId: 'AROAEXAMPLE:jane.doe@example.com',
        Account: account,
        Arn: 'arn:aws-us-gov:sts::111122223333:assumed-role/Auditor/jane.doe@example.com',
      }),
    ).toEqual({ Account: account, Arn: 'arn:aws-us-gov:iam::111122223333:root' });
  });

  it('gives a pool user the same pseudonym in every answer, and drops the rest of the person', () => {
    const id = pseudonyms('jane@example.com');
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(newPseudonyms()('jane@example.com')).not.toBe(id);
    expect(
      scrubbed('appstream:DescribeUsers', {
        Users: [
          {
            Arn: 'arn:aws:appstream:eu-west-1:111122223333:user/userpool/jane@example.com',
            UserName: 'jane@example.com',
            FirstName: 'Jane',
            LastName: 'Doe',
            Enabled: true,
            Status: 'CONFIRMED',
            CreatedTime: '2026-01-01T00:00:00.000Z',
            AuthenticationType: 'USERPOOL',
          },
        ],
      }),
    ).toEqual({ Users: [{ UserName: id, Enabled: true, Status: 'CONFIRMED', AuthenticationType: 'USERPOOL' }] });
    expect(
      scrubbed('appstream:DescribeUserStackAssociations', {
        UserStackAssociations: [
          {
            StackName: 'cad',
            UserName: 'jane@example.com',
            AuthenticationType: 'USERPOOL',
            SendEmailNotification: true,
          },
        ],
      }),
    ).toEqual({ UserStackAssociations: [{ StackName: 'cad', UserName: id, AuthenticationType: 'USERPOOL' }] });
  });

  it('leaves a pseudonym as it is', () => {
    const users = { Users: [{ UserName: '0123456789abcdef' }] };
    expect(scrubbed('appstream:DescribeUsers', users)).toEqual(users);
  });

  it('drops the service account of a directory config', () => {
    expect(
      scrubbed('appstream:DescribeDirectoryConfigs', {
        DirectoryConfigs: [
          {
            DirectoryName: 'corp.example.com',
            ServiceAccountCredentials: { AccountName: 'CORP\\join', AccountPassword: 'hunter2' },
            CertificateBasedAuthProperties: { Status: 'DISABLED' },
          },
        ],
      }),
    ).toEqual({
      DirectoryConfigs: [{ DirectoryName: 'corp.example.com', CertificateBasedAuthProperties: { Status: 'DISABLED' } }],
    });
  });

  it('keeps of a WorkSpace where it is and how it streams', () => {
    expect(
      scrubbed('workspaces:DescribeWorkspaces', {
        Workspaces: [
          {
            WorkspaceId: 'ws-1',
            DirectoryId: 'd-1',
            UserName: 'jane',
            IpAddress: '10.0.0.1',
            ComputerName: 'WSAMZN-JANE',
            State: 'AVAILABLE',
            WorkspaceProperties: { RunningMode: 'AUTO_STOP', Protocols: ['WSP'] },
          },
          { DirectoryId: 'd-1', UserName: 'joe' },
        ],
        NextToken: 't',
      }),
    ).toEqual({
      Workspaces: [
        { DirectoryId: 'd-1', State: 'AVAILABLE', WorkspaceProperties: { Protocols: ['WSP'] } },
        { DirectoryId: 'd-1' },
      ],
      NextToken: 't',
    });
  });

  it('drops secrets and account names of directories', () => {
    expect(
      scrubbed('workspaces:DescribeWorkspaceDirectories', {
        Directories: [
          {
            DirectoryId: 'd-1',
            CustomerUserName: 'Administrator',
            ActiveDirectoryConfig: { DomainName: 'corp', ServiceAccountSecretArn: 'arn:aws:secretsmanager:…' },
            State: 'REGISTERED',
          },
        ],
      }),
    ).toEqual({ Directories: [{ DirectoryId: 'd-1', State: 'REGISTERED' }] });
    expect(
      scrubbed('ds:DescribeDirectories', {
        DirectoryDescriptions: [
          {
            DirectoryId: 'd-1',
            Type: 'ADConnector',
            RadiusSettings: { SharedSecret: 'hunter2', AuthenticationProtocol: 'PAP' },
            RadiusStatus: 'Completed',
            ConnectSettings: { CustomerUserName: 'join' },
          },
        ],
      }),
    ).toEqual({
      DirectoryDescriptions: [
        {
          DirectoryId: 'd-1',
          Type: 'ADConnector',
          RadiusSettings: { AuthenticationProtocol: 'PAP' },
          RadiusStatus: 'Completed',
        },
      ],
    });
  });

  it('drops the users and groups of an export that was made without the filter', () => {
    expect(
      scrubbed('iam:GetAccountAuthorizationDetails', {
        UserDetailList: [{ UserName: 'jane' }],
        GroupDetailList: [],
        RoleDetailList: [],
        Policies: [],
        IsTruncated: false,
      }),
    ).toEqual({ RoleDetailList: [], Policies: [], IsTruncated: false });
  });

  it('drops the contact persons, organizations, extensions and comments of SAML metadata', () => {
    const described = (xml: string) =>
      scrubbed('iam:GetSAMLProvider', { SAMLMetadataDocument: xml, SAMLProviderUUID: 'u', Tags: [{ Key: 'k' }] });
    const kept = { SAMLMetadataDocument: metadata('<md:IDPSSODescriptor/>'), SAMLProviderUUID: 'u' };
    for (const extra of [
      contact('Jane', 'mailto:jane@example.com'),
      contact('<![CDATA[</md:ContactPerson>Jane]]>', 'jane@example.com').replaceAll('md:', 'x.y:'),
      '<md:ContactPerson note=">jane" contactType="other"/>',
      '<ContactPerson><Extensions><ContactPerson/></Extensions>jane</ContactPerson >',
      '<md:Organization><md:OrganizationName>Jane</md:OrganizationName></md:Organization>',
      '<!-- <md:EntityDescriptor> ask jane@example.com -->',
      '<md:Extensions><any xmlns="urn:x">jane@example.com</any></md:Extensions>',
    ]) {
      expect(described(metadata(`${extra}<md:IDPSSODescriptor/>`))).toEqual(kept);
      expect(described(metadata(`<md:IDPSSODescriptor/>${extra}`))).toEqual(kept);
    }
    expect(described(metadata('<![CDATA[<!--]]><?x <md:Organization> ?>'))).toEqual({
      ...kept,
      SAMLMetadataDocument: metadata('<![CDATA[<!--]]><?x <md:Organization> ?>'),
    });
  });

  it('drops to its end what a document does not close, which is no XML anyway', () => {
    expect(scrubbed('iam:GetSAMLProvider', { SAMLMetadataDocument: '<a><ContactPerson>jane <b>' })).toEqual({
      SAMLMetadataDocument: '<a>',
    });
    expect(scrubbed('iam:GetSAMLProvider', { SAMLMetadataDocument: '<a><!-- jane <b>' })).toEqual({
      SAMLMetadataDocument: '<a>',
    });
    const long = '<!--<ContactPerson><![CDATA[<?'.repeat(100_000);
    expect(scrubbed('iam:GetSAMLProvider', { SAMLMetadataDocument: `<a>${long}` })).toEqual({
      SAMLMetadataDocument: '<a>',
    });
  });

  it('keeps the value of a role tag only where a policy compares that tag', () => {
    const Tags = [
      { Key: 'Owner', Value: 'jane@example.com' },
      { Key: 'Team', Value: 'cad' },
      { Key: 'Site', Value: 'paris' },
    ];
    const document = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'cad' } } };
    const answer = {
      RoleDetailList: [{ RoleName: 'a', Tags, RolePolicyList: [{ PolicyName: 'p', PolicyDocument: document }] }],
      Policies: [
        {
          Arn: 'x',
          Description: 'jane',
          DefaultVersionId: 'v2',
          PolicyVersionList: [
            { VersionId: 'v1', IsDefaultVersion: false, Document: 'old' },
            { VersionId: 'v2', IsDefaultVersion: true, Document: 'aws%3AResourceTag%2FSite' },
          ],
        },
      ],
    };
    expect(scrubbed('iam:GetAccountAuthorizationDetails', answer)).toEqual({
      RoleDetailList: [{ ...answer.RoleDetailList[0], Tags: [{ Key: 'Owner', Value: 'left out' }, ...Tags.slice(1)] }],
      Policies: [
        {
          Arn: 'x',
          DefaultVersionId: 'v2',
          PolicyVersionList: [{ VersionId: 'v2', IsDefaultVersion: true, Document: 'aws%3AResourceTag%2FSite' }],
        },
      ],
    });
  });

  it('keeps of a certificate authority its state, and of its tags the keys', () => {
    expect(
      scrubbed('acm-pca:DescribeCertificateAuthority', {
        CertificateAuthority: {
          Arn: 'arn',
          Status: 'ACTIVE',
          Type: 'SUBORDINATE',
          CertificateAuthorityConfiguration: { Subject: { GivenName: 'Jane', Surname: 'Doe' } },
          RevocationConfiguration: { CrlConfiguration: { Enabled: true, S3BucketName: 'crl-jane' } },
        },
      }),
    ).toEqual({
      CertificateAuthority: {
        Arn: 'arn',
        Status: 'ACTIVE',
        Type: 'SUBORDINATE',
        RevocationConfiguration: { CrlConfiguration: { Enabled: true } },
      },
    });
    expect(scrubbed('acm-pca:ListTags', { Tags: [{ Key: 'owner', Value: 'jane@example.com' }] })).toEqual({
      Tags: [{ Key: 'owner' }],
    });
  });

  it('keeps of what has another shape that it has another shape, and nothing of what it holds', () => {
    const jane = 'jane@example.com';
    expect(scrubbed('appstream:DescribeUsers', { Users: { UserName: jane }, More: jane })).toEqual({
      Users: { UserName: pseudonyms(jane) },
    });
    expect(scrubbed('appstream:DescribeUsers', { Users: [jane] })).toEqual({ Users: [''] });
    expect(scrubbed('appstream:DescribeUsers', { Users: jane })).toEqual({ Users: '' });
    expect(scrubbed('appstream:DescribeUsers', { Users: [{ UserName: { of: jane } }] })).toEqual({
      Users: [{ UserName: {} }],
    });
    expect(scrubbed('appstream:DescribeUsers', { Users: 5 })).toEqual({ Users: 5 });
    expect(scrubbed('acm-pca:DescribeCertificateAuthority', { CertificateAuthority: 'Jane' })).toEqual({
      CertificateAuthority: '',
    });
  });

  it('keeps of the answer to another call the names of its members, and nothing else', () => {
    expect(
      scrubbed('appstream:DescribeUserStackAssociations', {
        Stacks: [{ Name: 'jane' }],
        Owner: 'jane',
        NextToken: 't',
      }),
    ).toEqual({ Stacks: null, Owner: null, NextToken: 't' });
    expect(scrubbed('appstream:DescribeUserStackAssociations', {})).toEqual({});
  });

  it('leaves refusals and harmless answers alone', () => {
    const request: ReadRequest = { service: 'appstream', operation: 'DescribeUsers', region: 'eu-west-1' };
    const denied: ReadResult = { outcome: 'denied', code: 'AccessDeniedException', detail: 'no', requests: 1 };
    expect(scrub(request, denied, pseudonyms)).toBe(denied);
    const stacks = { Stacks: [{ Name: 'cad' }] };
    expect(scrubbed('appstream:DescribeStacks', stacks)).toEqual(stacks);
  });
});
