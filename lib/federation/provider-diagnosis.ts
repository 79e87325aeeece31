import type { StepDiagnosis } from '../model/diagnosis.ts';
import { parseArn } from '../model/arn.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { nearest } from '../text/nearest.ts';
import type { Account } from './account.ts';
import { nameOf } from './statement-words.ts';
import type { StreamRole } from './stream-role.ts';

/** Whether the SAML provider that a role trusts exists in its account, and which one was probably meant. */
export function diagnoseProvider(role: StreamRole, provider: string, account: Account): StepDiagnosis {
  const listed = account.snapshot.samlProviders;
  if (listed.state === 'unreadable') {
    const message = `Could not check whether provider ${provider} exists: ${listed.detail}.`;
    return { status: 'unknown', causes: [], uncertainties: [{ message, unread: listed }] };
  }
  const arns = listed.state === 'known' ? listed.value.map(({ arn }) => arn) : [];
  if (arns.includes(provider)) return { status: 'works', causes: [], uncertainties: [] };
  const suggestion = meantProvider(provider, account);
  const owner = parseArn(provider)?.account;
  const message =
    owner === undefined || owner === account.id
      ? `Role ${role.role.name} trusts SAML provider ${nameOf(provider)}, which does not exist in this account.`
      : `Role ${role.role.name} trusts SAML provider ${nameOf(provider)} of account ${owner}, but a role accepts only providers of its own account.`;
  return {
    status: 'blocked',
    uncertainties: [],
    causes: [
      {
        cause: { kind: 'provider-missing', parameters: { provider } },
        resource: role.role.arn,
        message: suggestion === undefined ? message : `${message} ${difference(provider, suggestion)}`,
        userSees: userSees('provider-missing'),
        severity: 'high',
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ],
  };
}

/** The provider of the account that a missing one most likely means: the same name in other letters, a near name, the only one. */
function meantProvider(provider: string, account: Account): string | undefined {
  const arns = account.providers.state === 'known' ? account.providers.value.map(({ arn }) => arn) : [];
  const name = nameOf(provider).toLowerCase();
  const same = arns.find((arn) => nameOf(arn).toLowerCase() === name);
  if (same !== undefined) return same;
  const near = nearest(nameOf(provider), arns.map(nameOf));
  return arns.find((arn) => nameOf(arn) === near);
}

const difference = (provider: string, suggestion: string): string =>
  nameOf(provider).toLowerCase() === nameOf(suggestion).toLowerCase() && nameOf(provider) !== nameOf(suggestion)
    ? `Provider ${nameOf(suggestion)} exists, and the policy specifies ${nameOf(provider)}: names are case-sensitive.`
    : `Did you mean ${suggestion}?`;
