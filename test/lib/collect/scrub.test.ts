import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scrub } from '../../../lib/collect/scrub.ts';
import type { ReadRequest, ReadResult } from '../../../lib/model/ports.ts';

const account = '111122223333';
const sha256 = (text: string): string => hash('sha256', text, 'hex');

function scrubbed(call: string, value: Readonly<Record<string, unknown>>): unknown {
  const [service = '', operation = ''] = call.split(':');
  const request: ReadRequest = { service, operation, region: 'eu-west-1' };
  const once = scrub(request, { outcome: 'read', value, requests: 1 }, account, sha256);
  expect(scrub(request, once, account, sha256)).toEqual(once);
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
    const id = sha256('111122223333:jane@example.com').slice(0, 16);
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
            RadiusSettings: { SharedSecret: 'hunter2' },
            RadiusStatus: 'Completed',
            ConnectSettings: { CustomerUserName: 'join' },
          },
        ],
      }),
    ).toEqual({ DirectoryDescriptions: [{ DirectoryId: 'd-1', Type: 'ADConnector', RadiusStatus: 'Completed' }] });
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

  it('empties the contact persons of SAML metadata', () => {
    expect(
      scrubbed('iam:GetSAMLProvider', {
        SAMLMetadataDocument: metadata(contact('Jane', 'mailto:jane@example.com')),
        SAMLProviderUUID: 'u',
      }),
    ).toEqual({ SAMLMetadataDocument: metadata(contact('', '')), SAMLProviderUUID: 'u' });
  });

  it('keeps of a certificate authority its state, and of its tags the keys', () => {
    expect(
      scrubbed('acm-pca:DescribeCertificateAuthority', {
        CertificateAuthority: {
          Arn: 'arn',
          Status: 'ACTIVE',
          Type: 'SUBORDINATE',
          CertificateAuthorityConfiguration: { Subject: { GivenName: 'Jane', Surname: 'Doe' } },
        },
      }),
    ).toEqual({ CertificateAuthority: { Arn: 'arn', Status: 'ACTIVE', Type: 'SUBORDINATE' } });
    expect(scrubbed('acm-pca:ListTags', { Tags: [{ Key: 'owner', Value: 'jane@example.com' }] })).toEqual({
      Tags: [{ Key: 'owner' }],
    });
  });

  it('hands on nothing in a shape it does not know', () => {
    expect(scrubbed('appstream:DescribeUsers', { Users: { UserName: 'jane@example.com' }, More: 'jane' })).toEqual({});
    expect(scrubbed('appstream:DescribeUsers', { Users: ['jane@example.com'] })).toEqual({ Users: [null] });
    expect(scrubbed('acm-pca:DescribeCertificateAuthority', { CertificateAuthority: 'Jane' })).toEqual({});
  });

  it('leaves refusals and harmless answers alone', () => {
    const request: ReadRequest = { service: 'appstream', operation: 'DescribeUsers', region: 'eu-west-1' };
    const denied: ReadResult = { outcome: 'denied', code: 'AccessDeniedException', detail: 'no', requests: 1 };
    expect(scrub(request, denied, account, sha256)).toBe(denied);
    const stacks = { Stacks: [{ Name: 'cad' }] };
    expect(scrubbed('appstream:DescribeStacks', stacks)).toBe(stacks);
  });
});
