import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { diagnoseProvider } from '../../lib/federation/provider-diagnosis.ts';
import { exampleSnapshot, guideWorkspacesPolicy, type ExampleAccount } from '../../lib/explain/example.ts';

const arn = (name: string, account = '111122223333') => `arn:aws:iam::${account}:saml-provider/${name}`;

const diagnose = (provider: string, given: Partial<ExampleAccount>) => {
  const account = accountOf(
    exampleSnapshot({ ...given, roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }] }),
  );
  const [role] = account.streamRoles.state === 'known' ? account.streamRoles.value : [];
  if (role === undefined) throw new Error('the example has a streaming role');
  const { status, causes, uncertainties } = diagnoseProvider(role, provider, account);
  return [status, ...causes.map(({ message, suggestion }) => [message, suggestion]), ...uncertainties];
};

describe('the provider of a sign-in', () => {
  const okta = { providers: [{ name: 'Okta' }, { name: 'EntraID' }] };

  it('exists', () => expect(diagnose(arn('Okta'), okta)).toEqual(['works']));

  it('is there in other letters', () =>
    expect(diagnose(arn('okta'), okta)).toEqual([
      'blocked',
      [
        'Role Desktops trusts SAML provider okta, which does not exist in this account. Provider Okta exists, and the policy specifies okta: names are case-sensitive.',
        arn('Okta'),
      ],
    ]));

  it('is there under a near name', () =>
    expect(diagnose(arn('EntraIDP'), okta)).toEqual([
      'blocked',
      [
        `Role Desktops trusts SAML provider EntraIDP, which does not exist in this account. Did you mean ${arn('EntraID')}?`,
        arn('EntraID'),
      ],
    ]));

  it('was replaced by one that no role trusts', () =>
    expect(diagnose(arn('AzureAD'), { providers: [{ name: 'Okta-2026' }] })).toEqual([
      'blocked',
      [
        'Role Desktops trusts SAML provider AzureAD, which does not exist in this account. Provider Okta-2026 exists, and no role trusts it.',
        arn('Okta-2026'),
      ],
    ]));

  it('is of another account', () =>
    expect(diagnose(arn('Ping', '444455556666'), okta)).toEqual([
      'blocked',
      [
        'Role Desktops trusts SAML provider Ping of account 444455556666, but a role accepts only providers of its own account.',
        undefined,
      ],
    ]));

  it('is a pattern', () =>
    expect(diagnose(arn('*'), okta)).toEqual([
      'blocked',
      [`Role Desktops trusts ${arn('*')}, but a wildcard inside the ARN of a principal matches nothing.`, undefined],
    ]));

  it('could not be listed', () => {
    const [status, uncertainty] = diagnose(arn('Okta'), { unread: ['iam:ListSAMLProviders'] });
    expect(status).toBe('unknown');
    expect(uncertainty).toMatchObject({
      message: 'AccessDeniedException: the scanning role may not call iam:ListSAMLProviders',
    });
  });
});
